"""A person at the authorization endpoint, in a real browser.

    browser.py URL CHROMIUM PROFILE_FOLDER PICTURE_FOLDER
"""

import base64
import hashlib
import http.server
import json
import os
import re
import secrets
import sys
import threading
import urllib.parse
import urllib.request

from devtools import Browser
from steps import Steps, expect


class Client:
    """A client with a redirect URI on this machine, and what it knows of the server."""

    def __init__(self, url):
        self.metadata = self.ask(url + "/.well-known/oauth-authorization-server")
        self.listen()

    def ask(self, url, body=None, method=None, headers=None):
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            headers = {"Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(url, body, headers or {}, method=method)
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)

    def token(self, party, **form):
        pair = f"{party['client_id']}:{party['client_secret']}".encode()
        headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}
        body = urllib.parse.urlencode(form).encode()
        return self.ask(self.metadata["token_endpoint"], body, headers=headers)

    def register(self):
        admin = self.ask(
            self.metadata["registration_endpoint"],
            {
                "client_name": "Meter Reader",
                "client_uri": "https://client.example/",
                "scope": "cds_client_admin lakeland_usage",
                "cds_lakeland_privacy_officer": "privacy@client.example",
            },
        )
        token = self.token(admin, grant_type="client_credentials", scope="cds_client_admin")
        self.bearer = {"Authorization": "Bearer " + token["access_token"]}
        clients = self.ask(self.metadata["cds_clients_api"], headers=self.bearer)["clients"]
        self.party = next(client for client in clients if client["response_types"] == ["code"])
        api = self.metadata["cds_credentials_api"]
        query = "?client_ids=" + self.party["client_id"]
        credentials = self.ask(api + query, headers=self.bearer)["credentials"]
        self.party["client_secret"] = credentials[0]["client_secret"]

    def add_redirect(self):
        """Adds the redirect URI on this machine to the one that the server has made."""
        changed = {key: value for key, value in self.party.items() if key != "client_secret"}
        changed["redirect_uris"] = self.party["redirect_uris"] + [self.redirect_uri]
        found = self.ask(self.party["cds_client_uri"], changed, "PUT", self.bearer)
        expect(self.redirect_uri in found["redirect_uris"], f"received {found['redirect_uris']}")

    def request(self, **more):
        """The URL of a new authorization request."""
        self.verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        parameters = {
            "response_type": "code",
            "client_id": self.party["client_id"],
            "scope": "lakeland_usage",
            "state": "tide & time",
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
            **more,
        }
        return self.metadata["authorization_endpoint"] + "?" + urllib.parse.urlencode(parameters)

    def listen(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(b"<!doctype html><title>Back</title><p>Back at the client.")

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.redirect_uri = f"http://127.0.0.1:{server.server_address[1]}/back"


def flows(step, client, browser, pictures):
    """Everything that the person does, in order."""

    def picture(name, **options):
        browser.picture(os.path.join(pictures, name + ".png"), **options)

    with step("the client registers"):
        client.register()

    details = [{"type": "lakeland_usage", "lakeland_months": 18, "lakeland_interval": "daily"}]
    with step("the login says who asks, and every field has a label"):
        browser.open(client.request(authorization_details=json.dumps(details)))
        expect("Meter Reader" in browser.words, f"received {browser.words}")
        expect(browser.names("heading") == ["Sign in"], f"received {browser.names('heading')}")
        expect(browser.names("textbox") == ["Username", "Password"], str(browser.names("textbox")))
        expect(browser.names("button") == ["Sign in", "Cancel"], str(browser.names("button")))
        picture("login")
        picture("login-dark", dark=True)
        picture("login-telephone", width=320)

    with step("a wrong password is told"):
        browser.type("input[name=username]", "ada")
        browser.type("input[type=password]", "lakeside-0")
        browser.press("button.main")
        expect(browser.names("alert") != [], "nothing is announced")
        expect("password is wrong" in browser.words, f"received {browser.words}")
        picture("login-again")

    with step("the right one leads to the consent, which says what is asked for"):
        browser.type("input[type=password]", "lakeside-1")
        browser.enter()
        for words in ("Energy usage", "Months of history 18", "Daily", "Ada", "test data"):
            expect(words in browser.words, f"expected '{words}', received {browser.words}")
        picture("consent")
        picture("consent-dark", dark=True)
        picture("consent-telephone", width=320)

    with step("agreeing leads to the receipt"):
        browser.press("button[value=approve]")
        place = urllib.parse.urlsplit(browser.url)
        code = urllib.parse.parse_qs(place.query)["code"][0]
        default = client.party["cds_default_redirect_uri"]
        expect(browser.url.split("?")[0] == default, f"received {browser.url}")
        receipt = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", browser.words)
        expect(receipt is not None, f"received {browser.words}")
        picture("receipt")
        picture("receipt-dark", dark=True)
        picture("receipt-telephone", width=320)

    with step("the code of the receipt's address is good, and the grant lists the receipt"):
        granted = client.token(
            client.party, grant_type="authorization_code", code=code, code_verifier=client.verifier
        )
        expect(granted["token_type"].lower() == "bearer", f"received {granted}")
        grants = client.ask(
            client.metadata["cds_grants_api"] + "?receipt_confirmations=" + receipt.group(),
            headers=client.bearer,
        )["grants"]
        expect(len(grants) == 1, f"expected one grant, received {len(grants)}")

    with step("saying no leads to a page that says so"):
        browser.open(client.request())
        expect("Energy usage" in browser.words, "the browser has forgotten who has signed in")
        browser.press("button[value=deny]")
        expect("error=access_denied" in browser.url, f"received {browser.url}")
        expect("No access was given" in browser.words, f"received {browser.words}")
        picture("declined")

    with step("another account can be chosen"):
        browser.open(client.request())
        browser.press("button[value=switch]")
        browser.type("input[name=username]", "bert")
        browser.type("input[type=password]", "lakeside-2")
        browser.press("button.main")
        expect("Bert" in browser.words, f"received {browser.words}")

    with step("a request with a mistake is not passed on"):
        browser.open(client.request(redirect_uri="https://elsewhere.example/"))
        expect("This cannot go on" in browser.words, f"received {browser.words}")
        picture("mistake")

    with step("the browser lets forms lead back to the client's own redirect URI"):
        client.add_redirect()
        browser.open(client.request(redirect_uri=client.redirect_uri))
        browser.press("button[value=approve]")
        expect("Back at the client" in browser.words, f"received {browser.url}: {browser.words}")
        expect("state=tide+%26+time" in browser.url, f"received {browser.url}")


def main(url, program, profile, pictures):
    client = Client(url)
    browser = Browser(program, profile)
    steps = Steps()
    try:
        steps.run(flows, client, browser, pictures)
    finally:
        browser.close()
    print(f"    {steps.done} steps as they should be, {len(steps.failed)} not")
    return 1 if steps.failed or not steps.done else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
