#!/usr/bin/env python3
"""Checks a threadseal disclosure package: python3 verify.py PACKAGE.zip [--root HEX ...]
Written from format.md alone, for packages below 4 GiB. Exit code 0: valid, 1: not valid, 2: not a package.
The copy in a package is its maker's word, too: get one elsewhere if you do not trust them."""
import base64, csv, datetime, email, hashlib, hmac, html, io, json, re, struct, sys, zipfile, zlib
SENTENCE = ("Made from a WhatsApp chat export, a text file that anyone can edit before it is handed over: "
            "this shows what the file said, not that it is true or complete.")
ALWAYS = """README.txt bag-info.txt bagit.txt data/logs/custody.jsonl data/logs/redaction-log.csv format.md verify.py
data/logs/redaction-log.jsonl manifest-sha256.txt manifest-sha512.txt tagmanifest-sha256.txt tagmanifest-sha512.txt """ + " ".join(
    f"data/certificates/{name}.txt" for name in "bsa-63-4 exhibit-note fre-1006 fre-902-13 fre-902-14 pd57ad-16 subject-access".split())
CODES, KEYS = "TPD SPD CHD CON FIN IDN SEC LPP LIT COM WIT INV STA IRR OTH".split(), "thread i at raw_stamp sender kind flags body attachment".split()
COLUMNS = "no thread record scope gaps codes note decided_by decided_on status".split()
COPIES, NO_COPY, LACKS, WHYS = ("cleaned", "redacted"), "not in this package, no safe copy of it can be made", ("", "colour-profile"), "no-writer unknown-part damaged data-after-end too-large unsupported".split()
MARK, COARSE = r"█\[([A-Z]+(?: [A-Z]+)*)\]█", r"((\d{4}-\d\d-\d\d( \d\d(:\d\d| h))?|period [1-9]\d*) )?"
problems, unproven, unchecked, gone = [], [], [], set()
def need(good, place, text):
    return good or problems.append(f"{place}: {text}")
class File:  # what was read of one file; the bytes are kept of all but attachments and signatures
    def __init__(self, f, path, size):
        self.size, self.crc, kept, digests = 0, 0, [], (hashlib.sha256(), hashlib.sha512())
        while self.size < size and (piece := f.read(min(size - self.size, 1 << 20))):
            self.size, self.crc = self.size + len(piece), zlib.crc32(piece, self.crc)
            _ = [digest.update(piece) for digest in digests]
            kept += [] if path.startswith(("data/media/", "signatures/")) else [piece]
        self.text = lambda: b"".join(kept).decode("utf-8")
        self.sha256, self.sha512 = (digest.hexdigest() for digest in digests)
def read_container(path):  # every byte of the zip must be what its content asks for
    files, at, central = {}, 0, b""
    with open(path, "rb") as f, zipfile.ZipFile(f) as z:
        entries = sorted(z.infolist(), key=lambda e: e.filename.encode("utf-8", "replace"))
        folder, _ = entries[0].filename.split("/")[0] if entries else "", f.seek(0)
        for e in entries:
            name, size = e.filename.encode("utf-8", "replace"), e.file_size
            middle = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, e.CRC, size, size, len(name), 0)
            head = b"PK\3\4" + middle + name
            top, _, inner = e.filename.partition("/")
            fits = top == folder and inner not in files and f.read(len(head)) == head
            if not need(fits, e.filename, f"the zip is not as it was written at byte {at}"):
                raise ValueError("the rest was not read")
            file = files[inner] = File(f, inner, size)
            need((file.crc, file.size) == (e.CRC, size), e.filename, "its CRC or its size is wrong")
            central += b"PK\1\2\x1e\3" + middle + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, at) + name
            at += len(head) + size
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(central), at, 0)
        need(f.read() == central + end, f"byte {at}", "the directory of the zip is not as it was written")
    return folder, files
def check_names(files, threads, seals):
    form = (r"data/(review/(production\.dat|settings\.json|messages/t\d{3,}\.csv|natives/[a-z0-9]+\.rsmf|text/[a-z0-9]+\.txt)|"
            r"media/\d{6,}\.[a-z0-9]{1,5}|proof/\d{4,}/(leaves\.txt|openings\.jsonl|seal\.json)|threads/t\d{3,}/"
            r"(attachments\.csv|messages\.jsonl|transcript\.txt|transcript(-\d{4,})?\.html))|"
            r"signatures/[a-z0-9._-]{1,70}\.(sig|der|pem|tsq|tsr)")
    for path in sorted(set(ALWAYS.split()) | set(files)):
        if need(path in files, path, "is missing") and need(path in ALWAYS.split() or re.fullmatch(form, path), path, "is no file of this format"):
            need(not path.startswith("signatures/") or files[path].size <= 1 << 20, path, "is too large")
    need(len(unchecked) <= 200, "signatures", "holds more than 200 files")
    need(threads and threads == list(range(1, len(threads) + 1)), "data/threads", "has a gap")
    need(not seals or seals == threads, "data/proof", "does not prove just the threads")
def check_bag(folder, files):
    text = {p: f.text() for p, f in files.items() if not p.startswith(("data/", "signatures/"))}
    bagit = text.get("bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    need(bagit and re.fullmatch(r"threadseal-disclosure-\d{8}-\d{6}", folder), "bagit.txt", "or the folder's name is not exact")
    payload = sorted(path for path in files if path.startswith("data/"))
    tags = sorted(path for path in text if not path.startswith("tagmanifest"))
    for name, paths in (("manifest", payload), ("tagmanifest", tags)):
        for kind in ("sha256", "sha512"):
            lines = "".join(f"{getattr(files[p], kind)}  {p}\n" for p in paths)
            need(text.get(f"{name}-{kind}.txt") == lines, f"{name}-{kind}.txt", "does not list just the files there are")
    date, oxum = folder[-15:-7], f"{sum(files[p].size for p in payload)}.{len(payload)}"
    form = (f"Bagging-Date: {date[:4]}-{date[4:6]}-{date[6:]}\nExternal-Identifier: {folder}\nExternal-Description: "
            f"Disclosure of WhatsApp chat exports\nBag-Software-Agent: .+\nBagIt-Profile-Identifier: urn:threadseal:disclosure-1\nPayload-Oxum: {oxum}\nThreadseal-Format: "
            "threadseal-disclosure-1\nThreadseal-Created: .+\nThreadseal-Attachments: (as-they-are|cleaned|withheld)\n")
    need(re.fullmatch(form, text.get("bag-info.txt", "")), "bag-info.txt", "is not of its form, or disagrees with the rest")
def objects(files, path, pairs):  # of a file of JSON Lines, as lists of pairs or as dicts
    lines = files[path].text().split("\n")
    need(lines.pop() == "", path, "the last line has no end")
    return [json.loads(line, object_pairs_hook=list if pairs else dict) for line in lines]
def parts_of(value):  # texts, and marks as tuples of codes
    parts = [("t", value)] if isinstance(value, str) else [part[0] for part in value or []]
    return [tuple(part) if key == "r" else part for key, part in parts if part]
def shown(parts, change):  # as a transcript shows parts; backslashes before [ are left out on both sides
    return "".join(f"\ue000{' '.join(p)}\ue000" if isinstance(p, tuple) else change(p).replace("\\[", "[") for p in parts)
def pictured(text):
    def one(match, names_of=dict(zip("\u202b\u202d\u202e\u2067", "‹RLE› ‹LRO› ‹RLO› ‹RLI›".split()))):
        if match[0] in ("\r\n", "\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
            return match[0] + "    "
        return chr(0x2400 + ord(match[0])) if match[0] < " " else "\u2421" if match[0] == "\x7f" else names_of.get(match[0], "\ufffd")
    return re.sub("\r\n|[\0-\x08\n-\x1f\x7f-\x9f\u2028\u2029\u202b\u202d\u202e\u2067]", one, text)
as_text = lambda parts: "".join(f"█[{' '.join(p)}]█" if isinstance(p, tuple) else p for p in parts)
seen = lambda text, form=MARK: re.sub(form, "\ue000\\1\ue000", text).replace("\\[", "[")
escaped = lambda text: html.escape(text).replace("&#x27;", "&#39;")
guarded = lambda text: "'" * (text[:1] in tuple("=+-@\t\r")) + text
leaf = lambda *pieces: hashlib.sha256(b"\0" + b"".join(pieces)).digest()
def check_thread(t, files, seal, rows, named, said):
    folder, marks, text, articles, table, n = f"data/threads/t{t:03}", {}, "", [], [], 0
    for n, pairs in enumerate(objects(files, f"{folder}/messages.jsonl", True), 1):
        place, r = f"{folder}/messages.jsonl: record {n}", dict(pairs)
        good = [key for key, _ in pairs] == KEYS and (r["thread"], r["i"]) == (t, n)
        need(good, place, "does not have its nine keys or is not numbered in order")
        sender, body, stamp = (parts_of(r[key]) for key in ("sender", "body", "raw_stamp"))
        left, words, a = "".join(p for p in stamp if isinstance(p, str)), None, dict(r["attachment"] or [])
        need(left == r["raw_stamp"] or r["at"] is None and re.fullmatch(COARSE, left), place, "gives a time in no known form")
        need((t, n) not in gone or not [*sender, *stamp, *a], place, "is not withheld whole")
        for field, codes in [(field, p) for field, parts in (("sender", sender), ("body", body), ("time", stamp)) for p in parts if isinstance(p, tuple)]:
            need(set(codes) <= set(CODES), place, "has a code that is not known")
            marks.setdefault((t, n, field), set()).update(codes)
        need((r["kind"] == "redacted") == ((t, n, "body") in marks), place, "has a kind that does not fit its marks")
        if a:
            state, file, name, codes = a["state"], a.get("file", ""), a.get("name"), a.get("codes", ())
            kinds = ("attachment", state == "withheld"), ("file-part", state == "redacted"), ("file-name", name is None and state != "withheld")
            marks.update({(t, n, kind): set(codes if kind != "file-name" else ()) for kind, fits in kinds if fits})
            words = file + f", without a part {shown([tuple(codes)], str)}" * (state == "redacted") or {"no-safe-copy": NO_COPY, "absent":
                "not in the export", "not-included": "not in this package"}.get(state) or shown([tuple(codes)], str)
            f = files.get(file) if state in ("included", "cleaned", "redacted") else None
            named.update({file: state} if file else {})
            own = {"cleaned": "metadata", "no-safe-copy": state, "included": "as-it-is"}.get(state * ("Attachments: cleaned\n" in files["bag-info.txt"].text()))
            marks.update({(t, n, own): set()} if own else {})
            need(own != "no-safe-copy" or a["why"] in WHYS, place, "says no known reason")
            size = [str(f.size), f.sha256] if f else ["", ""]
            table.append([str(t), str(n), state, file, guarded(name or ""), *size] + [a.get("why", "")] * (state not in COPIES))
        who = f"{shown(sender, pictured)}: " if r["sender"] is not None else "* "
        text += f"[{n}] {shown(stamp, pictured)} | {who}{shown(body, pictured)}\n" + f"  (attachment: {words})\n" * bool(words)
        s = f'<span class="s">{shown(sender, escaped)}</span>' if r["sender"] is not None else ""
        p = f'<p class="a">attachment: {words}</p>' if words else ""
        articles.append(((r["at"] or "")[:10], f'<article class="m" id="m{n}"><header><span class="n">{n}</span>{s}'
                          f'<time>{shown(stamp, escaped)}</time></header><div class="b">{shown(body, escaped)}</div>{p}</article>\n'))
        said.append((str(n), None if r["sender"] is None else as_text(sender), as_text(body), file if a else ""))
        _ = seal and compare(seal, t, n, stamp, sender, body)
    path = f"{folder}/transcript.txt"
    title, count, sentence, empty, rest = (files[path].text().split("\n", 4) + [""] * 5)[:5]
    need((count, sentence, empty) == (f"{n:,} record{'s' * (n != 1)}", SENTENCE, ""), path, "has another head")
    need(seen(rest) == text, path, "says something else than messages.jsonl")
    for codes in seen(title).split("\ue000")[1::2]:
        marks.setdefault((t, None, "title"), set()).update(codes.split())
    path, rest = f"{folder}/attachments.csv", "thread i state file name type size_bytes sha256 why".split()
    found = list(csv.reader(io.StringIO(files[path].text(), "")))
    need(found[:1] == [rest] and table == [row[:5] + row[6:8] + row[8:] * (row[2] not in COPIES or row[8] not in LACKS) for row in found[1:]], path, "lists other files")
    for key in sorted({key for key in rows if key[0] == t} | set(marks), key=str):
        fits = key in rows and key in marks and (rows[key] == marks[key] or key[2] == "file-name")
        need(fits, "data/logs/redaction-log.jsonl", f"{key}: what is marked and what is listed differ")
    need(not seal or seal["messages"] == n, f"data/proof/{t:04}/seal.json", "is over another number of records")
    check_pages(folder, files, articles)
def check_review(files, said):  # the documents of a review set show what messages.jsonl shows, with the same files
    found, inside = [], lambda a: zipfile.ZipFile(io.BytesIO(a.get_payload(decode=True)))
    for path in sorted((p for p in files if p.startswith("data/review/natives/")), key=lambda p: (len(p), p)):
        m = json.loads((zipped := inside(email.message_from_string(files[path].text()).get_payload()[1])).read("rsmf_manifest.json"))
        people = {p["id"]: p["display"] for p in m["participants"]}
        for e in m["events"]:
            file = ["data/media/" + a["id"] for a in e.get("attachments", ())]
            found.append((e["id"], people.get(e.get("participant")), e["body"], "".join(file)))
            need(all(hashlib.sha256(zipped.read(p[11:])).hexdigest() == files[p].sha256 for p in file), path, "holds another file")
    need(found in ([], said) and (found or "data/review/settings.json" not in files), "data/review/natives", "says something else than messages.jsonl")
def check_pages(folder, files, articles):
    parts, at = sorted(p for p in files if re.fullmatch(folder + r"/transcript-\d{4,}\.html", p)), 0
    allowed = set("! html head meta title style body h1 p dl dt dd mark ol li".split())
    for page in [f"{folder}/transcript.html"] + parts:
        top, _, main = files[page].text().partition("<main>\n")
        index = parts and page.endswith("/transcript.html")
        top += main.replace("</main>", "") if index else ""
        safe = set(re.findall(r"</?([a-z0-9]+|!)", top)) <= allowed and "default-src 'none'" in top
        need(safe and not re.search(r"url\(|@import|\son[a-z]+=", top), page, "could load or run something")
        if index:
            continue
        expected, day, n = "", "", main.count("<article")
        for date, article in articles[at:at + n]:
            if date and date != day:
                week, day = datetime.date.fromisoformat(date).strftime("%A"), date
                expected += f'<h2 class="d">{date}, {week}</h2>\n'
            expected += article
        at += n
        need(seen(main, f"<mark>{MARK}</mark>") == expected + "</main>\n</body>\n</html>\n", page, "says something else than messages.jsonl")
    need(at == len(articles), folder, "the pages do not show every record once")
def check_logs(files):  # the rows of the redaction log by what they are about; also the chain of custody
    rows, lines, path, _ = {}, [COLUMNS], "data/logs/redaction-log.jsonl", gone.clear()
    for number, r in enumerate(objects(files, path, False), 1):
        if need(list(r) == COLUMNS and r["no"] == number, path, f"line {number} is not of its form"):
            gone.update([(r["thread"], r["record"])] if r["scope"] == "message" else [])
            field = {"span": "body", "outside": "body", "message": "body", "sound-range": "file-part", "region": "file-part"}.get(r["scope"], r["scope"])
            rows.setdefault((r["thread"], r["record"], field), set()).update(r["codes"])
            lines.append([str(number), str(r["thread"]), str(r["record"] or ""), r["scope"], str(r["gaps"]), " ".join(
                r["codes"]), guarded(r["note"] or ""), guarded(r["decided_by"]), r["decided_on"], r["status"]])
    need(list(csv.reader(io.StringIO(files["data/logs/redaction-log.csv"].text(), ""))) == lines, path, "does not say what redaction-log.csv says")
    prev, last, path = "0" * 64, {}, "data/logs/custody.jsonl"
    for number, line in enumerate(files[path].text().split("\n")[:-1], 1):
        last = json.loads(line)
        need((last["prev"], last["seq"]) == (prev, number), path, f"line {number} is not chained to the one before")
        prev = hashlib.sha256(line.encode("utf-8")).hexdigest()
    need(last.get("action") == "export", path, "does not end with the export")
    return rows
def tree(row):
    while len(row) > 1:
        row = [hashlib.sha256(b"\1" + b"".join(row[k:k + 2])).digest() if row[k + 1:] else row[k]
               for k in range(0, len(row), 2)]
    return row[0] if row else hashlib.sha256(b"").digest()
def tokens(body):
    text = body.decode("utf-8", "ignore")
    return [t.encode() for t in re.findall(r"\A[ \t\r\n]+|[^ \t\r\n]{1,8}[ \t\r\n]*", text)] if text.encode() == body else [body]
def opened(o):  # the leaf that an opening comes to, and what it shows: None for what stays closed
    word = lambda o, name: o[name].encode() if name in o else base64.b64decode(o[name + "B64"])
    has = lambda name: name + "Salt" in o or "key" in o
    runs, hashes = [], []
    def salt(label, name="", tail=b""):
        keyed = "key" in o and hmac.new(bytes.fromhex(o["key"]), label.encode() + tail, "sha256").digest()
        return keyed or bytes.fromhex(o[name or label + "Salt"])
    def part(name, data):
        return bytes.fromhex(o[name + "Commit"]) if o.get(name + "Commit") else leaf(salt(name), data())
    if o["state"] == "withheld":
        return None, {}
    top = salt("leaf", "salt")
    if "json" in o:
        return leaf(top, b"c", o["json"].encode()), {}
    if "size" in o or "nameSalt" in o or "nameCommit" in o:
        size = lambda: bytes.fromhex(o["sha256"]) + struct.pack(">Q", o["size"])
        sealed = part("name", lambda: word(o, "name")) + part("data", size)
        return leaf(top, b"a", sealed), {"data": (o["sha256"], o["size"])} if "size" in o else {}
    head = part("head", lambda: part("stamp", lambda: word(o, "stamp")) + part("sender", lambda: word(o, "sender")))
    for p in o.get("parts", ()):
        token = None if "h" in p else word(p, "t")
        hashes.append(bytes.fromhex(p["h"]) if token is None else leaf(bytes.fromhex(p["s"]), token))
        if token is not None and runs and runs[-1] is not None:
            runs[-1] += token
        elif token is not None or runs[-1:] != [None]:
            runs.append(token)
    if "key" in o:
        runs = [word(o, "body")]
        hashes = [leaf(salt("tok", "", struct.pack(">I", j)), t) for j, t in enumerate(tokens(runs[0]))]
    body = part("body", lambda: struct.pack(">I", len(hashes)) + tree(hashes))
    shows = {name: word(o, name) if has(name) else None for name in ("stamp", "sender")}
    return leaf(top, b"m", head, body), {**shows, "body": runs if has("body") else None, "full": "key" in o}
def read_proof(t, files, data):
    folder, opens = f"data/proof/{t:04}", []
    seal, leaves = json.loads(files[f"{folder}/seal.json"].text()), files[f"{folder}/leaves.txt"].text().split("\n")
    need(leaves.pop() == "", f"{folder}/leaves.txt", "the last line has no end")
    hashes = [bytes.fromhex(line) for line in leaves]
    need((seal["format"], seal["records"], seal["root"]) == ("chat-seal-1", len(leaves), tree(hashes).hex()),
         f"{folder}/seal.json", "its root or its number of records is not that of its leaves")
    for i, o in enumerate(objects(files, f"{folder}/openings.jsonl", False)):
        place = f"{folder}/openings.jsonl: record {i}"
        found, shows = opened(o)
        need(o.get("i") == i < len(hashes) and found in (None, hashes[i]), place, "does not come to its leaf")
        need("full" not in shows or 0 < i <= seal["messages"], place, "is opened as a message, but is none")
        data += [shows["data"]] if "data" in shows else []
        opens.append(shows)
    need(len(opens) == len(hashes), f"{folder}/openings.jsonl", "has not one line for each leaf")
    return {**seal, "open": opens}
def compare(seal, t, i, stamp, sender, body):
    place, o = f"data/proof/{t:04}/openings.jsonl: record {i}", (seal["open"] + [{}] * (i + 1))[i]
    text = lambda raw: raw.decode("utf-8", "replace")
    core = lambda words: re.sub(r"^[\W_]+|[\W_]+$", "", words)
    plain = lambda words: re.sub("[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]", "", words)
    if (t, i) in gone and not o or not need("full" in o, place, "is shown, but not opened as a message"):
        return
    *marked, timed = [any(isinstance(p, tuple) for p in parts) for parts in (sender, body, stamp)]
    need(o["full"] != any([*marked, timed]), place, "is opened whole although something is withheld, or the other way round")
    need(o["stamp"] is None if timed else core(text(o["stamp"] or b"")) == core("".join(stamp)), place, "its stamp is not the sealed one")
    need(marked[0] == (o["sender"] is None) and (marked[0] or plain(text(o["sender"]).rpartition(":")[0]) == plain(
        "".join(sender))), place, "its sender is not the sealed one, or not opened as it is shown")
    runs = [run if run is None else text(run) for run in o["body"] or []]
    runs[-1:] = [run and re.sub(r"\r?\n\Z", "", run) for run in runs[-1:]]
    words = re.sub("\ue001+", "\ue001", "".join("\ue001" if isinstance(p, tuple) else p for p in body))
    sealed = "".join("\ue001" if run is None else run for run in runs)
    need(marked[1] if o["body"] is None else words == sealed, place, "its words are not the sealed ones")
    _ = any(isinstance(p, str) for p in sender * marked[0] + stamp * bool(timed) + body * (o["body"] is None)) and unproven.append((t, i))
def check(path, found):
    folder, files = read_container(path)
    numbers = lambda form: sorted({int(m[1]) for m in map(re.compile(form).match, files) if m})
    threads, seals, named, data, said = numbers(r"data/threads/t(\d+)/"), numbers(r"data/proof/(\d+)/"), {}, [], []
    unchecked.extend(path for path in files if path.startswith("signatures/"))
    check_names(files, threads, seals)
    check_bag(folder, files)
    rows = check_logs(files)
    for t in threads:
        seal = read_proof(t, files, data) if seals else None
        found += [seal["root"]] if seal else []
        check_thread(t, files, seal, rows, named, said)
    check_review(files, said)
    media = {p: (f.sha256, f.size) for p, f in files.items() if p.startswith("data/media/")}
    need(set(named) == set(media), "data/media", "is not just what messages.jsonl names")
    need(not seals or {media[p] for p in media if named.get(p) not in COPIES} <= set(data) <= set(media.values()), "data/media", "is not just what the proof opens")
def main(path, roots):
    found = []
    try:
        check(path, found)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        if b"threadseal-disclosure-" not in open(path, "rb").read(256):
            print("Not a package: it cannot be read as a zip")
            return 2
        need(False, "the zip", f"cannot be read: {error}")
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, struct.error) as error:
        need(problems, "the package", f"a file is missing or not of its form ({type(error).__name__}: {error})")
    _ = [need(root.lower() in found, "data/proof", f"no seal comes to the root {root}") for root in roots]
    known = " and with the root that was given" if roots else "; origin not checked"
    print(f"Not valid: {problems[0]}" if problems else f"Valid: consistent with itself{known}")
    print("".join(f"- {text}\n" for text in problems[1:25]) + "".join(f"root {root}\n" for root in found), end="")
    _ = unproven and print("(thread, record) whose words beside marks are not proven:", *unproven[:50])
    _ = unchecked and print("not checked here, use ssh-keygen and openssl as README.txt says:", *unchecked)
    return 1 if problems else 0
if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--root"]
    sys.exit(main(words[0], words[1:]) if words else __doc__)
