"""Reports of targets that mean harm.

    hostile.py serve                  a server whose every text tries to act; prints its URL
    hostile.py spoil FROM TO          copies a run, with harm in every text of its results
    hostile.py defects SEED           five defects by chance, out of the list on standard input
"""

import http.server
import json
import os
import random
import sys

# Each would set a global, ask for something, hide or reorder text, or break a line.
HARM = [
    "<script>pwned=1</script>",
    "</script><script>pwned=1</script>",
    "<img src=x onerror=pwned=1>",
    "<svg onload=pwned=1><style>*{display:none}</style>",
    "\"><details open ontoggle=pwned=1>",
    "' autofocus onfocus=pwned=1 x='",
    "</style></title></textarea><script>pwned=1</script>",
    "javascript:pwned=1//",
    "data:text/html,<script>pwned=1</script>",
    "<!--pwned--><base href=//pwned.example/><meta http-equiv=refresh content=0;url=//pwned.example>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe><link rel=stylesheet href=//pwned.example>",
    "]]>&lt;pwned&#x3c;script>&quot;",
    "\u202epwned\u202c \u2066pwned\u2069 \u200b\ufeff",
    "\x1b[2Jpwned\x07\x00\x9b",
    "pwned" + "\u0301" * 300,
    "pwned" * 400,
    "\ufdfd" * 40 + "pwned",
    "${pwned} {{pwned}} <%= pwned %>",
    "line\r\none\n::error::pwned\n",
    "\udcffpwned".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]


def harm(number):
    return HARM[number % len(HARM)]


# MARK: a server


class Server(http.server.BaseHTTPRequestHandler):
    """Answers everything, with harm in the names, the values and the fields of the head."""

    protocol_version = "HTTP/1.1"
    count = 0

    def do_GET(self):
        Server.count += 1
        origin = "http://" + self.headers.get("Host", "nowhere")
        members = {f"{harm(n)} {n}": harm(n + Server.count) for n in range(len(HARM))}
        members.update(
            cds_metadata_version=harm(Server.count),
            cds_metadata_url=origin + "/.well-known/cds-server-metadata.json",
            url="javascript:pwned=1",
            name=harm(Server.count + 1),
            created="<b>pwned</b>",
            updated=harm(Server.count + 2),
            capabilities=["oauth", "coverage", harm(Server.count)],
            oauth_metadata=origin + "/.well-known/oauth-authorization-server",
            coverage=origin + "/coverage?<script>pwned=1</script>",
            coverage_entries=[{"id": harm(n), "type": {"x": harm(n)}} for n in range(5)],
        )
        body = json.dumps(members, ensure_ascii=Server.count % 2 == 0).encode(
            "utf-8", "surrogatepass"
        )
        self.send_response_only(200, "<script>pwned=1</script>")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-<b>", "<script>pwned=1</script>")
        self.send_header("Link", '<javascript:pwned=1>; rel="x"')
        self.send_header("ETag", '"\'><img src=x onerror=pwned=1>"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


# MARK: results

# What a reader of results.json holds to a form of its own; everything else is free text.
FORMAL = {
    "id", "verdict", "level", "severity", "blame", "way", "start", "sha256", "seed", "test",
    "requirement", "exit", "request", "response", "base64", "control",
}  # fmt: skip


class Spoiler:
    def __init__(self):
        self.known = {}

    def text(self, value):
        """One text is spoiled alike wherever it stands: results that contradict each other are refused."""
        return self.known.setdefault(value, f"{value} {harm(len(self.known))}")

    def spoil(self, value, name=None):
        if isinstance(value, dict):
            return {key: self.spoil(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self.spoil(item, name) for item in value]
        if isinstance(value, str) and name not in FORMAL and not self.is_reference(value, name):
            return self.text(value)
        return value

    @staticmethod
    def is_reference(value, name):
        # The rows' checks are named by id.
        return name in ("checks", "lacked_hook") or (name == "format" and value.isdigit())


def spoil(source, target):
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(source, "results.json"), encoding="utf-8") as file:
        document = json.load(file)
    spoiled = Spoiler().spoil(document)
    with open(os.path.join(target, "results.json"), "w", encoding="utf-8") as file:
        json.dump(spoiled, file, ensure_ascii=False)
    evidence = os.path.join(source, "evidence", "exchanges.jsonl")
    os.makedirs(os.path.join(target, "evidence"), exist_ok=True)
    os.link(evidence, os.path.join(target, "evidence", "exchanges.jsonl"))


def defects(seed):
    known = [d["id"] for d in json.load(sys.stdin) if not d["needsTLS"]]
    print(*sorted(random.Random(seed).sample(known, 5)))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    elif sys.argv[1] == "spoil":
        spoil(*sys.argv[2:4])
    else:
        defects(sys.argv[2])
