"""What the discovery tests share: one session, and every document read once.

Which requirements a test decides stands in its mark `clause`; --decisions FILE writes what was decided.
"""

import json
from pathlib import Path

import pytest
import requests
from formats import PEERS, read_json


def pytest_addoption(parser):
    parser.addoption("--url", required=True)
    parser.addoption("--decisions")


def pytest_configure(config):
    config.addinivalue_line("markers", "clause(*ids): the requirements that the test decides")
    config.decisions = []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.when == "call" or report.outcome != "passed":
        clauses = [name for mark in item.iter_markers("clause") for name in mark.args]
        outcome = "error" if report.when != "call" and report.failed else report.outcome
        item.config.decisions.append([item.name, outcome, clauses])


def pytest_sessionfinish(session):
    path = session.config.getoption("--decisions")
    if path:
        Path(path).write_text(json.dumps(session.config.decisions))


class Hub:
    """The server under test, and what its operator told us about it."""

    def __init__(self, url):
        self.url = url
        self.known = json.loads((PEERS / "hub.json").read_text())
        self.session = requests.Session()
        self.session.headers["Accept"] = "application/json"

    def address(self, name):
        return self.url + self.known[name]

    def get(self, url, **more):
        return self.session.get(url, timeout=10, **more)

    def patch(self, url):
        return self.session.patch(url, timeout=10)

    def pages(self, url, **more):
        """Every page of a listing, from this one on."""
        pages = []
        while url is not None:
            response = self.get(url, **more)
            assert response.status_code == 200
            pages.append(read_json(response))
            url, more = pages[-1]["next"], {}
            assert len(pages) < 100, "next does not end"
        return pages

    def ids(self, url, **more):
        return [entry["id"] for page in self.pages(url, **more) for entry in page["coverage_entries"]]


@pytest.fixture(scope="session")
def hub(request):
    return Hub(request.config.getoption("--url").rstrip("/"))


@pytest.fixture(scope="session")
def metadata_response(hub):
    return hub.get(f"{hub.url}/.well-known/cds-server-metadata.json")


@pytest.fixture(scope="session")
def metadata(metadata_response):
    return read_json(metadata_response)


@pytest.fixture(scope="session")
def listing_response(hub, metadata):
    return hub.get(metadata["coverage"])


@pytest.fixture(scope="session")
def pages(hub, metadata):
    return hub.pages(metadata["coverage"])


@pytest.fixture(scope="session")
def entries(pages):
    return [entry for page in pages for entry in page["coverage_entries"]]


@pytest.fixture(scope="session")
def server_response(hub, metadata):
    return hub.get(metadata["oauth_metadata"])


@pytest.fixture(scope="session")
def server(server_response):
    return read_json(server_response)


@pytest.fixture(scope="session")
def documents(metadata, pages, entries, server):
    """The objects of each format, by its name in the OpenAPI document."""
    return {
        "ServerMetadata": [metadata],
        "CoverageListing": pages,
        "CoverageEntry": entries,
        "AuthorizationServer": [server],
    }
