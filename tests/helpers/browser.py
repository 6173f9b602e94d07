"""Chromium without a window, driven over its DevTools protocol, for tests that look at pages."""

import base64
import itertools
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

from .ports import wait_for

PROGRAMS = ("chromium", "google-chrome", "chromium-browser")
PATIENCE = 120
RELOAD_AFTER = 60
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--no-first-run", "--disable-extensions", "--mute-audio",
    "--force-color-profile=srgb", "--remote-debugging-port=0", "--remote-allow-origins=*",
)  # fmt: skip
DROP = """(name, content) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name));
    const options = { dataTransfer: data, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent("drop", options));
}"""


class PageError(AssertionError):
    """A page threw an error or did not become what was waited for."""


class Chromium:
    """One browser with one page; a context manager.

    :param size: width and height of the page in pixels
    :param scale: device pixels to a pixel
    :raises FileNotFoundError: there is no Chromium on this machine
    """

    def __init__(self, size=(1280, 800), scale=1):
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if not program:
            raise FileNotFoundError("Chromium is missing. Mend: apt-get install chromium")
        self._program, self._size, self._scale = program, size, scale
        self._folder = Path(tempfile.mkdtemp(prefix="chromium-"))
        self._numbers = itertools.count(1)
        self._process = self._socket = None
        self.errors = []

    def __enter__(self):
        words = [self._program, *OPTIONS, f"--user-data-dir={self._folder}", "about:blank"]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(words, stdout=log, stderr=log)
        try:
            self._connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        if self._socket:
            self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _connect(self):
        address = wait_for(self._page_address, PATIENCE, "Chromium's start")
        self._socket = websocket.create_connection(address, timeout=PATIENCE)
        width, height = self._size
        for domain in ("Page", "Runtime"):
            self.command(f"{domain}.enable")
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=self._scale, mobile=False,
        )  # fmt: skip

    def _page_address(self):
        port_file = self._folder / "DevToolsActivePort"
        if self._process.poll() is not None:
            raise RuntimeError((self._folder / "log").read_text(errors="replace")[-2000:])
        if not port_file.is_file() or not port_file.read_text():
            return None
        port = port_file.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
            pages = [page for page in json.load(answer) if page["type"] == "page"]
        return pages[0]["webSocketDebuggerUrl"] if pages else None

    def command(self, method, **params):
        """Send one command of the protocol and return its result."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("method") == "Runtime.exceptionThrown":
                self.errors.append(_describe(message["params"]["exceptionDetails"]))
            if message.get("id") == number:
                break
        if "error" in message:
            raise PageError(f"{method}: {message['error']['message']}")
        return message["result"]

    def run(self, script):
        """Evaluate a script (a promise is waited for) and return its value."""
        result = self.command(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in result:
            raise PageError(_describe(result["exceptionDetails"]))
        return result["result"].get("value")

    def wait(self, condition, seconds=PATIENCE):
        """Wait until a script gives something true, and return that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                value = self.run(condition)
            except PageError:
                value = None  # the page is changing
            if value:
                return value
            time.sleep(0.2)
        where = self.run("location.href")
        raise PageError(f"Not within {seconds} s on {where}: {condition}; errors: {self.errors}")

    def wait_for(self, selector, seconds=PATIENCE):
        """Wait until an element that is seen matches the CSS selector."""
        self.wait(f"!!document.querySelector({json.dumps(selector)})?.offsetParent", seconds)

    def click(self, selector):
        """Click the first element that matches, once it is seen."""
        self.wait_for(selector)
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def drop(self, name, content):
        """Drop a file on the page.

        :param content: bytes
        """
        encoded = base64.b64encode(content).decode()
        self.run(f"({DROP})({json.dumps(name)}, {json.dumps(encoded)})")

    def open(self, url):
        """Go to an address and wait until the page is loaded."""
        self.run("window.leaving = true")
        self.command("Page.navigate", url=url)
        self.wait("!window.leaving && document.readyState === 'complete'")

    def log_in(self, url, db, login, password=None):
        """Log in to Odoo and wait for its menus; demo users' password is the login."""
        self.open(f"{url}/web/login?db={db}")
        fill = f"""
            document.querySelector('input[name=login]').value = {json.dumps(login)};
            document.querySelector('input[name=password]').value = {json.dumps(password or login)};
            document.querySelector('.oe_login_form').submit();
        """
        self.run(fill)
        try:
            self.wait_for(".o_main_navbar", RELOAD_AFTER)
        except PageError:
            # seen once on a busy machine: the page stays empty for good, and a person would reload
            self.open(f"{url}/odoo")
            self.wait_for(".o_main_navbar")

    def picture(self):
        """Return what is seen now as a PNG file's bytes, fonts and pictures loaded."""
        self.run("document.fonts.ready.then(() => true)")
        self.run("document.activeElement?.blur()")
        return base64.b64decode(self.command("Page.captureScreenshot", format="png")["data"])


def _describe(details):
    exception = details.get("exception", {})
    return exception.get("description") or exception.get("value") or details.get("text")
