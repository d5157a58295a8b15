"""Reads a review set as its receiver would: with Python's email, zipfile and csv, and the rules of RSMF 2.0."""
import csv, email, email.policy, hashlib, io, json, re, sys, zipfile

zip_ = zipfile.ZipFile(sys.argv[1])
assert zip_.testzip() is None
top = {name.split("/")[0] for name in zip_.namelist()}
assert len(top) == 1
files = {name.split("/", 1)[1]: zip_.read(name) for name in zip_.namelist()}
for line in files["SHA256.txt"].decode().splitlines():
    digest, path = line.split("  ")
    assert hashlib.sha256(files[path]).hexdigest() == digest, path

text = files["LOADFILE.dat"].decode("utf-8-sig")
rows = [re.findall("þ([^þ]*)þ", line) for line in text.split("\r\n") if line]
for line in text.split("\r\n"):
    assert not line or re.fullmatch("þ[^þ\x14]*þ(\x14þ[^þ\x14]*þ)*", line), line
heads, rows = rows[0], [dict(zip(rows[0], row)) for row in rows[1:]]
assert all(len(row) == len(heads) for row in rows)

WANTED = {"version": str, "participants": list, "conversations": list, "events": list}
TYPES = {"message", "disclaimer", "join", "leave", "history", "unknown"}
STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
FIELDS = set("type id parent body participant conversation timestamp deleted importance direction reactions "
             "attachments edits read_receipts custom".split())

def customs(owner):
    for one in owner.get("custom", []):
        assert set(one) == {"name", "value"}, one
        assert all(isinstance(v, str) and v for v in one.values()), one

def manifest(raw, names):
    m = json.loads(raw)
    assert set(m) <= set(WANTED) | {"eventcollectionid"}
    assert all(isinstance(m[key], kind) for key, kind in WANTED.items())
    assert m["version"] == "2.0.0"
    people = [p["id"] for p in m["participants"]]
    conversations = {c["id"]: c for c in m["conversations"]}
    assert len(set(people)) == len(people) and len(conversations) == 1
    for c in conversations.values():
        assert isinstance(c["platform"], str) and set(c["participants"]) <= set(people)
        customs(c)
    ids, used = set(), set()
    for e in m["events"]:
        assert set(e) <= FIELDS, set(e) - FIELDS
        assert e["type"] in TYPES and e["id"] not in ids and e["conversation"] in conversations
        ids.add(e["id"])
        assert "participant" not in e or e["participant"] in people
        assert e["type"] != "message" or "participant" in e
        assert "timestamp" not in e or re.fullmatch(STAMP, e["timestamp"]), e
        assert "deleted" not in e or "█[" not in e["body"], "a redaction is no deletion by a person"
        for a in e.get("attachments", []):
            assert a["size"] == names[a["id"]], a
            used.add(a["id"])
        customs(e)
    assert used | {"rsmf_manifest.json"} == set(names), (used, names)
    return m

for row in rows:
    raw = files[row["NATIVEPATH"].replace("\\", "/")]
    assert hashlib.sha256(raw).hexdigest() == row["SHA256"] and len(raw) == int(row["FILESIZE"])
    assert raw.startswith(b"X-RSMF-Version: 2.0.0\r\n") and all(len(line) < 998 for line in raw.split(b"\r\n"))
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not mail.defects and mail.get_content_type() == "multipart/mixed"
    attached = list(mail.iter_attachments())
    assert [a.get_filename() for a in attached] == ["rsmf.zip"]
    inner = zipfile.ZipFile(io.BytesIO(attached[0].get_payload(decode=True)))
    assert inner.testzip() is None and all(i.compress_type == zipfile.ZIP_DEFLATED for i in inner.infolist())
    m = manifest(inner.read("rsmf_manifest.json"), {i.filename: i.file_size for i in inner.infolist()})
    body = mail.get_body(("plain",)).get_content()
    for e in m["events"]:
        assert e["body"].replace("\r", "").replace("\n", "") in body.replace("\r", "").replace("\n", "")
    shown = [p["display"] for p in m["participants"]]
    assert mail["X-RSMF-Participants"] == ", ".join(shown), mail["X-RSMF-Participants"]
    assert row["PARTICIPANTS"] == "; ".join(shown) and int(mail["X-RSMF-EventCount"]) == len(m["events"]) == int(row["EVENTCOUNT"])
    assert [a.display_name for a in mail["To"].addresses] == shown
    n_files = sum(len(e.get("attachments", [])) for e in m["events"])
    assert int(mail["X-RSMF-AttachmentCount"]) == n_files
    times = [e["timestamp"] for e in m["events"] if "timestamp" in e]
    assert (mail["X-RSMF-BeginDate"], mail["X-RSMF-EndDate"]) == (times[0], times[-1]) == (row["DATEBEGIN"], row["DATEEND"])
    assert mail["Date"].datetime.isoformat() == times[0], (mail["Date"], times)
    marked = any("█[" in e["body"] + "".join(shown) for e in m["events"])
    assert (row["REDACTED"] == "Y") == marked == bool(row["REDACTREASON"])
    plain = files[row["TEXTPATH"].replace("\\", "/")].decode()
    assert all(f"[{e['id']}] " in plain for e in m["events"])
    print(row["BEGDOC"], len(m["events"]), "events", len(shown), "participants", n_files, "files", times[0], times[-1])

tables = [path for path in files if path.startswith("MESSAGES/")]
n = 0
for path in tables:
    found = list(csv.DictReader(io.StringIO(files[path].decode(), newline="")))
    assert all(not cell.startswith(tuple("=+-@\t\r")) for row in found for cell in row.values())
    n += len(found)
print(f"load file of {len(rows)} rows, {n} rows of messages")
