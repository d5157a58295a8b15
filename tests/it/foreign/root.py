"""Computes the root of a seal with pymerkle, from the data of every leaf, which an open package gives."""
import hashlib, hmac, json, re, struct, sys
from pymerkle import InmemoryTree

def leaf(*pieces):
    return hashlib.sha256(b"\0" + b"".join(pieces)).digest()
def mth(data):
    tree = InmemoryTree(algorithm="sha256")
    for piece in data:
        tree.append_entry(piece)
    return tree.get_root() if data else hashlib.sha256(b"").digest()

folder, data = sys.argv[1], []
for line in open(f"{folder}/openings.jsonl", encoding="utf-8", newline="\n"):
    o = json.loads(line)
    assert o["state"] == "full", o
    salt = lambda label, tail=b"": hmac.new(bytes.fromhex(o["key"]), label.encode() + tail, "sha256").digest()
    top = salt("leaf")
    if "json" in o:
        data.append(top + b"c" + o["json"].encode())
    elif "size" in o:
        sealed = bytes.fromhex(o["sha256"]) + struct.pack(">Q", o["size"])
        data.append(top + b"a" + leaf(salt("name"), o["name"].encode()) + leaf(salt("data"), sealed))
    else:
        head = leaf(salt("head"), leaf(salt("stamp"), o["stamp"].encode()), leaf(salt("sender"), o["sender"].encode()))
        tokens = re.findall(r"\A[ \t\r\n]+|[^ \t\r\n]{1,8}[ \t\r\n]*", o["body"])
        pieces = [salt("tok", struct.pack(">I", j)) + token.encode() for j, token in enumerate(tokens)]
        data.append(top + b"m" + head + leaf(salt("body"), struct.pack(">I", len(tokens)), mth(pieces)))
seal = json.load(open(f"{folder}/seal.json"))
assert len(data) == seal["records"]
tree = InmemoryTree(algorithm="sha256")
for piece in data:
    tree.append_entry(piece)
leaves = open(f"{folder}/leaves.txt").read().split()
assert [tree.get_leaf(i + 1).hex() for i in range(len(data))] == leaves
assert tree.get_root().hex() == seal["root"]
print(f"{len(data)} leaves come to the root of seal.json")
