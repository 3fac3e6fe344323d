"""A browser that is told what to do over the DevTools protocol, with the standard library alone."""

import base64
import json
import os
import re
import socket
import struct
import subprocess
import time
import urllib.parse


class Socket:
    """A WebSocket (RFC 6455) as a client has it; text messages, whole ones."""

    def __init__(self, url):
        place = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((place.hostname, place.port), timeout=30)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            (
                f"GET {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                "Sec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(f"the browser answers {head[:80]!r}")

    def send(self, text):
        data = text.encode()
        mask = os.urandom(4)
        if len(data) < 126:
            head = struct.pack("!BB", 0x81, 0x80 | len(data))
        elif len(data) < 1 << 16:
            head = struct.pack("!BBH", 0x81, 0x80 | 126, len(data))
        else:
            head = struct.pack("!BBQ", 0x81, 0x80 | 127, len(data))
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
        self.socket.sendall(head + mask + masked)

    def receive(self):
        message = bytearray()
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", self._take(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", self._take(8))
            payload = self._take(length)
            if first & 0x0F == 8:
                raise ConnectionError("the browser has closed the connection")
            if first & 0x0F in (0, 1, 2):
                message += payload
                if first & 0x80:
                    return message.decode()

    def _take(self, count):
        taken = bytearray(self.buffer[:count])
        self.buffer = self.buffer[count:]
        # Trees of large pages are tens of megabytes: each byte is copied once.
        while len(taken) < count:
            taken += self._more(count - len(taken))
        return bytes(taken)

    def _more(self, limit=1 << 16):
        data = self.socket.recv(min(limit, 1 << 20))
        if not data:
            raise ConnectionError("the browser has gone")
        return data


class Browser:
    """Chromium with one page, whose scripts are switched off unless they are asked for."""

    def __init__(self, program, profile, scripts=False):
        self.process = subprocess.Popen(
            [
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--no-first-run",
                "--hide-scrollbars",
                "--window-size=900,1000",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.number = 0
        self.session = None
        self.responses = {}
        port, path = self._place(profile)
        self.socket = Socket(f"ws://127.0.0.1:{port}{path}")
        targets = self.tell("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        self.session = self.tell(
            "Target.attachToTarget", targetId=page["targetId"], flatten=True
        )["sessionId"]
        for domain in ("Page", "DOM", "Network"):
            self.tell(domain + ".enable")
        self.tell("Emulation.setScriptExecutionDisabled", value=not scripts)

    def _place(self, profile):
        """The port and path that Chromium writes down when it listens."""
        for _ in range(600):
            try:
                with open(os.path.join(profile, "DevToolsActivePort"), encoding="ascii") as file:
                    lines = file.read().split("\n")
                if len(lines) == 2 and lines[1]:
                    return lines[0], lines[1]
            except FileNotFoundError:
                pass
            if self.process.poll() is not None:
                raise ConnectionError("the browser did not start")
            time.sleep(0.1)
        raise ConnectionError("the browser does not listen")

    def close(self):
        try:
            self.session = None
            self.tell("Browser.close")
            self.process.wait(timeout=10)
        except (ConnectionError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()

    def start(self, method, **parameters):
        """Sends a command without waiting for its answer."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))

    def tell(self, method, **parameters):
        """Carries out one command."""
        self.start(method, **parameters)
        while True:
            answer = json.loads(self.socket.receive())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise ConnectionError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self._note(answer)

    def _note(self, event):
        if event.get("method") == "Network.responseReceived":
            parameters = event["params"]
            if parameters["type"] == "Document":
                self.responses[parameters["response"]["url"]] = parameters["response"]

    def _settle(self, event):
        """Waits for an event."""
        while True:
            message = json.loads(self.socket.receive())
            self._note(message)
            if message.get("method") == event:
                return

    # What a person does

    def open(self, url):
        self.start("Page.navigate", url=url)
        self._settle("Page.loadEventFired")

    def type(self, selector, text):
        self.tell("DOM.focus", nodeId=self._node(selector))
        self.tell("Input.insertText", text=text)

    def press(self, selector):
        """Presses a button with the mouse, and waits for the page that comes of it."""
        quad = self.tell("DOM.getContentQuads", nodeId=self._node(selector))["quads"][0]
        place = {"x": sum(quad[0::2]) / 4, "y": sum(quad[1::2]) / 4}
        for kind in ("mousePressed", "mouseReleased"):
            self.start("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)
        self._settle("Page.loadEventFired")

    def enter(self):
        """Presses the enter key, and waits for the page that comes of it."""
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        for kind in ("keyDown", "keyUp"):
            self.start("Input.dispatchKeyEvent", type=kind, **key)
        self._settle("Page.loadEventFired")

    def _node(self, selector):
        root = self.tell("DOM.getDocument")["root"]["nodeId"]
        node = self.tell("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        if not node:
            raise AssertionError(f"nothing on the page is '{selector}': {self.words}")
        return node

    # What a person sees

    @property
    def url(self):
        return self.tell("Page.getFrameTree")["frameTree"]["frame"]["url"]

    @property
    def status(self):
        """The status of the response that made the page."""
        return self.responses[self.url]["status"]

    @property
    def text(self):
        """The page as HTML."""
        root = self.tell("DOM.getDocument")["root"]["nodeId"]
        return self.tell("DOM.getOuterHTML", nodeId=root)["outerHTML"]

    @property
    def words(self):
        """The page without its marks."""
        body = self.text.partition("<body>")[2]
        return " ".join(re.sub(r"<[^>]*>", " ", body).split())

    def names(self, role):
        """How those who listen to the page hear of everything with a role."""
        nodes = self.tell("Accessibility.getFullAXTree")["nodes"]
        return [
            node.get("name", {}).get("value", "")
            for node in nodes
            if not node.get("ignored") and node.get("role", {}).get("value") == role
        ]

    def picture(self, path, dark=False, width=None):
        """Takes a picture, by day or by night, of a wide window or a narrow one."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme])
        if width:
            self.tell(
                "Emulation.setDeviceMetricsOverride",
                width=width,
                height=800,
                deviceScaleFactor=2,
                mobile=True,
            )
            sizes = self.tell("Page.getLayoutMetrics")
            if sizes["cssContentSize"]["width"] > width:
                raise AssertionError(f"the page is wider than a window of {width} pixels")
        data = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
        if width:
            self.tell("Emulation.clearDeviceMetricsOverride")
        self.tell("Emulation.setEmulatedMedia", features=[])
