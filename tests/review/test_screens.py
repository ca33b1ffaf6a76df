#!/usr/bin/env python3
"""The review queue in a real terminal: keys in, screens and the archive out.

    test_screens.py TAIZHANG DRAW_QUEUE GOLDEN_FOLDER [TEST...]

Screens are compared with GOLDEN_FOLDER; with WRITE_GOLDEN=1 they are written
there and the run fails, so that somebody reads the difference first.
"""
import csv
import io
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from tmux_terminal import Terminal

TAIZHANG, DRAW, GOLDEN = sys.argv[1:4]
WRITE = os.environ.get('WRITE_GOLDEN')
TOP = tempfile.mkdtemp(prefix='tz-screens-')
BASE = os.path.join(TOP, 'base')
checks = 0


def check(truth, words):
    global checks
    checks += 1
    if not truth:
        raise AssertionError(words)


class Office:
    """A copy of the drawn archive, and the terminals at it."""

    def __init__(self, name):
        self.folder = os.path.join(TOP, name)
        os.makedirs(self.folder)
        self.archive = os.path.join(self.folder, 'archive')
        shutil.copytree(BASE, self.archive)
        self.terminals = []

    def sit(self, who, *options, lang='en', rows=24, columns=80, env=None, mix=False):
        words = [TAIZHANG, 'review', '-a', self.archive, '--as', who, '--lang', lang,
                 '--order', 'page', *([] if mix else ['--mix-in', '0']), *options]
        name = f'{who}{len(self.terminals)}'
        terminal = Terminal(self.folder, name, words, rows, columns, env)
        self.terminals.append(terminal)
        return terminal

    def export(self, what):
        done = subprocess.run([TAIZHANG, 'export', '-a', self.archive, what, '--with-personal'],
                              capture_output=True, text=True)
        if done.returncode != 0:
            done = subprocess.run([TAIZHANG, 'export', '-a', self.archive, what],
                                  capture_output=True, text=True, check=True)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def cell(self, source, row, column):
        for cell in self.export('cells'):
            if (cell['source'], cell['row'], cell['column']) == (source, str(row), column):
                return cell['value'], cell['state'], cell['status']
        raise AssertionError(f'no cell {source} {row} {column}')

    def steps(self, what):
        return [step for step in self.export('history') if step['what'] == what]

    def close(self):
        for terminal in self.terminals:
            terminal.close()


def plain(screen):
    """Spaces at line ends left out, and the pace, which a slow machine shows early."""
    screen = re.sub(r'( \d+ left)( · \d+ a minute)', lambda found: ' ' * len(found[2]) + found[1], screen)
    return '\n'.join(line.rstrip() for line in screen.rstrip('\n').split('\n')) + '\n'


def golden(name, terminal, *words):
    """The screen with these words, once it is as in the repository."""
    path = os.path.join(GOLDEN, name + '.txt')
    if WRITE:
        terminal.wait(*words)
        time.sleep(0.5)
        with open(path, 'w', encoding='utf8') as out:
            out.write(plain(terminal.screen()))
        return
    with open(path, encoding='utf8') as source:
        want = source.read()
    terminal.wait_until(lambda screen: plain(screen) == want, f'{path}:\n{want}as wanted')
    check(all(word in want for word in words), f'{name} lacks one of {words}')


# ---- what is seen ----

def screens(office):
    """Every view, in 80 x 24 without colour, as in the repository."""
    t = office.sit('li', '--no-colour')
    golden('question', t, 'Row 1  东村', 'q end')
    t.press('Enter')
    golden('question-sums', t, 'Row 2  西村', '47', 'sums', 'c3')
    t.press('+', '4')
    golden('typing', t, 'the paper says> 4', 'off by')
    t.press('0', 'Enter')
    golden('really', t, 'Really')
    t.press('Escape', 'Escape')
    t.wait('Row 2', absent=['the paper says'])
    t.press('?')
    golden('help', t, 'take back your last word')
    t.press('?')
    t.wait('Row 2')
    t.press('t')
    golden('table', t, 'next doubtful', '41?')
    t.press('Escape', 'v')
    golden('page', t, 'arrows move, + -')
    t.press('v')
    t.wait('Row 2', absent=['arrows move'])
    t.press('o')
    golden('order', t, 'village by village')
    t.press('Escape')
    t.wait('Row 2', absent=['village by village'])
    t.press('*')
    t.wait('Row 2', 'c5')
    t.press('c')
    golden('contact', t, '9 cells read as 7')
    check('\033[3' not in t.screen(colours=True).replace('\033[39', ''), 'no colour was asked for')


def chinese_screens(office):
    t = office.sit('li', '--no-colour', lang='zh')
    golden('question-zh', t, '第 1 行  东村', 'q 结束')
    t.press('?')
    golden('help-zh', t, '撤回上一次决定')
    t.press('?', 't')
    golden('table-zh', t, '下一存疑')


def small_screens(office):
    t = office.sit('li', '--no-colour', rows=12, columns=40)
    golden('question-40x12', t, 'Row 1', 'r ? q')
    t.press('*', '+', '4', '7')  # nothing is decided: a pace would not fit in
    golden('typing-40x12', t, 'the paper says> 47')
    t.press('Escape', 't')
    golden('table-40x12', t, '41?')
    t.press('Escape')
    t.wait('Row 2')
    t.press('*', 'c')
    golden('contact-40x12', t, '10 cells read as 7')


def window_too_small(office):
    """Choice 1 has no room there: no key may take it."""
    t = office.sit('li', rows=11, columns=40)
    t.wait('40 x 12')
    t.press('Enter', '1', '+')
    t.resize(24, 30)
    t.wait('30 x 24')
    t.press('Enter')
    t.resize(24, 80)
    t.wait('Row 1', 'q end', '20 left')
    t.press('Enter')
    t.wait('19 left')
    check(len(office.steps('decide')) == 1, 'what was seen is decided, and nothing else')
    t.resize(3, 10)
    t.wait('window')
    t.press('q')
    check(t.wait_end() == 0, 'q ends it there too')


def letters_instead_of_blocks(office):
    """Fonts without blocks: plain letters draw the ink."""
    t = office.sit('li', '--no-colour', '--picture', 'ascii')
    golden('question-ascii', t, 'Row 1', 'q end')
    t.press('r')
    t.wait('█')
    t.press('r')
    t.wait('⡜', absent=['█'])


def no_colour_by_environment(office):
    t = office.sit('li', env={'NO_COLOR': '1'})
    t.wait('Row 1', 'q end')  # the keys are painted last
    check(not re.search('\033\\[[34]8;5', t.screen(colours=True)), 'NO_COLOR is heeded')
    t.close()
    t = office.sit('li')
    t.wait_until(lambda screen: re.search('\033\\[[34]8;5', screen),
                 'colours where the terminal has them', colours=True)


def resizing(office):
    t = office.sit('li', '--no-colour')
    first = t.wait('Row 1  东村', 'q end')
    t.press('Enter', '+', '4')
    t.wait('the paper says> 4')
    t.resize(12, 40)
    t.wait('the paper says> 4', 'Esc go back')
    t.press('7')
    t.wait('the paper says> 47')
    t.resize(40, 120)
    t.wait('the paper says> 47', 'Esc go back')
    t.resize(24, 80)
    t.press('Enter')
    t.wait('c5', '18 left')
    check(office.cell('sheet-1.png', 2, 'c3') == ('47', 'value', 'corrected'), 'typed across sizes')
    t.press('/', '/')
    t.wait('20 left')
    t.wait_until(lambda screen: 'Row 1  东村' in screen and screen.splitlines()[5] == first.splitlines()[5],
                 'the same ink again')


# ---- what is done ----

def every_key(office):
    """Each function once, seen by what the archive holds afterwards."""
    t = office.sit('li')
    cells = [  # keys, row, column, then what stands
        (['Enter'], 1, 'c5', ('7', 'value', 'confirmed')),
        (['2'], 2, 'c3', ('47', 'value', 'corrected')),
        (['+', '9', 'BSpace', '1', 'Enter', 'y'], 2, 'c5', ('1', 'value', 'corrected')),
        (['x', '8', 'Enter'], 3, 'c4', ('8', 'struck', 'confirmed')),
        (['"'], 3, 'c5', ('1', 'ditto', 'corrected')),
        (['i'], 4, 'c1', ('', 'illegible', 'confirmed')),
        (['0'], 5, 'c5', ('0', 'zero', 'corrected')),
        (['p'], 6, 'unit', ('山村', 'value', 'confirmed')),
        (['.'], 6, 'c5', ('', 'blank', 'corrected')),
    ]
    left = 20
    t.wait('20 left', 'Row 1')
    for keys, row, column, want in cells:
        t.press(*keys)
        left -= 1
        t.wait(f'{left} left')
        got = office.cell('sheet-1.png', row, column)
        check(got == want, f'{keys}: row {row} {column} is {got}, wanted {want}')
    t.press('-')
    t.wait(f'{left - 1} left')
    check(office.cell('sheet-2.png', 1, 'c5') == ('', 'dash', 'corrected'), 'dash')
    t.press('n')
    t.wait('remark>')
    t.press('问会计', 'Enter')
    t.wait('the remark is kept', 'remark: 问会计')
    check(office.steps('note')[0]['after'] == '问会计', 'the remark is in the history')
    t.press('q')
    check(t.wait_end() == 0, 'q ends well')
    check('10 cells' in t.said() and '10 are left' in t.said(), t.said())


def chinese_input(office):
    """Full-width figures and signs, and words, as an input method types them."""
    t = office.sit('li', lang='zh')
    t.wait('第 1 行')
    t.press('１')
    t.wait('剩 19')
    t.press('＋', '４', '７', 'Enter')
    t.wait('剩 18')
    check(office.cell('sheet-1.png', 2, 'c3') == ('47', 'value', 'corrected'), 'full-width figures')
    t.press('。')
    t.wait('剩 17')
    check(office.cell('sheet-1.png', 2, 'c5')[1] == 'blank', 'the full stop is blank')
    t.press('——'[0])
    t.wait('剩 16')
    check(office.cell('sheet-1.png', 3, 'c4')[1] == 'dash', 'the Chinese dash is a dash')
    t.press('*', '*', '*')
    t.wait('第 6 行', '村名')
    t.press('上', '塬', '村', 'Enter')
    t.wait('剩 15')
    check(office.cell('sheet-1.png', 6, 'unit') == ('上塬村', 'value', 'corrected'), 'a word')
    t.press('u')
    t.wait('剩 16')
    t.press('p')
    t.wait('剩 15')


def typing_is_completed(office):
    """A word that stands elsewhere need not be typed to its end."""
    t = office.sit('li', '--column', 'unit')
    t.wait('Row 6', '2 left')
    t.press('河')
    golden('completing', t, 'the paper says> 河村 (Tab)')
    t.press('Tab')
    t.wait('the paper says> 河村', absent=['(Tab)'])
    t.press('Tab')
    t.wait('nothing is known that begins so')
    t.press('Enter')
    t.wait('1 left')
    check(office.cell('sheet-1.png', 6, 'unit') == ('河村', 'value', 'corrected'), 'the word')


def contact_sheet(office):
    """One key for all that were read alike, the odd one marked and asked next."""
    t = office.sit('li', '--column', 'c5')
    t.wait('10 left')
    t.press('c')
    t.wait('10 cells read as 7')
    t.press('Right', 'Right', 'Right', 'Space')
    t.wait('✗ 5 c5')
    t.press('Enter')
    t.wait('Row 5', '1 left')
    check(len(office.steps('decide')) == 9, 'nine were confirmed')
    t.press('2')
    t.wait('Nothing more to ask')
    check(office.cell('sheet-1.png', 5, 'c5') == ('1', 'value', 'corrected'), 'the odd one')
    check(office.cell('sheet-2.png', 6, 'c5') == ('7', 'value', 'confirmed'), 'the others')


def one_figure_of_a_hand(office):
    """All open cells of a hand whose same figure is in doubt, whatever their numbers."""
    t = office.sit('li', '--no-colour')
    t.wait('Row 1  东村', '20 left')
    t.press('*')
    t.wait('Row 2', '41')
    t.press('g')  # 41 or 47: the 1 is in doubt, on both sheets
    golden('figure', t, '2 cells of one hand: is each 1 one?', '2 c3 41')
    t.press('Escape')
    t.wait('Row 2', '41')
    t.press('*')
    t.wait('Row 2', 'c5')
    t.press('g')
    t.wait('10 cells of one hand: is each 7 one?')
    t.press('Right', 'Right', 'Space')
    t.wait('✗ 3 c5 7')
    t.press('Enter')
    t.wait('Row 3', '11 left')
    check(len(office.steps('decide')) == 9, 'nine were confirmed')
    check(office.cell('sheet-1.png', 1, 'c5') == ('7', 'value', 'confirmed'), 'one of them')
    check(office.cell('sheet-1.png', 3, 'c5')[2] == 'review', 'the odd one is asked')
    t.press('g')
    t.wait('no other open cell of this hand')


def whole_sheet(office):
    """Move over the table, ask a cell of it, zoom its ink."""
    t = office.sit('li')
    t.wait('Row 1')
    t.press('t')
    t.wait('41?', '7?')
    t.press('n', 'Up')
    t.wait('c3  已婚妇女·二孩', absent=['41 ✓'])
    t.press('Down')
    t.wait('一孩 c2 + 二孩 c3 + 多孩 c4')
    t.press('v')
    t.wait('times')
    t.press('+', '+', 'Right', '-')
    t.wait('times')
    t.press('v')
    t.wait('next doubtful')
    t.press('Enter')
    t.wait('Row 2  西村', 'c3')
    t.press('2')
    t.wait('19 left')
    t.press('t')
    t.wait('47✎')


def orders_and_filters(office):
    t = office.sit('li')
    t.wait('Row 1')
    t.press('o', '3')
    t.wait('Row 6  山村', 'unit')
    t.press('o', '1')
    t.wait('Row 4  北村', 'c1')
    t.press('o', '8')
    t.wait('2 left', 'c1')
    t.press('o', '0')
    t.wait('20 left')
    t.press('o', '6')
    t.wait('9 left')
    t.press('o', 'Down', 'Enter')
    t.wait('18 left')


def later_and_done(office):
    t = office.sit('li', '--column', 'c3')
    t.wait('2 left')
    t.press('*')
    t.wait('2025-02')
    t.press('2')
    golden('done', t, 'Nothing more to ask', '* asks them again')
    t.press('*')
    t.wait('2025-01', 'Row 2')
    t.press('2')
    t.wait('is settled')
    t.press('q')
    check(t.wait_end() == 0, 'it ends')
    check('nothing is left' in t.said(), t.said())


# ---- leaving, coming back, others ----

def undo_across_sessions(office):
    t = office.sit('li')
    t.wait('20 left')
    t.press('Enter', '2')
    t.wait('18 left')
    t.press('q')
    t.wait_end()
    t = office.sit('li')
    t.wait('18 left')
    t.press('/')
    t.wait('taken back', '19 left', 'Row 2')
    t.press('/')
    t.wait('taken back', '20 left', 'Row 1')
    t.press('/')
    t.wait('nothing to take back')
    check(len(office.steps('decide')) == 2 and len(office.steps('withdraw')) == 2, 'all is told')
    check(office.cell('sheet-1.png', 2, 'c3') == ('41', 'value', 'review'), 'as it was')


def killed_and_resumed(office):
    """kill -9 loses the figures being typed, and nothing else."""
    t = office.sit('li')
    t.wait('20 left')
    t.press('Enter')
    t.wait('19 left')
    t.press('+', '4', '7')
    t.wait('the paper says> 47')
    os.kill(t.program(), signal.SIGKILL)
    check(t.wait_end() != 0, 'it was killed')
    check(office.cell('sheet-1.png', 1, 'c5') == ('7', 'value', 'confirmed'), 'what was said is there')
    t = office.sit('wang')
    t.wait('19 left', 'Row 2', 'c3')  # its cell is free at once, for another person too
    t.press('2')
    t.wait('18 left')
    verified = subprocess.run([TAIZHANG, 'verify', '-a', office.archive], capture_output=True)
    check(verified.returncode == 0, verified.stderr)


def no_key_for_what_is_not_seen(office):
    """Somebody holds the archive, the screen stands still, and Enter is pressed once more."""
    t = office.sit('li')
    t.wait('20 left', 'q end')
    holder = sqlite3.connect(os.path.join(office.archive, 'archive.db'), isolation_level=None)
    holder.execute('BEGIN EXCLUSIVE')
    t.press('Enter', 'Enter', 'Enter')
    time.sleep(4)  # longer than anybody waits before pressing again
    holder.execute('COMMIT')
    holder.close()
    t.wait('19 left', 'q end')
    t.press('+', '4', '7', 'Enter')
    t.wait('18 left')
    check(len(office.steps('decide')) == 2, 'one word for each question that was seen')


def two_reviewers(office):
    """Never asked the same, and nothing asked of nobody."""
    li = office.sit('li', '--second', 'none')
    li.wait('Row 1  东村', 'c5')
    wang = office.sit('wang', '--second', 'none')
    wang.wait('Row 2  西村', 'c3')
    people = [li, wang]
    while people:
        for person in list(people):
            screen = person.wait('left', 'q end')
            if 'Nothing more to ask' in screen:
                people.remove(person)
                continue
            person.press('p')
            person.wait('left', absent=[screen])
    places = [(step['source'], step['row'], step['column']) for step in office.steps('decide')]
    check(len(places) == 20 and len(set(places)) == 20, f'each cell once: {len(places)}')
    names = {step['who'] for step in office.steps('decide')}
    check(names == {'li', 'wang'}, f'both decided: {names}')


def second_pair_of_eyes(office):
    """A struck cell is keyed again blind; a third person settles what differs."""
    li = office.sit('li', '--column', 'c4')
    li.wait('2 left', 'struck out')
    li.press('Enter', 'Enter')
    li.wait('Nothing more to ask')
    li.press('q')
    li.wait_end()
    wang = office.sit('wang', '--column', 'c4')
    screen = wang.wait('2 left', 'a second pair of eyes', 'what stands is not shown', 'q end')
    check('80 %' not in screen, 'it is blind')
    wang.press('8', 'Enter')
    wang.wait('1 left')
    wang.press('9', 'Enter')
    wang.wait('Really')
    wang.press('y')
    wang.wait('Nothing more to ask')
    check(office.cell('sheet-2.png', 3, 'c4')[0] == '8', 'a second word decides nothing')
    zhao = office.sit('zhao', '--column', 'c4')
    zhao.wait('1 left', 'two persons read it differently')
    zhao.press('Enter')
    zhao.wait('choose 1 or 2')
    zhao.press('1')
    zhao.wait('Nothing more to ask')
    check(len(office.steps('key')) == 3, 'each keying is told')


def mixed_in(office):
    """Accepted cells come unmarked among the doubtful ones."""
    t = office.sit('li', '--mix-in', '2', mix=True)
    t.wait('30 left')
    t.press('t')
    t.wait('next doubtful')
    t.press('Escape')
    for left in range(29, 0, -1):
        t.press('p')
        t.wait(f'{left} left')
    decided = {(step['source'], step['row'], step['column']) for step in office.steps('decide')}
    check(len(decided) >= 28, f'{len(decided)} were decided')


def personal_is_masked(office):
    """Seen in its own question, nowhere else."""
    t = office.sit('li', '--form', 'Q2')
    t.wait('Row 1', 'name', '王二')
    t.press('t')
    t.wait('···', '31?', absent=['王二', '李三'])
    t.press('Escape')
    t.wait('王二')
    t.press('c')
    t.wait('no other open cell')
    t.press('*')
    t.wait('age', '31', absent=['王二'])
    t.press('o')
    t.wait('Order of work', absent=['王二'])


def refuses_no_terminal(office):
    done = subprocess.run([TAIZHANG, 'review', '-a', office.archive], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    check(done.returncode == 1 and len(done.stderr.splitlines()) == 1, done.stderr)
    done = subprocess.run([TAIZHANG, 'review', '-a', office.archive, '--order', 'luck'],
                          capture_output=True, text=True)
    check(done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr)


def refuses_terminals_without_screens(office):
    for kind, words in (('dumb', 'cannot show screens (TERM=dumb)'), ('nonesuch', 'not known (TERM=nonesuch)'),
                        ('', 'TERM should')):
        t = office.sit('li', env={'TERM': kind})
        check(t.wait_end() == 1 and words in t.said() and len(t.said().splitlines()) == 1, t.said())


def the_queue_as_a_file(office):
    """export queue lists what review asks, in the same order, under the same filters."""
    def listed(*options):
        done = subprocess.run([TAIZHANG, 'export', '-a', office.archive, 'queue', *options],
                              capture_output=True, text=True, check=True)
        return [(row['source'], row['row'], row['column']) for row in csv.DictReader(io.StringIO(done.stdout))]

    for options in ([], ['--order', 'column'], ['--order', 'village'], ['--column', 'c5'],
                    ['--village', '东村'], ['--page', 'sheet-2.png'], ['--form', 'Q1', '--period', '2025-02']):
        wanted = listed(*options)
        check(wanted, f'{options} list something')
        t = office.sit('li', '--second', 'none', '--no-learn', *(options if '--order' in options
                                                                 else ['--order', 'effect', *options]))
        for left in range(len(wanted), 0, -1):
            t.wait(f'{left} left')
            t.press('p')
        t.wait('Nothing more to ask')
        told = [(step['source'], step['row'], step['column']) for step in office.steps('decide')]
        check(told[-len(wanted):] == wanted, f'{options}: {told} is not {wanted}')
        check(not listed(*options), f'{options} leave nothing')
        for left in range(1, len(wanted) + 1):
            t.press('/')
            t.wait(f'{left} left')
        check(listed(*options) == wanted, 'as before')
        t.press('q')
        t.wait_end()


def what_follows(office):
    """A session ends with what its decisions say of other cells, and touches no decision."""
    t = office.sit('li', '--column', 'c5')
    t.wait('10 left')
    for _ in range(3):
        t.press('*')
    t.wait('Row 5')
    t.press('2')
    t.wait('9 left')
    t.press('q')
    check(t.wait_end() == 0, 'it ends')
    check('weighed again by what was decided' in t.said(), t.said())
    check('learn' not in t.said(), 'too little was decided to learn from')
    check(office.cell('sheet-1.png', 5, 'c5') == ('1', 'value', 'corrected'), 'the decision stands')
    t = office.sit('li')
    t.wait('left')
    t.press('q')
    t.wait_end()
    check('weighed' not in t.said(), 'who decides nothing hears nothing')


def files_instead(office):
    """export queue out, review --batch in."""
    rows = sorted(office.export('queue'), key=lambda row: (row['source'], int(row['row']), row['column']))
    check(len(rows) == 20, f'{len(rows)} wait')
    path = os.path.join(office.folder, 'answers.csv')
    for row in rows:
        row['answer'] = '47' if row['column'] == 'c3' else '=' if row['value'] else '104'
    next(row for row in rows if row['value'] == '7')['value'] = '8'  # somebody else was faster
    with open(path, 'w', encoding='utf8') as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = subprocess.run([TAIZHANG, 'review', '-a', office.archive, '--as', 'li', '--batch', path, '--lang', 'en'],
                          capture_output=True, text=True)
    check(done.returncode == 1 and 'it stands as "7" by now' in done.stderr, done.stderr)
    check('19 decisions taken, 1 lines refused' in done.stderr, done.stderr)
    check(office.cell('sheet-1.png', 2, 'c3') == ('47', 'value', 'corrected'), 'an answer')
    check(office.cell('sheet-1.png', 4, 'c1')[0] == '104', 'what could not be read')
    check(len(office.export('queue')) == 1, 'one waits')


TESTS = [screens, chinese_screens, small_screens, window_too_small, letters_instead_of_blocks,
         no_colour_by_environment, resizing, every_key, chinese_input, typing_is_completed, contact_sheet, one_figure_of_a_hand, whole_sheet,
         orders_and_filters, later_and_done, undo_across_sessions, killed_and_resumed,
         no_key_for_what_is_not_seen, two_reviewers, second_pair_of_eyes, mixed_in, personal_is_masked, refuses_no_terminal,
         refuses_terminals_without_screens,
         the_queue_as_a_file, what_follows, files_instead]


def main():
    failed = []
    wanted = sys.argv[4:]
    subprocess.run([DRAW, BASE], check=True)
    for test in TESTS:
        if wanted and test.__name__ not in wanted:
            continue
        office = Office(test.__name__)
        try:
            test(office)
            print(f'ok      {test.__name__}', flush=True)
        except AssertionError as problem:
            failed.append(test.__name__)
            print(f'FAILED  {test.__name__}: {problem}', flush=True)
        finally:
            office.close()
    shutil.rmtree(TOP, ignore_errors=True)
    print(f'{checks} checks, {len(failed)} tests failed')
    if WRITE:
        print('golden screens were written: read them, then run again')
    return 1 if failed or WRITE else 0


if __name__ == '__main__':
    sys.exit(main())
