#!/usr/bin/env python3
"""Checks a threadseal disclosure package: python3 verify.py PACKAGE.zip [--root ROOT:RECORDS:MESSAGES ...]
Written from format.md alone, for packages below 4 GiB. Exit code 0: valid, 1: not valid, 2: not a package, or too large. The copy in a package is its maker's word, too: get one elsewhere if you do not trust them."""
import base64, contextlib, csv, datetime, email, hashlib, hmac, html, io, json, os, re, struct, sys, zipfile, zlib
SENTENCE = "Made from a WhatsApp chat export, a text file that anyone can edit before it is handed over: this shows what the file said, not that it is true or complete."
ALWAYS = [*"README.txt bag-info.txt bagit.txt data/logs/custody.jsonl data/logs/redaction-log.csv data/logs/redaction-log.jsonl format.md verify.py".split()] + [
    f"{tag}manifest-{kind}.txt" for tag in ("", "tag") for kind in ("sha256", "sha512")] + [f"data/certificates/{name}.txt" for name in "bsa-63-4 exhibit-note fre-1006 fre-902-13 fre-902-14 pd57ad-16 subject-access".split()]
CODES, KEYS = "TPD SPD CHD CON FIN IDN SEC LPP LIT COM WIT INV STA IRR OTH".split(), "thread i at raw_stamp sender kind flags body attachment".split()
KINDS, COLUMNS = "text attachment media_omitted deleted view_once call location live_location contact poll event system system_unclassified null preamble redacted".split(), ("no thread record scope gaps codes note decided_by decided_on status".split())
EVENT, ABOUT = "action actor detail object prev seq time".split(), {**dict.fromkeys(("open", "intake", "zone"), "source [1-9][0-9]*"), "date-order": "thread [1-9][0-9]*", "witness": "network", "redact": "redactions", "export": ".*"}
FLAGS = set("edited boundary-uncertain looks-like-header-inside backward-step date-order-assumed app-marked attachment-missing unknown-marker not-utf8 kind-by-structure sender-is-formal date-order-chosen year-inferred".split())
COPIES, SEAL, NO_COPY, LACKS, WHYS = ("cleaned", "redacted"), "format hash records messages root created tool".split(), "not in this package, no safe copy of it can be made", ("", "colour-profile"), "no-writer unknown-part damaged data-after-end too-large unsupported".split()
MARK, COARSE, REFERENCE = r"█\[([A-Z]+(?: [A-Z]+)*)\]█", r"((\d{4}-\d\d-\d\d( \d\d(:\d\d| h))?|period [1-9]\d*) )?", r"(?m)(<[^<>\n]*:[^<>\n]*\.[^<>\n]*>|\.\w{1,5} ?[(<][^()<>\n]*[)>])[ \u200e\r]*$"  # the last: as the name of a file that was sent
INSTANT = r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)"
OPENING = (r"withheld i state|full i state key (json|name(B64)? sha256 size|stamp(B64)? sender(B64)? body(B64)?)|partial i state salt ((headCommit|headSalt (stampCommit|stampSalt "
           r"stamp(B64)?) (senderCommit|senderSalt sender(B64)?)) (bodyCommit|bodySalt parts)|(nameCommit|nameSalt name(B64)?) (dataCommit|dataSalt sha256 size))")
HEAD = ("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n")
STYLE = "365e8bec3eb988f576fd144feb16a08f3cb689483816141693666a167ad7e700"  # SHA-256 of the style but for its last line
SKIPPED = ("README.txt, format.md, verify.py and certificates as words; titles of reasons and of threads; load file, texts and tables of a review set; date orders; kinds but for "
           "withheld words and files; signatures and time stamps, for which README.txt names ssh-keygen and openssl")
LEFT = ("not looked into", "(thread, record) whose words beside marks are not proven", "(thread, record) whose file is not proven to be the one that it names",
        "(thread, record) that name a file, or seem to, of which it is not proven that the export did not hold it", "(thread, record) whose stamp has words or no year, so that the time is not proven to be the one that it says",
        "copies made by the program: that they show what the export's files show is not proven")
BARE = " and with a root that was given without the number of records; a cut chat would not be noticed"
GAP, problems, unproven, unnamed, unheld, untimed, unchecked, numbered, reading, gone = "\udc00", [], [], [], [], [], [], [], ["the package"], set()  # no file and no text read here can hold GAP
need = lambda good, place, text: good or problems.append(f"{place}: {text}")
TooLarge, Pairs = type("TooLarge", (Exception,), {}), type("Pairs", (list,), {})  # Pairs: an object's members in order
class File:  # what was read of one file; the bytes are kept of all but attachments and signatures
    def __init__(self, f, path, size):
        self.size, self.crc, self.path, self.kept, digests = 0, 0, path, [], (hashlib.sha256(), hashlib.sha512())
        while self.size < size and (piece := f.read(min(size - self.size, 1 << 20))):
            self.size, self.crc, _ = self.size + len(piece), zlib.crc32(piece, self.crc), [digest.update(piece) for digest in digests]
            self.kept += [] if path.startswith(("data/media/", "signatures/")) else [piece]
        self.sha256, self.sha512 = (digest.hexdigest() for digest in digests)
    def text(self): return reading.__setitem__(0, self.path) or b"".join(self.kept).decode("utf-8")
def read_container(path):  # every byte of the zip must be what its content asks for
    with open(path, "rb") as f, zipfile.ZipFile(f) as z:
        files, at, central, entries = {}, 0, b"", sorted(z.infolist(), key=lambda e: e.filename.encode("utf-8", "replace"))
        if os.path.getsize(path) >= 0xffffffff or len(entries) >= 0xffff: raise TooLarge
        folder, _ = entries[0].filename.split("/")[0] if entries else "", f.seek(0)
        for e in entries:
            name, size, reading[0] = e.filename.encode("utf-8", "replace"), e.file_size, e.filename
            middle = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, e.CRC, *[size & 0xffffffff] * 2, len(name), 0)
            head, (top, _, inner) = b"PK\3\4" + middle + name, e.filename.partition("/")
            if not need(top == folder and inner not in files and f.read(len(head)) == head, e.filename, f"the zip is not as it was written at byte {at}"): raise ValueError("the rest was not read")
            need(((file := files.setdefault(inner, File(f, inner, size))).crc, file.size) == (e.CRC, size), e.filename, "its CRC or its size is wrong")
            central, at = central + b"PK\1\2\x1e\3" + middle + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, at) + name, at + len(head) + size
        need(f.read() == central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(central), at, 0), f"byte {at}", "the directory of the zip is not as it was written")
    return folder, files
def check_names(files, threads, seals):
    form = (r"data/(review/(production\.dat|settings\.json|messages/t\d{3,}\.csv|natives/[a-z0-9]+\.rsmf|text/[a-z0-9]+\.txt)|media/\d{6,}\.(3gp|aac|amr|bin|docx|gif|jpg|m4a|mov|mp3|mp4|ogg|opus|pdf|png|pptx|txt|vcf|wav|webp|xlsx|zip)|proof/\d{4,}/(leaves\.txt|openings\.jsonl|"
            r"seal\.json)|threads/t\d{3,}/(attachments\.csv|messages\.jsonl|transcript\.txt|transcript(-\d{4,})?\.html))|signatures/(?!(con|prn|aux|nul|com[1-9]|lpt[1-9])\.)[a-z0-9._-]{1,70}\.(sig|der|pem|tsq|tsr)")
    for path in sorted(set(ALWAYS) | set(files)):
        if need(path in files, path, "is missing") and need(path in ALWAYS or re.fullmatch(form, path), path, "is no file of this format"):
            need(not path.startswith("signatures/") or files[path].size <= 1 << 20, path, "is too large")
    need(threads and threads == list(range(1, len(threads) + 1)) and seals in ([], threads) and len(unchecked) <= 200, "data/threads", "has a gap, or data/proof does not prove just these, or there are more than 200 signatures")
def check_bag(folder, files, seals):
    text = {p: f.text() for p, f in files.items() if not p.startswith(("data/", "signatures/"))}
    need(text.get("bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" and re.fullmatch(r"threadseal-disclosure-\d{8}-\d{6}(-d[1-9][0-9]{,5})?", folder), "bagit.txt", "or the folder's name is not exact")
    payload, tags, date = sorted(path for path in files if path.startswith("data/")), sorted(path for path in text if not path.startswith("tagmanifest")), folder[22:30]
    for kind, (name, paths) in [(kind, one) for kind in ("sha256", "sha512") for one in (("manifest", payload), ("tagmanifest", tags))]:
        need(text.get(f"{name}-{kind}.txt") == "".join(f"{getattr(files[p], kind)}  {p}\n" for p in paths), f"{name}-{kind}.txt", "does not list just the files there are")
    form = (f"Bagging-Date: {date[:4]}-{date[4:6]}-{date[6:]}\nExternal-Identifier: {folder}\nExternal-Description: "
            f"Disclosure of WhatsApp chat exports\nBag-Software-Agent: (threadseal [0-9][0-9A-Za-z.+-]*)\nBagIt-Profile-Identifier: urn:threadseal:disclosure-1\nPayload-Oxum: "
            f"{sum(files[p].size for p in payload)}.{len(payload)}\nThreadseal-Format: threadseal-disclosure-1\nThreadseal-Created: ({INSTANT})\nThreadseal-Attachments: (as-they-are|cleaned|withheld)\n(?:Disclosure-Number: ([1-9][0-9]{{,5}})\n)?")
    found, path, last = re.fullmatch(form, text.get("bag-info.txt", "")), "bag-info.txt", json.loads(files["data/logs/custody.jsonl"].text().split("\n")[-2])
    if need(found, path, "is not of its form, or disagrees with the rest"):
        need((*map(last.get, ("actor", "object", "time")), last["detail"]["attachments"], json.dumps(last["detail"].get("disclosure"))) == (found[1], folder, found[2], found[11], found[12] or "null"), path, "and the end of custody.jsonl differ")
        numbered[:], made = [n for n in [found[12]] if n], datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", found[2].upper()).replace("Z", "+00:00")).astimezone(datetime.timezone.utc)
        need(folder == made.strftime("threadseal-disclosure-%Y%m%d-%H%M%S") + "".join(f"-d{n}" for n in numbered), path, "gives another time or number than the folder's name")
        need(re.findall("^This is disclosure (.*) under th(?:is seal|ese seals);", text["README.txt"], re.M) == numbered and (seals or not numbered), "README.txt", "has another number, or one without a proof")
def objects(files, path, pairs):  # of a file of JSON Lines, as lists of pairs or as dicts
    need((lines := files[path].text().split("\n")).pop() == "", path, "the last line has no end")
    found = [json.loads(line, object_pairs_hook=Pairs if pairs else dict, parse_float=str, parse_int=lambda n: n if n == "-0" else int(n)) for line in lines]
    return found if all(json.dumps(one, ensure_ascii=False).encode() for one in found) else []  # half a surrogate pair is an error
def parts_of(value):  # texts, and marks as tuples of codes
    return [tuple(part) if key == "r" else part for key, part in ([("t", value)] if isinstance(value, str) else [part[0] for part in value or []]) if part]
def is_cut(value):  # a text, or a list of texts and marks, at least one mark, that are cut as the format says
    parts = [(*part, ("", 0))[0] if type(part) is Pairs and len(part) == 1 else ("", 0) for part in value] if type(value) is list else [("r", [0])]
    good = all(words and isinstance(words, {"t": str, "r": list}.get(key, ())) for key, words in parts) and any(key == "r" for key, _ in parts)
    return isinstance(value, str) or type(value) is list and good and all(a != b and (a[0], b[0]) != ("t", "t") for a, b in zip(parts, parts[1:]))
def rows_in(files, path):
    need(not re.search(r"(?<!\r)\n|\r(?!\n)", re.sub('"[^"]*"', "", text := files[path].text())), path, "has a line end that is not CRLF")
    return list(csv.reader(io.StringIO(text, "")))
def shown(parts, change):  # as a transcript shows parts; backslashes before [ are left out on both sides
    return "".join(f"{GAP}{' '.join(p)}{GAP}" if isinstance(p, tuple) else change(p).replace("\\[", "[") for p in parts)
def pictured(text):
    def one(match, names_of=dict(zip("\u202b\u202d\u202e\u2067", "‹RLE› ‹LRO› ‹RLO› ‹RLI›".split()))):
        if match[0] in ("\r\n", "\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"): return match[0] + "    "
        return chr(0x2400 + ord(match[0])) if match[0] < " " else "\u2421" if match[0] == "\x7f" else names_of.get(match[0], "\ufffd")
    return re.sub("\r\n|[\0-\x08\n-\x1f\x7f-\x9f\u2028\u2029\u202b\u202d\u202e\u2067]", one, text)
def elsewhere(y, m, d):  # the day of a date in a calendar that the size of its year tells: Solar Hijri, Islamic, Indian
    first, w, good = lambda *date: datetime.date(*date).toordinal(), m - 1, 1 <= m <= 12 and 1 <= d <= 31
    if good and 1388 <= y <= 1420: return first(2009, 3, 21) + 365 * (y - 1388) + sum((25 * n + 11) % 33 < 8 for n in range(1388, y)) + 30 * w + min(w, 6) + d - 1
    if good and 1430 <= y <= 1470: return (11 * y + 3) // 30 + 354 * y + 30 * m - w // 2 + d + 226630
    return first(y + 78, 3, 22 - (y % 4 == 2)) + 30 * w + min(max(w - 1, 0), 5) + (y % 4 == 2 and w > 0) + d - 1 if good and 1931 <= y <= 1973 else None
def reads(at, raw):  # whether a time can be a reading of a stamp: 0 no, 1 as far as words and years that are left out are judged here, 2 yes
    dated = lambda text: [int(n) + {"R": 2018, "H": 1988, "S": 1925}.get(era, 0) for era, n in re.findall(r"((?<![^\W\d_])[RHS])?(\d+)", text)]
    found, wanted, words, half = dated(raw), dated(at), re.findall(r"[^\W\d_]+", raw.replace("พ.ศ.", "")), re.search(r"(?<![^\W\d_])([ap])[\W_]{0,3}m(?![^\W\d_])", raw.lower())
    loose, lacking = [word for word in words if not re.fullmatch("BE|[RHS]|[年月日년월일]+" + "|(?i:[ap]?m|[ap])" * bool(half), word)], {0: [()], 1: [(1,), (0,)][not words:], 2: [(0, 1)][not words:]}.get(len(wanted) - len(found), [])
    hour = lambda n, w: n == w if n > 12 or not half and not loose else n % 12 == w % 12 and (not half or (half[1] == "a") == (w < 12))
    same = lambda k, n, w: hour(n, w) if k == 3 else n == w or k == 0 and (n in (w - 2000, w + 543) or n == w - 1911 >= 100)
    stand = lambda wanted, lacks, left: all(any(same(k, n, wanted[k]) and not left.remove(n) for n in left) for k in (1, 2, 4, 5, 0, 3) if k < len(wanted) and k not in lacks) and not left
    dates = ([y, m, d] for y in found if 1388 <= y <= 1973 for m in found for d in found if elsewhere(y, m, d) == datetime.date(*wanted[:3]).toordinal())
    fits = any(stand(wanted, lacks, [*found]) for lacks in lacking) or lacking and any(stand(date + wanted[3:], (), [*found]) for date in dates)
    return 1 if not 3 <= len(found) <= 6 else (2 if lacking == [()] and not loose else 1) if fits else 0
as_text = lambda parts: "".join(f"█[{' '.join(p)}]█" if isinstance(p, tuple) else p for p in parts)
seen = lambda text, form=MARK: re.sub(form, f"{GAP}\\1{GAP}", text).replace("\\[", "[")
escaped, guarded = lambda text: html.escape(text).replace("&#x27;", "&#39;"), lambda text: "'" * (text[:1] in tuple("=+-@\t\r")) + text
leaf = lambda *pieces: hashlib.sha256(b"\0" + b"".join(pieces)).digest()
def check_kind(place, r, marked, timed):  # words of the format that fit what is withheld
    need(r["kind"] in KINDS and (r["kind"] == "redacted") == marked, place, "has a kind that is not known, or does not fit its marks")
    need(type(r["flags"]) is list and set(r["flags"]) <= FLAGS and not (r["flags"] and (marked or timed)), place, "has flags that are not known, or do not fit its marks")
    need(r["kind"] == "redacted" or bool(r["attachment"]) == (r["kind"] in ("attachment", "contact")), place, "names a file and is of another kind, or the other way round")
def check_thread(t, files, seal, rows, named, said):
    folder, marks, text, articles, table, n = f"data/threads/t{t:03}", {}, "", [], [], 0
    def mark(i, field, codes, path):
        need(set(codes) <= set(CODES) and list(codes) == sorted(set(codes)), path, "has codes that are not known or not sorted")
        marks[t, i, field] = (known := marks.get((t, i, field), (set(), 0)))[0] | set(codes), known[1] + 1
    for n, pairs in enumerate(objects(files, f"{folder}/messages.jsonl", True), 1):
        place, r = f"{folder}/messages.jsonl: record {n}", dict(pairs)
        need([key for key, _ in pairs] == KEYS and repr((r["thread"], r["i"])) == repr((t, n)) and all(map(is_cut, (r["sender"] or "", r["body"], r["raw_stamp"]))), place, "does not have its nine keys, is not numbered in order, or is cut otherwise")
        sender, body, stamp = (parts_of(r[key]) for key in ("sender", "body", "raw_stamp"))
        left, words, a = "".join(p for p in stamp if isinstance(p, str)), None, dict(r["attachment"] or [])
        need(left == r["raw_stamp"] or r["at"] is None and re.fullmatch(COARSE, left), place, "gives a time in no known form")
        need(r["at"] is None or datetime.datetime.fromisoformat(r["at"]) and re.fullmatch(r"[0-9-]{10}T[0-9:]{5,8}", r["at"]) and (read := reads(r["at"], left)), place, "has a time that its stamp does not give")
        need((t, n) not in gone or not [*sender, *stamp, *a], place, "is not withheld whole")
        _ = [mark(n, field, p or ["none"], place) for field, parts in (("sender", sender), ("body", body), ("time", stamp)) for p in parts if isinstance(p, tuple)]
        check_kind(place, r, (t, n, "body") in marks, (t, n, "sender") in marks or (t, n, "time") in marks)
        if a:
            state, file, name, codes = a["state"], a.get("file", ""), a.get("name"), a.get("codes", ())
            _ = [mark(n, kind, codes or ["none"], place) for kind, of in (("attachment", "withheld"), ("file-part", "redacted")) if state == of], name is None and state != "withheld" and mark(n, "file-name", (), place)
            gap, ways = shown([tuple(codes)], str), {"no-safe-copy": NO_COPY, "absent": "not in the export", "not-included": "not in this package"}
            words = file + f", without a part {gap}" * (state == "redacted") or ways.get(state) or gap
            f, _ = files.get(file) if state in ("included", "cleaned", "redacted") else None, named.update({file: state} if file else {})
            own = {"cleaned": "metadata", "no-safe-copy": state, "included": "as-it-is"}.get(state * ("Attachments: cleaned\n" in files["bag-info.txt"].text()))
            size, _ = [str(f.size), f.sha256] if f else ["", ""], own and mark(n, own, (), place)
            need(own != "no-safe-copy" or a["why"] in WHYS, place, "says no known reason")
            table.append([str(t), str(n), state, file, guarded(name or ""), *size] + [a.get("why", "")] * (state not in COPIES))
            need((t, n, "body") in marks or name is None or name in as_text(body), place, "names a file that its words do not name")
            known = {name} if not f or state in COPIES else seal and seal["names"].get((f.sha256, f.size), set())
            need(not known or known & {name, None} or name is None, place, "names a file whose bytes the seal knows under another name")
            _ = seal and state != "withheld" and ((t, n, "body") in marks or name is None or None in (known or ())) and unnamed.append((t, n))
        _ = seal and {None, a.get("name", 0)} & seal["held"] and (a.get("state") == "absent" or not a and re.search(REFERENCE, as_text(body))) and unheld.append((t, n))
        who = f"{shown(sender, pictured)}: " if r["sender"] is not None else "* "
        text += f"[{n}] {shown(stamp, pictured)} | {who}{shown(body, pictured)}\n" + f"  (attachment: {words})\n" * bool(words)
        s, p = f'<span class="s">{shown(sender, escaped)}</span>' * (r["sender"] is not None), f'<p class="a">attachment: {words}</p>' * bool(words)
        articles.append(((r["at"] or "")[:10], f'<article class="m" id="m{n}"><header><span class="n">{n}</span>{s}<time>{shown(stamp, escaped)}</time></header>'
                                               f'<div class="b">{shown(body, escaped)}</div>{p}</article>\n'))
        said.append((str(n), None if r["sender"] is None else as_text(sender), as_text(body), file if a else ""))
        _ = seal and (compare(seal, t, n, stamp, sender, body), r["at"] and read == 1 and untimed.append((t, n)))
    title, *head, rest = (files[(path := f"{folder}/transcript.txt")].text().split("\n", 4) + [""] * 5)[:5]
    _ = [need(head == [f"{n:,} record{'s' * (n != 1)}", SENTENCE, ""] and seen(rest) == text, path, "has another head, or says something else than messages.jsonl"), *(mark(None, "title", codes.split(), path) for codes in seen(title).split(GAP)[1::2])]
    found = rows_in(files, path := f"{folder}/attachments.csv")
    need(found[:1] == ["thread i state file name type size_bytes sha256 why".split()] and table == [row[:5] + row[6:8] + row[8:] * (row[2] not in COPIES or row[8] not in LACKS) for row in found[1:]] and all(re.fullmatch("([a-z0-9.+-]{1,80}/[a-z0-9.+-]{1,80})?", row[5]) for row in found[1:]), path, "lists other files")
    for key in sorted({key for key in rows if key[0] == t} | set(marks), key=str):
        (codes, gaps), (own, count) = rows.get(key, (set(), [])), marks.get(key, (set(), 0))
        need(gaps and count and (codes == own or key[2] == "file-name") and max(gaps) <= count <= sum(gaps), "data/logs/redaction-log.jsonl", f"{key}: what is marked and what is listed differ")
    need(not seal or repr(seal["messages"]) == repr(n), f"data/proof/{t:04}/seal.json", "is over another number of records")
    check_pages(folder, files, articles, title, set().union(*(row[0] for row in rows.values())))
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
def check_pages(folder, files, articles, title, codes):
    parts, at, listed, tail = sorted(p for p in files if re.fullmatch(folder + r"/transcript-\d{4,}\.html", p)), 0, "", "</main>\n</body>\n</html>\n"
    in_style = lambda words: re.sub("[^ a-zA-Z0-9]", lambda c: f"\\{ord(c[0]) or 0xfffd:06x}", words)
    for page in [*parts, f"{folder}/transcript.html"]:
        top, _, main = re.sub("<dd>[^<>]*</dd>", "<dd></dd>", files[page].text()).partition("<main>\n")
        index, n, number = parts and page not in parts, main.count("<article"), parts.index(page) + 1 if page in parts else 0
        here, span = articles if index else articles[at:at + n], f"records {at + 1:,} to {at + n:,}"
        own = html.unescape((re.search("<title>(.*?)</title>", top, re.S) or ["", ""])[1])
        need(pictured(re.sub("\r\n|[\n\r\v\f\x85\u2028\u2029]", " ", own)) == title, page, "has another title than transcript.txt")
        days, line = [date for date, _ in here if date], f"Part {number} of {len(parts)}: {span}" if number else f"{len(here):,} record{'s' * (len(here) != 1)}"
        rule = f'@page {{ @top-left {{ content: "{in_style(own)}"; }} @top-right {{ content: "{in_style(" to ".join(sorted({*days[:1], *days[-1:]}, key=days.index)))}"; }} }}\n'
        legend = (rows := "".join(f"<dt><mark>█[{c}]█</mark></dt><dd></dd>\n" for c in CODES if c in codes)) and f'<p class="about">Where something is withheld stands a mark with the reason:</p>\n<dl>\n{rows}</dl>\n'
        begin, h1 = HEAD.format(escaped(own)), re.sub(MARK, "<mark>\\g<0></mark>", escaped(own))
        end = f'{rule}</style>\n</head>\n<body>\n<h1>{h1}</h1>\n<p class="n">{line}</p>\n<p class="about">{escaped(SENTENCE)}</p>\n{legend}'
        need(top.startswith(begin) and top.endswith(end) and hashlib.sha256(top[len(begin):-len(end)].encode()).hexdigest() == STYLE, page, "has a head or a style that is not what the format says")
        if index and need(main == f'<p class="about">In parts, which stand beside this file:</p>\n<ol class="parts">\n{listed}</ol>\n{tail}', page, "lists other parts"): break
        expected, day, listed = "", "", listed + f"<li>{page.rpartition('/')[2]}: {span}{', from ' * bool(here[0][0])}{here[0][0]}</li>\n"
        for date, article in here:
            expected, day = expected + (f'<h2 class="d">{date}, {datetime.date.fromisoformat(date).strftime("%A")}</h2>\n' if date and date != day else "") + article, date or day
        at, _ = at + n, need(seen(main, f"<mark>{MARK}</mark>") == expected + tail, page, "says something else than messages.jsonl")
    need(at == len(articles), folder, "the pages do not show every record once")
def check_logs(files):  # the rows of the redaction log by what they are about; also the chain of custody
    rows, lines, path, _ = {}, [COLUMNS], "data/logs/redaction-log.jsonl", gone.clear()
    for number, r in enumerate(objects(files, path, False), 1):
        if need(list(r) == COLUMNS and r["no"] == number and r["status"] == "maintained" and r["gaps"] > 0, path, f"line {number} is not of its form"):
            gone.update([(r["thread"], r["record"])] if r["scope"] == "message" else [])
            field = {"span": "body", "outside": "body", "message": "body", "sound-range": "file-part", "region": "file-part"}.get(r["scope"], r["scope"])
            rows[key] = (known := rows.get(key := (r["thread"], r["record"], field), (set(), [])))[0] | set(r["codes"]), known[1] + [r["gaps"]]
            lines.append([*map(str, (number, r["thread"], r["record"] or "", r["scope"], r["gaps"])), " ".join(r["codes"]), *map(guarded, (r["note"] or "", r["decided_by"])), r["decided_on"], "maintained"])
    need(rows_in(files, "data/logs/redaction-log.csv") == lines, path, "does not say what redaction-log.csv says")
    prev, last, path, about = "0" * 64, {}, "data/logs/custody.jsonl", []
    for number, line in enumerate(files[path].text().split("\n")[:-1], 1):
        need(((last := json.loads(line))["prev"], last["seq"]) == (prev, number), path, f"line {number} is not chained to the one before")
        need(list(last) == EVENT and re.fullmatch(ABOUT.get(last["action"], "(?!)"), last["object"]), path, f"line {number} is of no known form")
        prev, about = hashlib.sha256(line.encode("utf-8")).hexdigest(), [*about, (last["action"], last["object"])]
    once, n = [one for one in about if one[0] != "date-order"], sum(p.endswith("/messages.jsonl") for p in files)
    need(last.get("action") == "export" and len(set(once)) == len(once), path, "does not end with the export, or says twice what is said once")
    need(all(int(object[7:]) <= n for _, object in about if object[:7] in ("source ", "thread ")), path, "is about a source or a thread that is not there")
    need((("redact", "redactions") in about) == any(field not in ("metadata", "no-safe-copy", "as-it-is") for _, _, field in rows), path, "its line about redactions and the redaction log do not fit together")
    return rows
pairs_of = lambda row: [hashlib.sha256(b"\1" + b"".join(row[k:k + 2])).digest() if row[k + 1:] else row[k] for k in range(0, len(row), 2)]
tree = lambda row: tree(pairs_of(row)) if len(row) > 1 else row[0] if row else hashlib.sha256(b"").digest()
def tokens(body):
    return [t.encode() for t in re.findall(r"\A[ \t\r\n]+|[^ \t\r\n]{1,8}[ \t\r\n]*", text)] if (text := body.decode("utf-8", "ignore")).encode() == body else [body]
hashed = lambda text: bytes.fromhex(text if re.fullmatch("[0-9a-f]{64}", text) else "no hash")
def opened(o):  # the leaf that an opening comes to, and what it shows: None for what stays closed
    word = lambda o, name: o[name].encode() if name in o else base64.b64decode(o[name + "B64"], validate=True)
    has, runs, hashes = lambda name: name + "Salt" in o or "key" in o, [], []
    salt = lambda label, name="", tail=b"": hmac.new(hashed(o["key"]), label.encode() + tail, "sha256").digest() if "key" in o else hashed(o[name or label + "Salt"])
    part = lambda name, data: hashed(o[name + "Commit"]) if o.get(name + "Commit") else leaf(salt(name), data())
    if o["state"] == "withheld": return None, {}
    top = salt("leaf", "salt")
    if "json" in o: return leaf(top, b"c", o["json"].encode()), {"container": True}
    if "size" in o or "nameSalt" in o or "nameCommit" in o:
        sealed = part("name", lambda: word(o, "name")) + part("data", lambda: hashed(o["sha256"]) + struct.pack(">Q", o["size"]))
        return leaf(top, b"a", sealed), {"member": has("name") and word(o, "name").decode("utf-8", "replace") or None, **({"data": (o["sha256"], o["size"])} if "size" in o else {})}
    head = part("head", lambda: part("stamp", lambda: word(o, "stamp")) + part("sender", lambda: word(o, "sender")))
    for p in map(dict, o.get("parts", ())):
        _, runs[-1:] = hashes.append(hashed(p["h"]) if "h" in p else leaf(hashed(p["s"]), word(p, "t"))), [*runs[-1:], None if "h" in p else word(p, "t")] if "h" in p or runs[-1:] in ([], [None]) else [runs[-1] + word(p, "t")]
    if "key" in o: runs, hashes = [word(o, "body")], [leaf(salt("tok", "", struct.pack(">I", j)), t) for j, t in enumerate(tokens(word(o, "body")))]
    body = part("body", lambda: struct.pack(">I", len(hashes)) + tree(hashes))
    shows = {name: word(o, name) if has(name) else None for name in ("stamp", "sender")}
    return leaf(top, b"m", head, body), {**shows, "body": runs if has("body") else None, "full": "key" in o}
def read_proof(t, files, members, found_seals):
    folder, opens, names, states = f"data/proof/{t:04}", [], {}, set()
    (pairs,), leaves = objects(files, f"{folder}/seal.json", True), files[f"{folder}/leaves.txt"].text().split("\n")
    hashes, seal = [hashed(line) for line in leaves[:-1]], dict(pairs)
    need(leaves[-1] == "" and [key for key, _ in pairs] == SEAL and re.fullmatch(INSTANT, seal["created"]), f"{folder}/seal.json", "does not have its seven keys or no time, or leaves.txt no end")
    need((seal["format"], seal["hash"], repr(seal["records"]), seal["root"]) == ("chat-seal-1", "sha256", repr(len(hashes)), tree(hashes).hex()) and isinstance(seal["tool"], str),
         f"{folder}/seal.json", "its root or its number of records is not that of its leaves")
    found_seals.append(f"{seal['root']}:{seal['records']}:{seal['messages']}")
    for i, pairs in enumerate(objects(files, f"{folder}/openings.jsonl", True)):
        o, place = dict(pairs), f"{folder}/openings.jsonl: record {i}"
        keys = [f"{o['state']} {' '.join(key for key, _ in pairs)}", *("parts " + " ".join(key for key, _ in part) for part in o.get("parts", ()))]
        need(all(re.fullmatch(OPENING, key) or key in ("parts h", "parts s t", "parts s tB64") for key in keys), place, "is not of a form of the format")
        found, shows = opened(o)
        need(repr(o["i"]) == repr(i) and i < len(hashes) and found in (None, hashes[i]), place, "does not come to its leaf")
        need(not shows or ("container" if i == 0 else "full" if i <= seal["messages"] else "member") in shows, place, "is opened as something that does not stand there")
        _ = opens.append(shows), states.add(o["state"]), "data" in shows and names.setdefault(shows["data"], set()).add(shows["member"])
    need(len(opens) == len(hashes) and ("container" not in opens[0] or states == {"full"}), f"{folder}/openings.jsonl", "has not one line for each leaf, or opens the container although something is withheld")
    return members.extend(names) or {**seal, "open": opens, "names": names, "held": {shows.get("member") for shows in opens[seal["messages"] + 1:]}}
def compare(seal, t, i, stamp, sender, body):
    place, o = f"data/proof/{t:04}/openings.jsonl: record {i}", (seal["open"] + [{}] * (i + 1))[i]
    text, core = lambda raw: raw.decode("utf-8", "replace"), lambda words: re.sub(r"^[\W_]+|[\W_]+$", "", words)
    plain = lambda words: re.sub("[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]", "", words)
    if (t, i) in gone and not o or not need("full" in o, place, "is shown, but not opened as a message"): return
    *marked, timed = [any(isinstance(p, tuple) for p in parts) for parts in (sender, body, stamp)]
    need(o["full"] != any([*marked, timed]), place, "is opened whole although something is withheld, or the other way round")
    need(o["stamp"] is None if timed else core(text(o["stamp"] or b"")) == core("".join(stamp)), place, "its stamp is not the sealed one")
    need(marked[0] == (o["sender"] is None) and (marked[0] or plain(text(o["sender"]).rpartition(":")[0]) == plain("".join(sender))), place, "its sender is not the sealed one, or not opened as it is shown")
    sealed = re.sub(r"\r?\n\Z|\r\Z", "", re.sub(f"{GAP}+", GAP, "".join(GAP if run is None else text(run) for run in o["body"] or [])))
    need(marked[1] if o["body"] is None else sealed == re.sub(f"{GAP}+", GAP, "".join(GAP if isinstance(p, tuple) else p for p in body)), place, "its words are not the sealed ones")
    _ = any(isinstance(p, str) for p in sender * marked[0] + stamp * bool(timed) + body * (o["body"] is None)) and unproven.append((t, i))
def check(path, found):
    folder, files = read_container(path)
    numbers = lambda form: sorted({int(m[1]) for m in map(re.compile(form).match, files) if m})
    threads, seals, named, members, said = numbers(r"data/threads/t(\d+)/"), numbers(r"data/proof/(\d+)/"), {}, [], []
    *_, rows = unchecked.extend(path for path in files if path.startswith("signatures/")), check_names(files, threads, seals), check_bag(folder, files, seals), check_logs(files)
    for t in threads: check_thread(t, files, read_proof(t, files, members, found) if seals else None, rows, named, said)
    check_review(files, said)
    media, data = {p: (f.sha256, f.size) for p, f in files.items() if p.startswith("data/media/")}, set(members)
    need(set(named) == set(media), "data/media", "is not just what messages.jsonl names")
    need(not seals or {media[p] for p in media if named.get(p) not in COPIES} <= data <= set(media.values()), "data/media", "is not just what the proof opens")
    return sorted(p for p in media if seals and media[p] not in data)
def begins(path):
    with contextlib.suppress(OSError), open(path, "rb") as f: return b"threadseal-disclosure-" in f.read(256)
def main(path, told):
    found, copies, reading[0], _ = [], [], path, [one.clear() for one in (problems, unproven, unnamed, unheld, untimed, unchecked, numbered)]
    say = lambda text: print(re.sub(r"[^ -~\n]", lambda c: ascii(c[0])[1:-1], text))
    try:
        _, copies = csv.field_size_limit(1 << 30), check(path, found)
    except Exception as error:
        if (large := isinstance(error, TooLarge)) or isinstance(error, (zipfile.BadZipFile, EOFError, NotImplementedError, OSError)) and not begins(path):
            return say("Not checked: larger than this script reads" if large else "Not a package: it cannot be read as a zip") or 2
        need(problems, reading[0], f"is missing, cannot be read, or is not of its form ({type(error).__name__}: {error})"[:500])
    _ = [need([number for number in found if one.lower() in (number, number[:64])], "data/proof", f"no seal has the number {one}") for one in told]
    known = BARE if any(":" not in one for one in told) else " and with the seal number that was given" if told else "; origin not checked"
    say(f"Not valid: {problems[0]}" if problems else f"Valid: consistent with itself{known}")
    say("".join([*(f"- {text}\n" for text in problems[1:25]), *(f"seal number {number}\n" for number in found), f"disclosure {numbered[0] if numbered else 'without a number, as of earlier versions,'} under its seal\n" * bool(found and not problems)]) + f"Not checked here: {SKIPPED}")
    _ = [say(f"- {words}, {len(rows)}: {' '.join(map(str, rows[:50]))}") for rows, words in zip((unchecked, unproven, unnamed, unheld, untimed, copies), LEFT) if rows]
    return 1 if problems else 0
if __name__ == "__main__":
    sys.exit(main(words[0], words[1:]) if (words := [word for word in sys.argv[1:] if word != "--root"]) else __doc__)
