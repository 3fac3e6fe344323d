"""A person at the login and consent pages: reads forms, fills them in, presses buttons."""

import html.parser
import urllib.parse

import requests

from steps import Deviation, expect


class Form:
    """One form of a page, with what it would send if nothing were typed."""

    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.values = {}
        self.types = {}
        self.buttons = []

    def add(self, tag, attributes):
        name = attributes.get("name")
        kind = (attributes.get("type") or ("submit" if tag == "button" else "text")).lower()
        value = attributes.get("value") or ""
        if kind == "submit":
            self.buttons.append((name, value))
        elif name and kind in ("checkbox", "radio"):
            if "checked" in attributes:
                self.values[name] = value or "on"
        elif name and kind not in ("reset", "button"):
            self.values[name] = value
            self.types[name] = kind

    def field(self, kind):
        """The name of the only field of a type."""
        names = [name for name, other in self.types.items() if other == kind]
        expect(len(names) == 1, f"expected one field of type '{kind}' in the form, received {names}")
        return names[0]


class FormReader(html.parser.HTMLParser):
    """Finds the forms of a page."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.form = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.form = Form(attributes)
            self.forms.append(self.form)
        elif tag in ("input", "button") and self.form is not None:
            self.form.add(tag, attributes)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


class Person:
    """Someone with an account and a browser without scripts."""

    def __init__(self, authority, username, password):
        self.username = username
        self.password = password
        self.browser = requests.Session()
        self.browser.verify = authority
        self.browser.trust_env = False

    def answer(self, url, redirect_uri, agrees=True):
        """Follows an authorization request through its pages; the URL that the client gets back."""
        reply = self.browser.get(url, allow_redirects=False, timeout=10)
        for _ in range(10):
            if reply.is_redirect:
                target = urllib.parse.urljoin(reply.url, reply.headers["Location"])
                if target.split("?")[0] == redirect_uri.split("?")[0]:
                    return target
                reply = self.browser.get(target, allow_redirects=False, timeout=10)
                continue
            expect(
                reply.status_code == 200,
                f"expected a page at {reply.url}, received {reply.status_code}: {reply.text[:300]}",
            )
            reply = self._submit(reply, agrees)
        raise Deviation("ten pages did not lead back to the client")

    def _submit(self, page, agrees):
        reader = FormReader()
        reader.feed(page.text)
        expect(len(reader.forms) == 1, f"expected one form at {page.url}, received {len(reader.forms)}")
        form = reader.forms[0]
        values = dict(form.values)
        if "password" in form.types.values():
            values[form.field("text")] = self.username
            values[form.field("password")] = self.password
        else:
            # To agree is the first of the choices; to refuse says so.
            choices = [(name, value) for name, value in form.buttons if name]
            fitting = [pair for pair in choices if agrees or pair[1] == "deny"]
            expect(fitting, f"expected buttons to agree and to 'deny', received {form.buttons}")
            values[fitting[0][0]] = fitting[0][1]
        expect(form.method == "post", "a form with secrets must be posted")
        return self.browser.post(
            urllib.parse.urljoin(page.url, form.action),
            data=values,
            allow_redirects=False,
            timeout=10,
        )
