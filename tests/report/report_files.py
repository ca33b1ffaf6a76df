"""What `taizhang report` writes, read again: each format as a dictionary from a
figure's key ("births", "births.v3" of the third village, "births.2025-03" of a
month) to what is shown of it."""
import decimal
import html.parser
import json
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
import zipfile

HIDDEN = {"zh": "［略］", "en": "[s]"}
MISSING = "—"


class Archive:
    """An archive of the invented township in a folder of its own."""

    def __init__(self, taizhang, maker, *words):
        self.taizhang = taizhang
        self.temp = tempfile.TemporaryDirectory()
        self.folder = os.path.join(self.temp.name, "archive")
        os.mkdir(self.folder)
        subprocess.run([maker, self.folder, *words], check=True)

    def path(self, name):
        return os.path.join(self.temp.name, name)

    def run(self, *words):
        done = subprocess.run([self.taizhang, *words, "-a", self.folder],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0 or done.stderr:
            raise SystemExit(f"taizhang {' '.join(words)}: "
                             f"{done.returncode} {done.stderr.decode()}")
        return done.stdout.decode()

    def report(self, form, language, unit=None):
        """The path of a report."""
        path = self.path(f"{unit or 'office'}-{language}.{form}")
        words = ["report", "--lang", language, "--format", form, "-o", path]
        self.run(*words, *(["--unit", unit] if unit else []))
        return path

    def table(self, table, form, language):
        """The path of one of the office's sheets."""
        path = self.path(f"{table}-{language}.{form}")
        self.run("report", "--table", table, "--lang", language, "--format",
                 form, "-o", path)
        return path


def read_json(path):
    """Key -> (text or None, certainty, unused), and the names of figures."""
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    shown = {}
    for one in whole["figures"]:
        shown[one["id"]] = (one["value"], one["certainty"])
        if one["certainty"] == "counted":
            shown[one["id"]] = ("%s/%s" % (one["numerator_value"],
                                           one["denominator_value"]),
                                "counted")
    for at, village in enumerate(whole["villages"], 1):
        for name, one in village["figures"].items():
            shown[f"{name}.v{at}"] = (one["value"], one["certainty"])
    for month in whole["months"]:
        for name, one in month["figures"].items():
            shown[f"{name}.{month['period']}"] = (one["value"],
                                                  one["certainty"])
    return shown, whole


class Page(html.parser.HTMLParser):
    """Links to figures outside of the articles, the articles' values, the
    crops, and whether anything comes from outside."""

    def __init__(self, path):
        super().__init__()
        self.figures, self.articles, self.crops = {}, {}, set()
        self.used, self.outside, self.hidden = set(), [], 0
        self.article = self.key = self.inside = None
        with open(path, encoding="utf-8") as file:
            self.text = file.read()
        self.feed(self.text)

    def handle_starttag(self, tag, attributes):
        one = dict(attributes)
        for name in ("src", "href", "xlink:href"):
            value = one.get(name, "#")
            if not value.startswith("#") and not value.startswith("data:"):
                self.outside.append(value)
        if tag == "article":
            self.article = one["id"][2:]
        elif tag == "image" and one.get("id", "").startswith("k"):
            self.crops.add(int(one["id"][1:]))
        elif tag == "use" and one.get("href", "").startswith("#k"):
            self.used.add((self.article, int(one["href"][2:])))
        elif tag == "a" and one.get("class", "").startswith("fig"):
            self.key = one["href"][3:]
            self.doubtful = "doubtful" in one["class"]
        elif tag == "p" and one.get("class") == "value":
            self.inside = "value"
        elif tag == "span" and one.get("class") == "suppressed":
            self.hidden += 1

    def handle_endtag(self, tag):
        if tag == "article":
            self.article = None
        elif tag == "a":
            self.key = None
        elif tag in ("p", "b"):
            self.inside = None

    def handle_data(self, data):
        if self.key is not None and self.article is None:
            before = self.figures.setdefault(self.key, data)
            if before != data:
                raise SystemExit(f"page: {self.key} is {before} and {data}")
        elif self.inside == "value" and self.article is not None:
            self.articles[self.article] = data


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = ("{http://schemas.openxmlformats.org/officeDocument/2006/"
       "relationships}")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


class Workbook:
    """Cells by sheet, row and column (from 0): a number as Decimal, a text as
    str; and what the charts remember of the numbers they show."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        if self.zip.testzip() is not None:
            raise SystemExit(f"{path}: broken")
        strings = ET.fromstring(self.zip.read("xl/sharedStrings.xml"))
        self.strings = ["".join(t.text or "" for t in one.iter(MAIN + "t"))
                        for one in strings.findall(MAIN + "si")]
        book = ET.fromstring(self.zip.read("xl/workbook.xml"))
        self.sheets = {}
        for at, one in enumerate(book.iter(MAIN + "sheet"), 1):
            self.sheets[one.get("name")] = self.cells(at)
        self.charts = [self.points(name) for name in self.zip.namelist()
                       if name.startswith("xl/charts/chart")]

    def cells(self, at):
        sheet = ET.fromstring(self.zip.read(f"xl/worksheets/sheet{at}.xml"))
        found = {}
        for one in sheet.iter(MAIN + "c"):
            value = one.find(MAIN + "v")
            if value is None:
                continue
            letters, row = re.match(r"([A-Z]+)(\d+)", one.get("r")).groups()
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            text = value.text
            found[int(row) - 1, column - 1] = (
                self.strings[int(text)] if one.get("t") == "s"
                else decimal.Decimal(text))
        return found

    def points(self, name):
        """(sheet, first row, column, {index: number}) of each series."""
        series = []
        for values in ET.fromstring(self.zip.read(name)).iter(CHART + "val"):
            formula = next(values.iter(CHART + "f")).text
            sheet, column, row = re.match(r"'?(.*?)'?!\$([A-Z])\$(\d+)",
                                          formula).groups()
            cache = {int(p.get("idx")): p.find(CHART + "v").text
                     for p in values.iter(CHART + "pt")}
            series.append((sheet, int(row) - 1, ord(column) - 65, cache))
        return series


def read_pdf(path):
    """The lines of the PDF, as laid out."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                          stdout=subprocess.PIPE)
    return done.stdout.decode().replace("\f", "\n").split("\n")
