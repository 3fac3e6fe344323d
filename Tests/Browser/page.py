"""A report in a browser, and what the browser itself says about it."""

import json
import os
import pathlib
import sys
import time

# The browser is the one that signs in at the reference server.
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Interop"))

from devtools import Browser  # noqa: E402


class Page(Browser):
    """One report from disk. Whatever it asks the network for or says on the console is kept."""

    def __init__(self, program, profile, scripts=True):
        self.requests = []
        self.messages = []
        super().__init__(program, profile, scripts)
        for domain in ("Runtime", "Log", "Accessibility", "Performance"):
            self.tell(domain + ".enable")

    def _note(self, event):
        super()._note(event)
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent" and parameters.get("type") != "Document":
            self.requests.append(parameters["request"]["url"][:200])
        elif method == "Runtime.consoleAPICalled":
            self.messages.append(json.dumps(parameters.get("args"))[:300])
        elif method == "Runtime.exceptionThrown":
            self.messages.append(json.dumps(parameters["exceptionDetails"])[:300])
        elif method == "Log.entryAdded":
            self.messages.append(parameters["entry"]["text"][:300])

    def show(self, path):
        """Opens a file, and waits until it is painted."""
        self.requests.clear()
        self.messages.clear()
        self.open(pathlib.Path(path).resolve().as_uri())

    def ask(self, expression):
        """The value of an expression, which may be a function's body."""
        if "return " in expression:
            expression = f"(() => {{ {expression} }})()"
        answer = self.tell("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(json.dumps(answer["exceptionDetails"])[:500])
        return answer["result"].get("value")

    def media(self, kind="", scheme="light"):
        """Screen or paper, day or night."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.tell("Emulation.setEmulatedMedia", media=kind, features=[feature])

    def window(self, width, height=900, telephone=False):
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if telephone else 1,
            mobile=telephone,
        )

    def key(self, name, code=None, text=None):
        """Presses one key."""
        number = {"Tab": 9, "Enter": 13, " ": 32}[name]
        key = {"key": name, "code": code or name, "windowsVirtualKeyCode": number}
        if text:
            key["text"] = text
        for kind in ("keyDown", "keyUp"):
            self.tell("Input.dispatchKeyEvent", type=kind, **key)

    def click(self, selector):
        """Clicks the middle of the first element that fits, without waiting for another page."""
        place = self.ask(
            f"const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center', behavior: 'instant'});"
            "const r = e.getClientRects()[0];"
            "return {x: r.x + Math.min(r.width / 2, 40), y: r.y + r.height / 2};"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.tell("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)
        time.sleep(0.2)

    def lay_out(self):
        """Lays out what is far from the window too: until then the tree has no names for it."""
        self.ask(
            "document.querySelectorAll('*').forEach(e => {"
            "if (getComputedStyle(e).contentVisibility === 'auto')"
            " e.style.contentVisibility = 'visible'; })"
        )

    def unfold(self):
        """Opens everything that is folded."""
        self.ask("document.querySelectorAll('details').forEach(d => d.open = true)")

    def screenshot(self, path):
        import base64

        data = self.tell("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
