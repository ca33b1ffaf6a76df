#!/usr/bin/env python3
"""Another program opens the workbook, and its charts show data. It ends with 77,
which ctest reports as skipped, where LibreOffice is not installed:
test_workbook_opens.py TAIZHANG MAKE_INKED_ARCHIVE"""
import shutil
import subprocess
import sys

import report_files

SKIPPED = 77


def texts_in_libreoffice(archive, path):
    """What stands on the pages that LibreOffice makes of it, without spaces."""
    profile = archive.path("soffice")
    subprocess.run(["soffice", "--headless",
                    f"-env:UserInstallation=file://{profile}",
                    "--convert-to", "pdf", "--outdir", archive.path(""),
                    path], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    lines = report_files.read_pdf(path.replace(".xlsx", ".pdf"))
    return "\n".join(lines).replace(" ", "")


def main():
    if shutil.which("soffice") is None:
        print("skipped: soffice is not installed (libreoffice-calc-nogui), so "
              "no other program opened the workbook")
        return SKIPPED
    archive = report_files.Archive(*sys.argv[1:3])
    failures = []
    # a label of the chart stands in the table beside it and in the chart
    for language, wanted in (
            ("zh", {"各月出生": 2, "1月": 4, "12月": 4, "东村": 4, "西村": 4,
                    "北村": 4}),
            ("en", {"Birthsbymonth": 2, "东村": 4})):
        text = texts_in_libreoffice(archive, archive.report("xlsx", language))
        for label, n in wanted.items():
            if text.count(label) < n:
                failures.append(f"{language}: {label} stands there "
                                f"{text.count(label)} times and not {n}")
    for one in failures:
        print("FAILED:", one)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
