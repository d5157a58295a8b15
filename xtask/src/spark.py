"""A thousand generated exports through `threadseal batch`: under Spark's pipe, then under xargs -P.

Arguments: the program, and a folder for what is made. Every number is compared with what was
generated; the first that differs ends the run.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile

PROGRAM, SCRATCH = sys.argv[1:]
N_EXPORTS, N_MESSAGES, N_PARTITIONS = 1000, 200, 16
NAMES = ["Ada Poe", "Bob Fay", "Cy Doe", "Dee Lux", "Eve Orr"]
EXPORTS = os.path.join(SCRATCH, "exports")
TABLES = os.path.join(SCRATCH, "tables")


def message(export, number):
    """One line as a phone would write it, dates in order, a file every twentieth."""
    minute = export * 7 + number
    day, hour, rest = 1 + minute // 1440 % 28, minute // 60 % 24, minute % 60
    name = NAMES[(export + number) % len(NAMES)]
    head = f"[{day:02}/03/2023, {hour:02}:{rest:02}:00] {name}: "
    if number % 20 == 19:
        return head + f"\u200e<attached: {number:08}-PHOTO-2023-03-{day:02}.jpg>\r\n"
    return head + f"message {number} of export {export}, \u00e9\u4e2d\r\n"


def generated(export):
    path = os.path.join(EXPORTS, f"{export % 10}", f"WhatsApp Chat - {export:04}.zip")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    text = "".join(message(export, number) for number in range(N_MESSAGES))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", text)
        for number in range(19, N_MESSAGES, 40):
            day = 1 + (export * 7 + number) // 1440 % 28
            archive.writestr(f"{number:08}-PHOTO-2023-03-{day:02}.jpg", f"{export} {number}")
    if export % 50 == 0:
        size = os.path.getsize(path)
        with open(path, "r+b") as file:
            file.truncate(size // 2)
    return path


def expect(what, found, expected):
    print(f"  {what}: {found}")
    if found != expected:
        sys.exit(f"{what} is {found}, expected {expected}")


def clock(what, started):
    print(f"{what}: {time.monotonic() - started:.1f} s")


def counted(tables, what):
    """What must come out, whoever ran the program."""
    n_damaged = N_EXPORTS // 50
    n_whole = N_EXPORTS - n_damaged
    n_files = N_MESSAGES // 20
    print(what)
    expect("threads", tables["threads"].count(), n_whole)
    expect("errors", tables["errors"].count(), n_damaged)
    expect("records", tables["records"].count(), n_whole * N_MESSAGES)
    expect("participants", tables["participants"].count(), n_whole * len(NAMES))
    expect("attachments", tables["attachments"].count(), n_whole * n_files)
    absent = tables["attachments"].filter("not present").count()
    expect("attachments absent", absent, n_whole * n_files // 2)
    joined = tables["records"].join(tables["threads"], ["export", "thread"])
    expect("records of threads", joined.count(), n_whole * N_MESSAGES)
    sums = joined.groupBy("export").sum("byte_len")
    expect("exports", sums.count(), n_whole)


def main():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    started = time.monotonic()
    paths = [generated(export) for export in range(N_EXPORTS)]
    clock(f"{N_EXPORTS} exports generated", started)

    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.shuffle.partitions", str(N_PARTITIONS))
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")

    started = time.monotonic()
    lines = spark.sparkContext.parallelize(paths, N_PARTITIONS).pipe(f"{PROGRAM} batch").cache()
    names = ["threads", "records", "participants", "attachments", "findings", "errors"]
    found = lines.map(lambda line: json.loads(line)["table"]).distinct().collect()
    if not set(found) <= set(names):
        sys.exit(f"tables {found}")
    of = lambda name: spark.read.json(lines.filter(lambda line: line.startswith('{"table":"' + name + '"')))
    piped = {name: of(name) for name in names if name in found}
    counted(piped, "under Spark's pipe")
    clock("Spark", started)

    started = time.monotonic()
    listed = "\0".join(paths).encode()
    words = ["xargs", "-0", "-P", str(os.cpu_count()), "-n", "50", PROGRAM, "batch", "--out", TABLES]
    subprocess.run(words, input=listed, check=True, stderr=subprocess.DEVNULL)
    clock("xargs -P", started)
    folders = {name: spark.read.json(os.path.join(TABLES, name)) for name in names if name in found}
    counted(folders, "under xargs -P, read back by Spark")

    ours = ["export", "thread", "i", "at", "sender", "body", "byte_start", "byte_len"]
    one, other = (tables["records"].select(ours) for tables in (piped, folders))
    expect("records that differ", one.exceptAll(other).count() + other.exceptAll(one).count(), 0)
    spark.stop()


main()
