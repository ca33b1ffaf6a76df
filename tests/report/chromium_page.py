"""A page in headless Chromium, driven over its debugging pipe (file descriptors
3 and 4; each message is JSON ended by a zero byte)."""
import base64
import json
import os
import subprocess
import tempfile


class Browser:
    def __init__(self, program="chromium", width=1100, height=900):
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        self.profile = tempfile.TemporaryDirectory()

        def hand_over():
            # the ends are moved out of the way first: 3 or 4 may be one of them
            ends = [os.dup(to_read), os.dup(from_write)]
            for target, end in zip((3, 4), [os.dup(one) for one in ends]):
                os.dup2(end, target)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--hide-scrollbars",
             "--remote-debugging-pipe", f"--window-size={width},{height}",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=hand_over, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.out = os.fdopen(to_write, "wb", buffering=0)
        self.into = os.fdopen(from_read, "rb", buffering=0)
        self.rest = b""
        self.number = 0
        self.events = []
        self.session = None
        target = next(one for one in
                      self.call("Target.getTargets")["targetInfos"]
                      if one["type"] == "page")
        self.session = self.call("Target.attachToTarget",
                                 targetId=target["targetId"],
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.rest:
            piece = self.into.read(1 << 16)
            if not piece:
                raise SystemExit("chromium ended")
            self.rest += piece
        one, self.rest = self.rest.split(b"\0", 1)
        return json.loads(one)

    def call(self, method, **parameters):
        self.number += 1
        asked = {"id": self.number, "method": method, "params": parameters}
        if self.session is not None:
            asked["sessionId"] = self.session
        self.out.write(json.dumps(asked).encode() + b"\0")
        while True:
            got = self.message()
            if got.get("id") == self.number:
                if "error" in got:
                    raise SystemExit(f"{method}: {got['error']['message']}")
                return got["result"]
            self.events.append(got)

    def wait(self, event):
        while all(one.get("method") != event for one in self.events):
            self.events.append(self.message())

    def open(self, path):
        self.events = []
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        self.wait("Page.loadEventFired")

    def ask(self, script):
        """What a script comes to."""
        got = self.call("Runtime.evaluate", expression=script,
                        returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise SystemExit(f"{script}: {got['exceptionDetails']}")
        return got["result"].get("value")

    def click(self, selector):
        """Click as a person does: on the middle of what is to be seen."""
        x, y = self.ask(
            "(() => { const e = document.querySelector(%s);"
            " e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const b = e.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
            % json.dumps(selector))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y,
                      button="left", clickCount=1)

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key,
                      windowsVirtualKeyCode=code)

    def colours(self, scheme):
        """"light" or "dark"."""
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme",
                             "value": scheme}])

    def picture(self, path=None, clip=None):
        """PNG of what is to be seen."""
        more = {"clip": dict(clip, scale=1)} if clip else {}
        data = base64.b64decode(self.call("Page.captureScreenshot",
                                          format="png", **more)["data"])
        if path is not None:
            with open(path, "wb") as file:
                file.write(data)
        return data

    def pdf(self, path):
        got = self.call("Page.printToPDF", preferCSSPageSize=True,
                        printBackground=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(got["data"]))

    def complaints(self):
        """What the page said that it should not, and what it asked for."""
        said = []
        for one in self.events:
            method, more = one.get("method"), one.get("params", {})
            if method == "Log.entryAdded":
                said.append(more["entry"]["text"])
            elif method in ("Runtime.consoleAPICalled",
                            "Runtime.exceptionThrown"):
                said.append(json.dumps(more)[:300])
            elif method == "Network.requestWillBeSent" and not \
                    more["request"]["url"].startswith(("file:", "data:")):
                said.append("asked for " + more["request"]["url"])
        return said

    def close(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait()
        self.out.close()
        self.into.close()
        self.profile.cleanup()
