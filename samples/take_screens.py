#!/usr/bin/env python3
"""The README's pictures of the review queue, taken from the program in tmux.

    take_screens.py TAIZHANG DRAW_QUEUE SCREEN_PICTURE ARCHIVE OUT_FOLDER

The question comes from ARCHIVE, read from the sample pages, of which a copy is
used; the contact sheet from the archive that the tests draw.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'tests', 'review'))
from tmux_terminal import Terminal  # noqa: E402

TAIZHANG, DRAW, PICTURE, ARCHIVE, OUT = sys.argv[1:6]
LANGUAGES = {'en': ('', 'left'), 'zh': ('.zh', '剩')}


def take(terminal, name):
    subprocess.run([PICTURE, os.path.join(OUT, name)], check=True, text=True,
                   input=terminal.screen(colours=True))
    terminal.close()


def sit(folder, name, archive, lang, rows, columns, *options):
    words = [TAIZHANG, 'review', '-a', archive, '--as', 'li', '--lang', lang, '--mix-in', '0', *options]
    terminal = Terminal(folder, name, words, rows, columns)
    terminal.wait(LANGUAGES[lang][1])
    return terminal


def question(folder, archive, lang):
    """The clerk's total that is ten too high, see README.md beside this file."""
    terminal = sit(folder, 'question' + lang, archive, lang, 28, 90,
                   '--page', '03-month-09.jpg', '--column', 'c6')
    terminal.wait('684', '674')
    take(terminal, f'review{LANGUAGES[lang][0]}.png')


def contact(folder, archive, lang):
    terminal = sit(folder, 'contact' + lang, archive, lang, 22, 80, '--order', 'page', '--column', 'c5')
    terminal.press('c', 'Right', 'Right', 'Right', 'Space')
    terminal.wait('✗')
    take(terminal, f'contact{LANGUAGES[lang][0]}.png')


def running(folder):
    """Terminals, and what runs in them: all name the folder in their words."""
    for process in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{process}/cmdline', 'rb') as source:
                if folder.encode() in source.read():
                    yield int(process)
        except OSError:
            pass  # ended meanwhile


def end_terminals(folder):
    """Also one that was only being started: it may not hear its socket yet."""
    while left := list(running(folder)):
        for process in left:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.02)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('stopped'))
    folder = tempfile.mkdtemp(prefix='tz-pictures-')
    drawn, read = os.path.join(folder, 'drawn'), os.path.join(folder, 'read')
    try:
        subprocess.run([DRAW, drawn], check=True)
        shutil.copytree(ARCHIVE, read)
        for lang in LANGUAGES:
            question(folder, read, lang)
            contact(folder, drawn, lang)
    finally:
        end_terminals(folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
