#!/usr/bin/env python3
"""take_pictures.py TAIZHANG ARCHIVE OUT: the README's pictures of the HTML
report, as headless Chromium shows it: report-page.png and, of a reader who wants
it dark, report-page-dark.png; with .zh before .png the Chinese ones."""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "tests", "report"))
from chromium_page import Browser  # noqa: E402

WIDTH, HEIGHT = 1280, 880


def main():
    taizhang, archive, out = sys.argv[1:4]
    browser = Browser(width=WIDTH, height=HEIGHT)
    browser.call("Emulation.setDeviceMetricsOverride", width=WIDTH,
                 height=HEIGHT, deviceScaleFactor=1, mobile=False)
    with tempfile.TemporaryDirectory() as folder:
        for language, end in (("en", ""), ("zh", ".zh")):
            page = os.path.join(folder, f"{language}.html")
            subprocess.run([taizhang, "report", "-a", archive, "--lang",
                            language, "--format", "html", "-o", page],
                           check=True)
            for scheme, more in (("light", ""), ("dark", "-dark")):
                browser.open(page)
                browser.colours(scheme)
                browser.click(".cards a.fig[href='#f-births']")
                browser.ask("window.scrollTo(0, 0)")
                browser.picture(os.path.join(out,
                                             f"report-page{more}{end}.png"))
    browser.close()


if __name__ == "__main__":
    main()
