#!/usr/bin/env python3
"""The HTML report in a browser: a figure is clicked and its ink is to be seen,
nothing is asked from outside, nothing is complained of; light, dark and on A4:
test_page.py TAIZHANG MAKE_INKED_ARCHIVE"""
import subprocess
import sys

import report_files
from chromium_page import Browser

checks = 0
failures = []


def check(holds, *words):
    global checks
    checks += 1
    if not holds:
        failures.append(" ".join(str(word) for word in words))


SEEN = """(() => {
  const open = [...document.querySelectorAll('article.why')].filter(
    e => getComputedStyle(e).display !== 'none');
  return open.map(e => ({
    id: e.id,
    value: e.querySelector('.value b').textContent,
    x: e.getBoundingClientRect().x,
    crops: [...e.querySelectorAll('svg.crop')].map(c => {
      const b = c.getBoundingClientRect();
      return {x: b.x, y: b.y, width: b.width, height: b.height};
    }),
    places: e.querySelectorAll('li small').length,
  }));
})()"""

# How much of a crop as the browser draws it is dark, 0 to 1.
DARK = """(async () => {
  const use = document.querySelector('article.why:target svg.crop use');
  const image = document.querySelector(use.getAttribute('href'));
  const drawn = new Image();
  drawn.src = image.getAttribute('href');
  await drawn.decode();
  const canvas = document.createElement('canvas');
  canvas.width = drawn.naturalWidth;
  canvas.height = drawn.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(drawn, 0, 0);
  const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
  let dark = 0;
  for (let i = 0; i < data.length; i += 4) dark += data[i] < 128;
  return dark / (data.length / 4);
})()"""

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def click_figure(browser, selector, key, value):
    browser.click(selector)
    seen = browser.ask(SEEN)
    check(len(seen) == 1 and seen[0]["id"] == f"f-{key}", "a click on",
          selector, "opens", [one["id"] for one in seen])
    if not seen:
        return
    one = seen[0]
    check(one["value"] == value, key, "is shown as", one["value"])
    check(one["crops"], key, "shows no crop")
    check(all(c["width"] > 10 and c["height"] > 8 for c in one["crops"]), key,
          "has crops of no size")
    check(one["places"] >= len(one["crops"]), key, "has crops without place")
    ink = browser.ask(DARK)
    check(0.01 < ink < 0.6, key, "has a crop with", ink, "of ink")


def main():
    archive = report_files.Archive(*sys.argv[1:3])
    browser = Browser()
    for language in ("zh", "en"):
        told, _ = report_files.read_json(archive.report("json", language))
        browser.open(archive.report("html", language))
        click_figure(browser, "table.births a.fig[href='#f-births']",
                     "births", told["births"][0])
        browser.press("Escape", 27)
        check(browser.ask(SEEN) == [], "Esc leaves it open")
        check(browser.ask("document.activeElement.getAttribute('href')") ==
              "#f-births", "the figure has lost the focus")
        # a village's, a month's, and a bar of a chart
        click_figure(browser, ".villages a.fig[href$='.v3']", "population.v3",
                     told["population.v3"][0])
        browser.click("article.why:target .close")
        check(browser.ask(SEEN) == [], "the cross leaves it open")
        click_figure(browser, ".drawing a[href='#f-births.2025-06']",
                     "births.2025-06", told["births.2025-06"][0])
        # from a rate to what it is made of
        click_figure(browser, ".group a.fig[href='#f-policy_rate']",
                     "policy_rate", told["policy_rate"][0])
        browser.click("article.why:target .formula a.fig")
        check(browser.ask(SEEN)[0]["id"] == "f-births_in_policy",
              "a rate does not lead to its numerator")
        check(browser.complaints() == [], "complaints:", browser.complaints())
        check(browser.ask("document.documentElement.scrollWidth <="
                          " window.innerWidth"), "the page is too wide")
    browser.open(archive.report("html", "zh"))
    browser.colours("light")
    light = browser.ask(BACKGROUND)
    browser.colours("dark")
    check(browser.ask(BACKGROUND) != light, "dark is as light:", light)
    browser.colours("light")
    printed = archive.path("printed.pdf")
    browser.pdf(printed)
    browser.open(archive.report("html", "zh", "北村"))
    check(browser.ask("document.querySelectorAll('.suppressed').length") > 3,
          "nothing is marked as suppressed")
    check(browser.complaints() == [], "complaints:", browser.complaints())
    browser.close()
    size = subprocess.run(["pdfinfo", printed], check=True,
                          stdout=subprocess.PIPE).stdout.decode()
    check("(A4)" in size, "it is not printed on A4:", size)
    check("负责人" in "\n".join(report_files.read_pdf(printed)),
          "the print has no place to sign")
    for one in failures:
        print("FAILED:", one)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or checks < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
