#!/usr/bin/env python3
"""Every figure says the same in HTML, XLSX, PDF, CSV and JSON, and what is not
told is told in none of them: test_formats.py TAIZHANG MAKE_INKED_ARCHIVE"""
import csv
import decimal
import html
import json
import re
import sqlite3
import sys

import report_files
from report_files import HIDDEN, MISSING

checks = 0
failures = []


def check(holds, *words):
    global checks
    checks += 1
    if not holds:
        failures.append(" ".join(str(word) for word in words))


def equal(got, wanted, *words):
    check(got == wanted, *words, "is", repr(got), "and not", repr(wanted))


def shown_text(value, certainty, language):
    """What a person sees of a figure, without the mark of doubt."""
    return {"missing": MISSING, "suppressed": HIDDEN[language]}.get(certainty,
                                                                    value)


def listed(whole):
    """Figures of the summary that have a line in every format."""
    return [one["id"] for one in whole["figures"]
            if one["group"] != "source"]


# ---- one format after the other, against JSON ----

def compare_page(page, told, unlisted, language, name):
    for key, (value, certainty) in told.items():
        if key in unlisted:
            continue
        if certainty in ("sure", "doubtful", "counted"):
            equal(page.figures.get(key), value, name, "page", key)
            equal(page.articles.get(key), value, name, "article", key)
        else:
            check(key not in page.figures and key not in page.articles,
                  name, "page tells", key, "which is", certainty)
    for key in page.figures:
        check(key in told, name, "page knows", key, "but JSON does not")
    equal(page.outside, [], name, "page: what it loads from outside")
    check(all(key is not None for key, _ in page.used), name,
          "page: a crop outside of the articles")
    check(not page.crops or {k for _, k in page.used} == page.crops, name,
          "page: crops that no figure shows")


def compare_cell(cell, value, certainty, language, *words):
    if certainty in ("sure", "doubtful"):
        # the library writes 16 digits, one more than Excel shows
        check(isinstance(cell, decimal.Decimal) and
              round(cell, 9) == decimal.Decimal(value), *words, "is", cell,
              "and not", value)
    else:
        equal(cell, shown_text(value, certainty, language), *words)


def compare_workbook(book, told, whole, language, name):
    sheets = list(book.sheets.values())
    codes = {value: row for (row, column), value in sheets[0].items()
             if column == 17}
    for one in listed(whole):
        value, certainty = told[one]
        if one not in codes:
            equal(certainty, "missing", name, "workbook lacks", one)
            continue
        compare_cell(sheets[0].get((codes[one], 1)), value, certainty,
                     language, name, "workbook", one)
    compare_workbook_parts(book, told, whole, language, name)
    for series in (series for chart in book.charts for series in chart):
        sheet, row, column, cache = series
        cells = book.sheets[sheet]
        for at, point in cache.items():
            equal(decimal.Decimal(point), cells.get((row + at, column)),
                  name, "chart's memory of", sheet, row + at)


def compare_workbook_parts(book, told, whole, language, name):
    places = {"zh": ("分村", "分月"), "en": ("By village", "By month")}[language]
    for at, village in enumerate(whole["villages"]):
        cells = book.sheets[places[0]]
        equal(cells[at + 1, 0], village["name"], name, "workbook's village")
        for column, key in enumerate(village["figures"], 1):
            compare_cell(cells.get((at + 1, column)),
                         *told[f"{key}.v{at + 1}"], language, name,
                         "workbook", key, village["name"])
    for at, month in enumerate(whole["months"]):
        cells = book.sheets.get(places[1], {})
        for column, key in enumerate(month["figures"], 1):
            compare_cell(cells.get((at + 1, column)),
                         *told[f"{key}.{month['period']}"], language, name,
                         "workbook", key, month["period"])


def fields(line):
    """The columns of a line; " ?" stays with its number."""
    return [one for one in re.split(r"\s{2,}|(?<=\d) (?=[A-Z])|(?<=[^\d])\s+"
                                    r"(?=\d)|\s(?=[—［\[])",
                                    line.strip()) if one]


def number_pattern(value, certainty, language):
    text = re.escape(shown_text(value, certainty, language))
    return text + (r" \?" if certainty == "doubtful" else r"(?! \?)")


def compare_pdf(lines, told, whole, language, name):
    """Each figure has a numbered line: number, name, unit, value."""
    used = 0
    for one in whole["figures"]:
        if one["group"] == "source":
            continue
        value, certainty = told[one["id"]]
        start = (r"^\s*\d+\s+" + re.escape(one["name"][language]) + r"\s+" +
                 r"(?:" + re.escape(one["unit"][language] or "") + r"\s+)?")
        found = [line for line in lines if re.match(start, line)]
        if not found:
            equal(certainty, "missing", name, "PDF lacks", one["id"])
            continue
        used += 1
        pattern = start + number_pattern(value, certainty, language) + \
            r"(?:\s|$)"
        check(any(re.match(pattern, line) for line in found), name, "PDF",
              one["id"], value, certainty, found)
    check(used > 40, name, "PDF shows only", used, "figures")
    marks = {"doubtful": ("(?)", "标 ?"), "suppressed": ("([s])", "标［略］")}
    head = " ".join(lines[:20])
    for certainty, words in marks.items():
        there = any(told[one["id"]][1] == certainty for one in whole["figures"]
                    if one["group"] != "source")
        check(there == any(word in head for word in words), name, "PDF",
              certainty, "is marked:", there, head)


def row_after(lines, title, label):
    """The line that begins with @label below the heading @title."""
    at = next((i for i, line in enumerate(lines) if line.strip() == title),
              len(lines))
    return next((line for line in lines[at:]
                 if line.strip().startswith(label + " ")), "")


def compare_pdf_tables(lines, told, whole, language, name):
    titles = {"zh": ("分村", "分月"), "en": ("By village", "By month")}[language]
    rows = []
    for at, village in enumerate(whole["villages"], 1):
        rows.append((titles[0], village["name"],
                     [told[f"{key}.v{at}"] for key in village["figures"]]))
    for key in whole["months"][0]["figures"] if whole["months"] else []:
        label = next(one["name"][language] for one in whole["figures"]
                     if one["id"] == key)
        rows.append((titles[1], label,
                     [told[f"{key}.{month['period']}"]
                      for month in whole["months"]]))
    for title, label, values in rows:
        pattern = r"^\s*" + re.escape(label) + "".join(
            r"\s+" + number_pattern(*one, language) for one in values)
        line = row_after(lines, title, label)
        check(re.match(pattern + r"\s*$", line), name, "PDF", title, label,
              repr(line), values)


def compare_csv(path, told, whole, name):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    villages = [one["name"] for one in whole["villages"]]
    seen = set()
    for row in rows:
        key = row["figure"]
        if row["level"] == "village":
            key += f".v{villages.index(row['place']) + 1}"
        if row["level"] == "month":
            key += f".{row['period']}"
        seen.add(key)
        value, certainty = told[key]
        wanted = value if certainty in ("sure", "doubtful") else ""
        equal((row["value"], row["certainty"]), (wanted, certainty), name,
              "CSV", key)
        if certainty == "counted":
            equal(f"{row['numerator_value']}/{row['denominator_value']}",
                  value, name, "CSV", key)
        if certainty == "suppressed":
            check(not any(row[one] for one in
                          ("probability", "low", "high", "before_value",
                           "before_change", "year_ago_value", "source")),
                  name, "CSV tells something of", key)
    equal(seen, set(told), name, "CSV: its figures")


def compare_all(archive, language, unit):
    name = f"{unit or 'office'} {language}"
    paths = {form: archive.report(form, language, unit)
             for form in ("json", "html", "xlsx", "pdf", "csv")}
    told, whole = report_files.read_json(paths["json"])
    check(len(told) > 60, name, "JSON has only", len(told), "figures")
    page = report_files.Page(paths["html"])
    book = report_files.Workbook(paths["xlsx"])
    lines = report_files.read_pdf(paths["pdf"])
    unlisted = {one["id"] for one in whole["figures"]
                if one["group"] == "source"}
    compare_page(page, told, unlisted, language, name)
    compare_workbook(book, told, whole, language, name)
    compare_pdf(lines, told, whole, language, name)
    compare_pdf_tables(lines, told, whole, language, name)
    compare_csv(paths["csv"], told, whole, name)
    return told, page, book


# ---- what is not told ----

def withheld_cells(archive):
    """Ids of the cells of villages under sensitive figures."""
    database = sqlite3.connect(f"file:{archive.folder}/archive.db?mode=ro",
                               uri=True)
    found = {row[0] for row in database.execute(
        "SELECT c.id FROM cell c JOIN sheet_row w ON w.sheet_id = c.sheet_id"
        " AND w.row = c.row WHERE w.kind = 'body' AND c.sensitive")}
    database.close()
    return found


def sources_withhold(book, language, columns, wanted):
    """In a workbook's sources the cells of those columns of the villages' rows
    are named, but not told."""
    sources = list(book.sheets.values())[-1]
    rows = {row for row, _ in sources if sources.get((row, 5)) == "F1S" and
            sources.get((row, 9)) != "合计" and
            sources.get((row, 10)) in columns}
    check(rows or not wanted, "the sources list no cell of", columns)
    for row in rows:
        equal(sources.get((row, 12)), HIDDEN[language], "the sources' row", row)


def hidden_stay_hidden(told, page, book, cells):
    hidden = [key for key, one in told.items() if one[1] == "suppressed"]
    check("births_out_policy" in hidden, "nothing is suppressed:", hidden)
    check(page.hidden >= len(hidden), "the page shows", page.hidden,
          "marks for", len(hidden))
    equal(page.crops & cells, set(), "crops of cells that are withheld")
    check(page.crops, "the page has no crop at all")
    for key in hidden:
        check(f"f-{key}\"" not in page.text, "the page has a place for", key)
    with_comments = [one for one in book.zip.namelist() if "comment" in one]
    equal(with_comments, [], "the workbook's comments")


# ---- whom it counts, which kind of year, what becomes of late births ----

STATED = {
    ("zh", "2025"): "口径：常住；年度：自然年度；往年出生未报：另列，不计入本期出生",
    ("zh", "2025S"): "口径：常住；年度：统计年度（10月至次年9月）；"
                     "往年出生未报：另列，不计入本期出生",
    ("en", "2025"): "counted: resident; year: calendar; births of earlier "
                    "years: apart, not among the births",
    ("en", "2025S"): "counted: resident; year: statistical, October to "
                     "September; births of earlier years: apart, not among "
                     "the births",
}


def texts_of(form, path):
    """All that a person reads in a report, without spaces."""
    if form == "pdf":
        words = "".join(report_files.read_pdf(path))
    elif form == "xlsx":
        words = "".join(str(cell) for sheet in
                        report_files.Workbook(path).sheets.values()
                        for cell in sheet.values())
    else:
        with open(path, encoding="utf-8") as file:
            words = file.read()
    return re.sub(r"\s", "", words)


def attributes_are_stated(archive):
    for (language, period), words in STATED.items():
        for more in ([], ["--table", "compare"]):
            for form in ("text", "html", "xlsx", "pdf"):
                path = archive.path("stated." + form)
                archive.run("report", "--period", period, "--lang", language,
                            "--format", form, "-o", path, *more)
                check(re.sub(r"\s", "", words) in texts_of(form, path), form,
                      language, period, more, "does not state:", words)
            whole = json.loads(archive.run("report", "--period", period,
                                           "--format", "json", *more))
            equal((whole["base"], whole["year"], whole["late_births"]),
                  ("常住", "calendar" if period == "2025" else "statistical",
                   "apart"), "JSON", period, more)
        rows = list(csv.DictReader(archive.run(
            "report", "--period", period, "--format", "csv").splitlines()))
        equal({(row["base"], row["year"]) for row in rows},
              {("常住", "calendar" if period == "2025" else "statistical"),
               ("流入", "calendar" if period == "2025" else "statistical")},
              "CSV", period)


# ---- the office's sheets ----

TABLES = ("returns", "close", "ledgers", "work")


def table_cells(path):
    """Texts of the cells of the office's tables on a page, row by row."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = text.split('<table class="office">')[1].split("</table>")[0]
    return [[html.unescape(re.sub(r"<[^>]*>", "", cell))
             for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr>(.*?)</tr>", text, re.S)]


def compare_tables(archive, language):
    for table in TABLES:
        paths = {form: archive.table(table, form, language)
                 for form in ("json", "html", "xlsx", "pdf")}
        with open(paths["json"], encoding="utf-8") as file:
            whole = json.load(file)
        rows = [[one["text"] for one in row] for row in whole["rows"]]
        wanted = [whole["columns"], *rows]
        check(rows, language, table, "has no row")
        equal(table_cells(paths["html"]), wanted, language, table, "page")
        cells = next(iter(report_files.Workbook(paths["xlsx"]).sheets.values()))
        for at, row in enumerate(wanted, 1):
            for column, text in enumerate(row):
                got = cells.get((at, column), "")
                same = got == text if isinstance(got, str) else \
                    got == decimal.Decimal(text)
                check(same, language, table, "workbook", repr(got), repr(text))
        printed = "".join(report_files.read_pdf(paths["pdf"])).replace(" ", "")
        for row in wanted:
            # long texts are broken into lines there
            check(all(text.replace(" ", "") in printed for text in row
                      if len(text) < 4), language, table, "PDF lacks", row)


def exports_are_recorded(archive):
    history = archive.run("export", "history")
    for form in ("json", "html", "xlsx", "pdf", "csv"):
        for unit in ("清水镇", "北村"):
            check(f",report {form} 2025 {unit}\n" in history,
                  "the history does not tell of", form, unit)
    archive.run("verify", "-q")


def main():
    archive = report_files.Archive(*sys.argv[1:3])
    cells = withheld_cells(archive)
    for language in ("zh", "en"):
        _, page, book = compare_all(archive, language, None)
        sources_withhold(book, language, ("c5", "c8", "c11"), True)
        equal(page.crops & cells, set(), "crops of villages' secrets")
        told, page, book = compare_all(archive, language, "北村")
        hidden_stay_hidden(told, page, book, cells)
        sources_withhold(book, language, ("c7", "c10", "c13"), False)
        compare_tables(archive, language)
    exports_are_recorded(archive)
    attributes_are_stated(archive)
    for one in failures[:40]:
        print("FAILED:", one)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or checks < 2000 else 0


if __name__ == "__main__":
    sys.exit(main())
