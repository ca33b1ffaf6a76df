"""A real terminal for tests: tmux without its own keys, polled, never slept for."""
import os
import subprocess
import time

# How long a screen may take to come. A machine that is busy with other work
# takes a hundred times as long as an idle one; only a failure waits to the end.
PATIENCE = float(os.environ.get('TZ_PATIENCE', '120'))


class Terminal:
    """One program in one tmux server of its own."""

    def __init__(self, folder, name, words, rows=24, columns=80, env=None):
        self.socket = os.path.join(folder, name + '.sock')
        self.errors = os.path.join(folder, name + '.err')
        self.ended = os.path.join(folder, name + '.end')
        for path in (self.errors, self.ended):
            if os.path.exists(path):
                os.unlink(path)
        settings = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': '', 'TERM': 'tmux-256color', **(env or {})}
        settings.setdefault('NO_COLOR', '')
        for key in ('LSAN_OPTIONS', 'ASAN_OPTIONS', 'TAIZHANG_DATA'):
            if key in os.environ:
                settings[key] = os.environ[key]
        assign = ' '.join(f"{key}='{value}'" for key, value in settings.items())
        command = ' '.join("'" + word.replace("'", "'\\''") + "'" for word in words)
        shell = f"env {assign} {command} 2>'{self.errors}'; echo $? >'{self.ended}'"
        # Set before the program starts, which may end at once.
        self.tmux('-f', '/dev/null', 'set', '-g', 'remain-on-exit', 'on', ';',
                  'new-session', '-d', '-x', str(columns), '-y', str(rows), shell)

    def tmux(self, *words, check=True):
        done = subprocess.run(['tmux', '-u', '-S', self.socket, *words], capture_output=True,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'TMUX': ''})
        if check and done.returncode != 0:
            raise AssertionError(f'tmux {words}: {done.stderr.decode()}')
        return done.stdout.decode('utf8', 'replace')

    def press(self, *keys):
        """Names as tmux has them (Enter, Escape, Up), else what is typed."""
        for key in keys:
            named = key in ('Enter', 'Escape', 'Up', 'Down', 'Left', 'Right', 'BSpace', 'Space', 'Tab')
            self.tmux('send-keys', *([] if named else ['-l']), key)

    def screen(self, colours=False):
        return self.tmux('capture-pane', '-p', *(['-e', '-N'] if colours else []), check=False)

    def wait_until(self, as_wanted, wanted, colours=False):
        """The screen, once it is as wanted; it may be caught while it is painted.

        What is asked of a screen belongs in here: looked at afterwards, it may be
        one that still had to be painted.
        """
        end = time.monotonic() + PATIENCE
        while True:
            screen = self.screen(colours)
            if as_wanted(screen):
                return screen
            if time.monotonic() > end:
                raise AssertionError(f'{wanted} did not come:\n{screen}\n{self.said()}')
            time.sleep(0.03)

    def wait(self, *words, absent=()):
        """The screen, once all words are on it and none of the absent ones."""
        return self.wait_until(lambda screen: all(word in screen for word in words)
                               and not any(word in screen for word in absent),
                               f'{words} (absent: {absent})')

    def resize(self, rows, columns):
        self.tmux('resize-window', '-x', str(columns), '-y', str(rows))

    def program(self):
        """The process that runs in the terminal, below its shell."""
        shell = self.tmux('list-panes', '-F', '#{pane_pid}').split()[0]
        with open(f'/proc/{shell}/task/{shell}/children', encoding='utf8') as source:
            return int(source.read().split()[0])

    def said(self):
        if not os.path.exists(self.errors):
            return ''
        with open(self.errors, encoding='utf8') as source:
            return source.read()

    def wait_end(self):
        """Exit status, once the program has ended."""
        end = time.monotonic() + PATIENCE
        while not os.path.exists(self.ended) or not open(self.ended).read().strip():
            if time.monotonic() > end:
                raise AssertionError('it did not end:\n' + self.screen())
            time.sleep(0.03)
        with open(self.ended) as source:
            return int(source.read())

    def close(self):
        self.tmux('kill-server', check=False)
