#!/usr/bin/env python3
"""The README's pictures of the review queue, taken from the program in tmux.

    take_screens.py TAIZHANG DRAW_QUEUE SCREEN_PICTURE ARCHIVE OUT_FOLDER

The question comes from ARCHIVE, read from the sample pages, of which a copy is
used; the contact sheet from the archive that the tests draw.
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'tests', 'review'))
from tmux_terminal import Terminal  # noqa: E402

TAIZHANG, DRAW, PICTURE, ARCHIVE, OUT = sys.argv[1:6]
LANGUAGES = {'en': ('', 'left'), 'zh': ('.zh', '剩')}


def take(terminal, name):
    subprocess.run([PICTURE, os.path.join(OUT, name)], check=True, text=True,
                   input=terminal.screen(colours=True))


def sit(folder, name, archive, lang, rows, columns, *options):
    words = [TAIZHANG, 'review', '-a', archive, '--as', 'li', '--lang', lang, '--mix-in', '0', *options]
    terminal = Terminal(folder, name, words, rows, columns)
    terminal.wait(LANGUAGES[lang][1])
    return terminal


def question(folder, archive, lang):
    terminal = sit(folder, 'question' + lang, archive, lang, 28, 90,
                   '--page', '01-month-03.png', '--column', 'c2')
    terminal.wait('1840')
    take(terminal, f'review{LANGUAGES[lang][0]}.png')
    terminal.close()


def contact(folder, archive, lang):
    terminal = sit(folder, 'contact' + lang, archive, lang, 22, 80, '--order', 'page', '--column', 'c5')
    terminal.press('c', 'Right', 'Right', 'Right', 'Space')
    terminal.wait('✗')
    take(terminal, f'contact{LANGUAGES[lang][0]}.png')
    terminal.close()


def main():
    folder = tempfile.mkdtemp(prefix='tz-pictures-')
    drawn, read = os.path.join(folder, 'drawn'), os.path.join(folder, 'read')
    subprocess.run([DRAW, drawn], check=True)
    shutil.copytree(ARCHIVE, read)
    for lang in LANGUAGES:
        question(folder, read, lang)
        contact(folder, drawn, lang)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
