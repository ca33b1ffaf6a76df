#!/usr/bin/env python3
"""Whatever becomes of the README's pictures, no terminal stays behind.

    test_take_screens.py TAIZHANG DRAW_QUEUE SCREEN_PICTURE TAKE_SCREENS
"""
import os
import signal
import subprocess
import sys
import tempfile
import time

TAIZHANG, DRAW, PICTURE, TAKE = sys.argv[1:5]


def servers(folder):
    """Processes whose words name the folder: tmux has its socket's path there."""
    found = []
    for process in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{process}/cmdline', 'rb') as source:
                words = source.read().decode('utf8', 'replace')
        except OSError:
            continue
        if folder in words and words.startswith('tmux'):
            found.append(int(process))
    return found


def start(folder, patience):
    archive, temporary = os.path.join(folder, 'archive'), os.path.join(folder, 'tmp')
    os.makedirs(temporary, exist_ok=True)
    if not os.path.exists(archive):
        subprocess.run([TAIZHANG, 'init', '-q', archive], check=True)
    return subprocess.Popen(
        [sys.executable, TAKE, TAIZHANG, DRAW, PICTURE, archive, folder],
        env={**os.environ, 'TMPDIR': temporary, 'TZ_PATIENCE': str(patience)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def screen_never_comes(folder):
    """An archive without the question that is looked for."""
    process = start(folder, 2)
    said = process.communicate()[1]
    assert process.returncode != 0, 'pictures of nothing were taken'
    assert 'did not come' in said, said
    assert not servers(folder), servers(folder)


def stopped_while_it_waits(folder):
    process = start(folder, 600)
    while not servers(folder):
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.communicate()
    assert process.returncode != 0
    assert not servers(folder), servers(folder)


def main():
    with tempfile.TemporaryDirectory(prefix='tz-take-') as folder:
        tests = (screen_never_comes, stopped_while_it_waits)
        for test in tests:
            test(folder)
            assert not os.listdir(os.path.join(folder, 'tmp')), 'its folder stayed'
        print(f'{len(tests)} tests')


if __name__ == '__main__':
    main()
