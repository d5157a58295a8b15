"""Reads every RSMF document below a folder with Python's email and zipfile, and its manifest with jsonschema."""
import email, email.policy, io, json, pathlib, sys, zipfile
import jsonschema

schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
n_events = 0
paths = sorted(pathlib.Path(sys.argv[2]).glob("*.rsmf"))
for path in paths:
    raw = path.read_bytes()
    assert raw.startswith(b"X-RSMF-Version: 2.0.0\r\n"), path
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not mail.defects and not any(part.defects for part in mail.walk()), path
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "application/octet-stream"]
    attached, = mail.iter_attachments()
    assert attached.get_filename() == "rsmf.zip" and mail["From"] and mail["To"] and mail["Subject"]
    inner = zipfile.ZipFile(io.BytesIO(attached.get_payload(decode=True)))
    assert inner.testzip() is None and inner.namelist()[0] == "rsmf_manifest.json"
    manifest = json.loads(inner.read("rsmf_manifest.json"))
    errors = [error.message for error in validator.iter_errors(manifest)]
    assert not errors, (path, errors[:5])
    named = {a["id"] for e in manifest["events"] for a in e.get("attachments", [])}
    assert named | {"rsmf_manifest.json"} == set(inner.namelist()), path
    n_events += len(manifest["events"])
# A schema that lets everything through would prove nothing.
for spoil in (lambda m: m.pop("version"), lambda m: m["events"][0].update(type="chat"), lambda m: m["events"][0].update(read=True),
              lambda m: m["events"][0].update(timestamp="2024-03-01T10:00:00"), lambda m: m["events"][0]["custom"][0].update(value=1)):
    spoilt = json.loads(json.dumps(manifest))
    spoil(spoilt)
    assert not validator.is_valid(spoilt)
print(f"{len(paths)} documents, {n_events} events")
