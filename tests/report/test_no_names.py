#!/usr/bin/env python3
"""No name of a person leaves an archive that keeps names, in whatever format,
unless it is asked for: test_no_names.py TAIZHANG MAKE_INKED_ARCHIVE"""
import os
import sqlite3
import struct
import subprocess
import sys
import zipfile
import zlib

import report_files

NAMES = ("吴秀兰", "陈小芳", "李桂英")
TABLES = ("compare", "returns", "close", "ledgers", "acceptance", "work")
checks = 0
failures = []


def check(holds, *words):
    global checks
    checks += 1
    if not holds:
        failures.append(" ".join(str(word) for word in words))


def zip_words(path):
    with zipfile.ZipFile(path) as whole:
        return "".join(whole.read(name).decode() for name in whole.namelist())


def png_words(path):
    """The texts in a PNG."""
    with open(path, "rb") as file:
        data = file.read()
    at, words = 8, ""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"iTXt":
            key, rest = body.split(b"\0", 1)
            packed, rest = rest[0], rest[2:].split(b"\0", 2)[2]
            words += f"{key.decode()}: " + (
                zlib.decompress(rest) if packed else rest).decode() + "\n"
        elif kind == b"tEXt":
            words += body.decode("latin-1").replace("\0", ": ") + "\n"
        at += 12 + size
    return words


def words_of(form, path):
    if form == "xlsx":
        return zip_words(path)
    if form == "pdf":
        info = subprocess.run(["pdfinfo", path], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        return info + "".join(report_files.read_pdf(path)).replace(" ", "")
    if form == "png":
        return png_words(path)
    with open(path, encoding="utf-8") as file:
        return file.read()


def tells_nobody(form, path, *words):
    text = words_of(form, path)
    check(len(text) > 100, *words, "says nothing")
    for name in NAMES:
        check(name not in text, *words, "tells of", name)


def reports(archive):
    for form in ("text", "html", "xlsx", "pdf", "csv", "json"):
        path = archive.path("report." + form)
        archive.run("report", "--format", form, "-o", path)
        tells_nobody(form, path, "report", form)
        for table in TABLES:
            archive.run("report", "--table", table, "--format", form, "-o",
                        path)
            text = words_of(form, path)
            check(not any(name in text for name in NAMES), table, form)


def exports(archive):
    for form in ("csv", "json", "xlsx"):
        for what in ("cells", "sheets", "findings", "history", "queue",
                     "table:R1"):
            path = archive.path("export." + form)
            archive.run("export", what, "--format", form, "-o", path)
            text = words_of(form, path)
            check(not any(name in text for name in NAMES), "export", what,
                  form)
        # and they are there to be found
        for what in ("cells", "table:R1"):
            archive.run("export", what, "--format", form, "-o", path,
                        "--with-personal")
            text = words_of(form, path)
            check(all(name in text for name in NAMES),
                  "export", what, form, "--with-personal tells nobody")


def personal_cells(archive):
    database = sqlite3.connect(f"file:{archive.folder}/archive.db?mode=ro",
                               uri=True)
    found = {row[0] for row in database.execute(
        "SELECT id FROM cell WHERE personal")}
    database.close()
    return found


def pictures(archive):
    """A figure's ink is shown without the cells that name persons."""
    path = archive.path("why.png")
    archive.run("why", "births", "-o", path)
    tells_nobody("png", path, "why births")
    check("Cells: " in png_words(path), "the picture names no cell")
    os.remove(path)
    # rows of a register are persons, so that none of their cells is shown
    for figure in ("mothers", "mothers_dated"):
        done = subprocess.run([archive.taizhang, "why", figure, "-o", path,
                               "-a", archive.folder], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        check(done.returncode == 1 and figure.encode() in done.stderr, "why",
              figure, done.returncode, done.stderr.decode())
        check(not os.path.exists(path) or os.path.getsize(path) == 0,
              "there is a picture of", figure)
        check(b"mother" in done.stdout and
              not any(name.encode() in done.stdout for name in NAMES),
              "why", figure, "tells:", done.stdout.decode())
    page = report_files.Page(archive.report("html", "zh"))
    personal = personal_cells(archive)
    check(len(personal) >= 3, "the archive keeps", personal)
    check(page.crops and not page.crops & personal,
          "the page shows the ink of names")
    check(page.figures.get("mothers") == "3", "mothers are",
          page.figures.get("mothers"))


def nobody_is_searched_for(archive):
    with open(os.path.join(archive.folder, "report", "own.yaml"), "w",
              encoding="utf-8") as file:
        file.write("figures:\n- {id: her, zh: x, en: x, group: births, from: "
                   "[{form: R1, when: years, units: all, rows: count, "
                   f"where: \"mother = {NAMES[0]}\"}}]}}\n")
    done = subprocess.run([archive.taizhang, "report", "--lang", "en", "-a",
                           archive.folder], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    check(done.returncode == 1 and b"personal column mother" in done.stderr
          and NAMES[0].encode() not in done.stderr + done.stdout,
          "a figure searches for a person:", done.returncode,
          done.stderr.decode())


def main():
    archive = report_files.Archive(*sys.argv[1:3], "register")
    reports(archive)
    exports(archive)
    pictures(archive)
    nobody_is_searched_for(archive)
    for one in failures[:40]:
        print("FAILED:", one)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or checks < 80 else 0


if __name__ == "__main__":
    sys.exit(main())
