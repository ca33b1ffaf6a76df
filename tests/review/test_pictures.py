#!/usr/bin/env python3
"""Terminals that draw pictures themselves: what the review queue sends to them.

    test_pictures.py TAIZHANG DRAW_QUEUE

This plays the terminal: it answers what it is asked as an xterm with sixels, a
kitty or a plain one does, and reads which pictures come, how large and where.
"""
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

TAIZHANG, DRAW = sys.argv[1:3]
TOP = tempfile.mkdtemp(prefix='tz-pictures-')
PATIENCE = float(os.environ.get('TZ_PATIENCE', '120'))
ROWS, COLUMNS, CELL_WIDTH, CELL_HEIGHT = 32, 100, 7, 15
SIXEL = re.compile(rb'\x1b7\x1b\[(\d+);(\d+)H\x1bP[\d;]*q"\d+;\d+;(\d+);(\d+)(.*?)\x1b\\\x1b8', re.S)
KITTY = re.compile(rb'\x1b7\x1b\[(\d+);(\d+)H\x1b_Ga=T,([^;]*);')
KITTY_WIPE = b'\x1b_Ga=d,d=A\x1b\\'
checks = 0


def check(truth, words):
    global checks
    checks += 1
    if not truth:
        raise AssertionError(words)


class Played:
    """The program in a terminal of ours."""

    def __init__(self, name, answers, *options, env=None):
        self.answers, self.sent, self.asked = answers, b'', set()
        archive = os.path.join(TOP, name)
        shutil.copytree(os.path.join(TOP, 'base'), archive)
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            for word in ('TMUX', 'STY', 'KITTY_PID', 'NO_COLOR', 'COLORTERM', 'TERM_PROGRAM', 'LC_TERMINAL'):
                os.environ.pop(word, None)
            os.environ.update({'LC_ALL': 'C.UTF-8', 'LANGUAGE': '', 'TERM': 'xterm-256color', **(env or {})})
            # The size is there before the program asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', ROWS, COLUMNS, 0, 0))
            os.execv(TAIZHANG, [TAIZHANG, 'review', '-a', archive, '--as', 'li', '--lang', 'en', '--order', 'page',
                                '--mix-in', '0', *options])

    def listen(self, seconds):
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            part = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.sent += part
        for question, answer in self.answers.items():
            if question in self.sent and question not in self.asked:
                self.asked.add(question)
                os.write(self.terminal, answer)
        return bool(part)

    def wait(self, *words, until=lambda sent: True):
        """What was sent since, once all words are there and it is silent.

        Silence tells nothing by itself, for a busy machine pauses wherever it
        likes: pictures that are to come are waited for with @until.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.listen(1) and all(word in self.sent for word in words) and until(self.sent):
                sent, self.sent = self.sent, b''
                return sent
        self.kill()
        raise AssertionError(f'{words} did not come: {self.sent[-2000:]}')

    def kill(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def press(self, keys):
        os.write(self.terminal, keys)

    def end(self):
        self.press(b'q')
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.listen(0.1)
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                while self.listen(0.1):
                    pass
                return os.waitstatus_to_exitcode(status), self.sent
        self.kill()
        raise AssertionError('it did not end')


ATTRIBUTES, CELL_SIZE, KITTY_QUESTION = b'\x1b[c', b'\x1b[16t', b'a=q'
CELL_IS = b'\x1b[6;%d;%dt' % (CELL_HEIGHT, CELL_WIDTH)


def check_places(places):
    """Cell, column and row of ink, side by side and below, none over another or off the screen."""
    check(len(places) == 3, f'three pictures: {places}')
    for row, column, rows, columns in places:
        check(row >= 2 and column >= 1 and rows >= 1 and columns >= 1, f'{places}')
        check(row + rows - 1 <= ROWS - 4 and column + columns - 1 <= COLUMNS, f'on the screen: {places}')
    for i, (row, column, rows, columns) in enumerate(places):
        for other, beside, high, wide in places[i + 1:]:
            check(row + rows <= other or other + high <= row or column + columns <= beside
                  or beside + wide <= column, f'apart: {places}')
    cell, strip, line = places
    check(cell[1] < strip[1] and line[0] > cell[0] and line[0] > strip[0], f'in their places: {places}')


def sixels(sent):
    return [tuple(int(part) for part in found.groups()[:4]) for found in SIXEL.finditer(sent)]


def check_sixels(sent):
    found = sixels(sent)
    for _, _, width, height in found:
        # sixels come six rows at a time; what is less is left out
        check(width % CELL_WIDTH == 0 and -height % CELL_HEIGHT < 6, f'whole characters: {found}')
    check_places([(row, column, -(-height // CELL_HEIGHT), width // CELL_WIDTH)
                  for row, column, width, height in found])
    for picture in SIXEL.finditer(sent):
        check(len(picture.group(5)) > 100, 'there is ink in it')


def three_sixels(sent):
    return len(sixels(sent)) >= 3


def three_of_kitty(sent):
    return len(KITTY.findall(sent)) >= 3


def sixel():
    t = Played('sixel', {CELL_SIZE: CELL_IS, ATTRIBUTES: b'\x1b[?62;4;9;22c'})
    sent = t.wait(b'Row 1', b'end', until=three_sixels)
    check_sixels(sent)
    check(CELL_SIZE in sent and ATTRIBUTES in sent, 'it asked')
    t.press(b'+')
    t.press(b'4')
    check(not sixels(t.wait(b'the paper says')), 'pictures that are there are not sent again')
    t.press(b'\x1b')
    t.press(b'?')
    sent = t.wait(b'take back your last word')
    check(b'\x1b[H\x1b[2J' in sent and not sixels(sent), 'the help is painted over the pictures')
    t.press(b'?')
    check_sixels(t.wait(b'Row 1', until=three_sixels))
    t.press(b'*')
    t.wait(b'Row 2')
    code, sent = t.end()
    check(code == 0 and b'\x1b[?1049l' in sent, 'the screen is given back')


def many_sixels():
    t = Played('many', {CELL_SIZE: CELL_IS, ATTRIBUTES: b'\x1b[?62;4c'}, '--column', 'c5')
    t.wait(b'Row 1')
    t.press(b'c')
    found = sixels(t.wait(b'10 cells read as', until=lambda sent: len(sixels(sent)) >= 10))
    check(len(found) == 10 and len({place[:2] for place in found}) == 10, f'ten of them: {found}')
    t.press(b'c')
    t.wait(b'Row 1')
    t.end()


def kitty():
    t = Played('kitty', {KITTY_QUESTION: b'\x1b_Gi=31;OK\x1b\\', CELL_SIZE: CELL_IS, ATTRIBUTES: b'\x1b[?62;c'})
    sent = t.wait(b'Row 1', b'end', until=three_of_kitty)
    places = []
    for found in KITTY.finditer(sent):
        row, column, words = int(found.group(1)), int(found.group(2)), found.group(3).decode()
        told = dict(word.split('=', 1) for word in words.split(','))
        rows, columns = int(told['r']), int(told['c'])
        check(int(told['s']) == columns * CELL_WIDTH and int(told['v']) == rows * CELL_HEIGHT, f'its size: {told}')
        places.append((row, column, rows, columns))
    check_places(places)
    t.press(b'?')
    sent = t.wait(b'take back your last word')
    check(KITTY_WIPE in sent and not KITTY.search(sent), 'pictures are taken away')
    t.press(b'?')
    check(len(KITTY.findall(t.wait(b'Row 1', until=three_of_kitty))) == 3, 'and come again')
    code, sent = t.end()
    check(code == 0 and KITTY_WIPE in sent, 'nothing is left behind')


def plain():
    """No pictures for who does not claim them, or does not answer at all."""
    for name, answers in (('plain', {ATTRIBUTES: b'\x1b[?62;14;22c'}), ('silent', {})):
        t = Played(name, answers)
        sent = t.wait(b'Row 1', b'end')
        check(not sixels(sent) and not KITTY.search(sent) and b'\x1bP' not in sent, f'{name}: characters only')
        check(re.search('[▀-▟]', sent.decode('utf8', 'replace')), f'{name}: drawn with blocks')
        t.end()


def chosen():
    """--picture blocks asks nothing and shows no picture."""
    t = Played('chosen', {ATTRIBUTES: b'\x1b[?62;4c'}, '--picture', 'blocks')
    sent = t.wait(b'Row 1', b'end')
    check(not sixels(sent) and ATTRIBUTES not in sent, 'characters only')
    t.end()


def no_key():
    """Late answers and keys that nobody knows are not taken for figures and letters."""
    t = Played('late', {})
    t.wait(b'Row 1', b'end')
    for sequence in (CELL_IS, b'\x1b[?62;4c', b'\x1b_Gi=31;OK\x1b\\', b'\x1b]11;rgb:1c1c/1c1c/1c1c\a', b'\x1b[1;5C', b'\x1bOx'):
        t.press(sequence)
        t.press(b'?')
        t.wait(b'take back your last word')
        t.press(b'?')
        t.wait(b'Row 1')
    steps = subprocess.run([TAIZHANG, 'export', 'history', '-a', os.path.join(TOP, 'late')],
                           capture_output=True, text=True, check=True).stdout
    check(',init,' in steps, f'it is the history: {steps}')
    check('decide' not in steps, f'nobody decided: {steps}')
    t.end()


def main():
    failed = 0
    subprocess.run([DRAW, os.path.join(TOP, 'base')], check=True)
    for test in [sixel, many_sixels, kitty, plain, chosen, no_key]:
        try:
            test()
            print(f'ok      {test.__name__}', flush=True)
        except AssertionError as problem:
            failed += 1
            print(f'FAILED  {test.__name__}: {problem}', flush=True)
    shutil.rmtree(TOP, ignore_errors=True)
    print(f'{checks} checks, {failed} tests failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
