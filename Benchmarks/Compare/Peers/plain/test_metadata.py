"""CDS-WG1-01, sections 3, 5 and 8, and CDS-WG1-02, section 3.1: the server metadata object."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from formats import SCHEMAS, is_url, read_json, unique, validator

clause = pytest.mark.clause
EXTRA = {"oauth_metadata": "WG1-02/3.1/field-oauth-metadata"}
NEEDED = {"cds_metadata_version", "cds_metadata_url", "name", "capabilities"}


def moment(text):
    return datetime.fromisoformat(text)


def is_future(time, response):
    """By the server's own clock, which it need not tell."""
    date = response.headers.get("Date")
    return date is not None and time > parsedate_to_datetime(date) + timedelta(minutes=5)


def member(name):
    field = EXTRA.get(name, f"WG1-01/3.2/field-{name.replace('_', '-')}")
    schema = SCHEMAS["ServerMetadata"]["properties"][name]
    schema = schema.get("items", schema)
    kind = {"uri": "url", "date-time": "datetime"}.get(schema.get("format"), "string")
    return pytest.param(name, id=name, marks=clause(field, f"WG1-01/2/{kind}-type"))


@clause("WG1-01/3/get-method", "WG1-01/3/success-200")
def test_status(metadata_response):
    assert metadata_response.status_code == 200


@clause("WG1-01/3/json-object-body")
def test_is_an_object(metadata_response):
    assert isinstance(read_json(metadata_response), dict)


@clause("WG1-01/3/json-unique-names")
def test_unique_names(metadata_response):
    read_json(metadata_response, pairs=unique)


@clause("WG1-01/3/body-format", "WG1-02/3.1/implements-wg1-01")
def test_format(metadata):
    validator("ServerMetadata").validate(metadata)


@pytest.mark.parametrize("name", [member(name) for name in SCHEMAS["ServerMetadata"]["properties"]])
def test_member(metadata, name):
    assert name in metadata or name not in SCHEMAS["ServerMetadata"]["required"]
    if name in metadata:
        validator(f"ServerMetadata/properties/{name}").validate(metadata[name])


@clause("WG1-01/3.2/version-is-v1")
def test_version(metadata):
    assert metadata["cds_metadata_version"] == "v1"


@clause("WG1-01/2/url-type")
@pytest.mark.parametrize("name", ["cds_metadata_url", "website", "documentation", "support", "coverage"])
def test_link_is_readable(metadata, name):
    assert metadata[name].startswith(("http://", "https://"))


@clause("WG1-01/3.2/coverage-required-if", "WG1-01/3.4/coverage-value-required", "WG1-01/4/url-in-metadata")
def test_coverage_capability_has_url(metadata):
    if "coverage" in metadata["capabilities"]:
        assert is_url(metadata.get("coverage") or "")


@clause("WG1-01/3.4/enum-values")
def test_capabilities_are_known(hub, metadata):
    assert set(metadata["capabilities"]) <= {"coverage", "oauth", *hub.known["extensions"]}


@clause("WG1-01/3.2/capabilities-union")
def test_capabilities_cover_the_entries(metadata, entries):
    assert {name for entry in entries for name in entry["capabilities"]} <= set(metadata["capabilities"])


@clause("WG1-02/3.1/oauth-capability")
def test_oauth_capability(metadata):
    assert "oauth" in metadata["capabilities"]


@clause("WG1-01/3.1/well-known-supported")
def test_well_known(hub):
    response = hub.get(f"{hub.url}/.well-known/cds-server-metadata.json")
    assert response.status_code == 200
    assert NEEDED <= read_json(response).keys()


@clause("WG1-01/8.1/well-known-no-auth")
def test_well_known_is_open(metadata_response):
    assert metadata_response.status_code not in (401, 403, 407)


@pytest.fixture(scope="module")
def again(hub):
    return hub.get(f"{hub.url}/.well-known/cds-server-metadata.json")


@clause("WG1-01/3.2/created-meaning")
def test_created_stays(metadata, again):
    created = moment(metadata["created"])
    assert moment(read_json(again)["created"]) == created
    assert created <= moment(metadata["updated"])
    assert not is_future(created, again)


@clause("WG1-01/3.2/updated-meaning")
def test_updated_follows_changes(metadata, again):
    before, after = dict(metadata), read_json(again)
    then, now = moment(before.pop("updated")), moment(after.pop("updated"))
    before.pop("created"), after.pop("created")
    assert now == then if before == after else now > then
    assert not is_future(now, again)


@clause("WG1-01/3.2/metadata-url-canonical")
def test_canonical_address(hub, metadata):
    response = hub.get(metadata["cds_metadata_url"])
    assert response.status_code == 200
    other = read_json(response)
    for name in ("name", "cds_metadata_url"):
        assert other[name] == metadata[name]


@clause("WG1-01/3.2/related-metadata-targets")
def test_related_metadata(hub, metadata):
    for url in metadata.get("related_metadata", []):
        response = hub.get(url)
        assert response.status_code == 200
        assert NEEDED <= read_json(response).keys()


@clause("WG1-01/3.3/related-links-subdivisions")
def test_other_metadata_is_linked(hub, metadata):
    others = {hub.url + path for path in hub.known["other_metadata"]}
    assert others <= set(metadata.get("related_metadata", []))


@clause("WG1-01/3/not-modified-allowed")
def test_known_copy(hub, metadata_response):
    tag = metadata_response.headers.get("ETag")
    if tag:
        response = hub.get(metadata_response.url, headers={"If-None-Match": tag})
        assert response.status_code in (200, 304)


@clause("WG1-01/3/error-status")
def test_patch_is_refused(hub):
    status = hub.patch(f"{hub.url}/.well-known/cds-server-metadata.json").status_code
    assert 400 <= status < 500 or status in (501, 503)


@clause("WG1-01/8.2/rate-limit-legitimate")
def test_ten_reads(hub):
    for _ in range(10):
        assert hub.get(f"{hub.url}/.well-known/cds-server-metadata.json").status_code != 429


@clause("WG1-01/5/old-domain-redirect", "WG1-01/5/redirect-location", "WG1-01/5/new-domain-endpoint",
        "WG1-01/5/new-domain-content")
def test_previous_domain(hub, metadata):
    old = hub.get(hub.address("previous_metadata"), allow_redirects=False)
    assert old.status_code in (301, 302)
    new = hub.get(old.headers["Location"])
    assert new.status_code == 200
    for name in ("name", "cds_metadata_url"):
        assert read_json(new)[name] == metadata[name]
    assert metadata["cds_metadata_url"].startswith(hub.url)


@clause("WG1-01/8.1/auth-process-for-restricted")
def test_restricted_is_closed_to_strangers(hub):
    response = hub.get(hub.address("restricted_metadata"), allow_redirects=False)
    assert response.status_code in (401, 403, 302, 303, 307)


@clause("WG1-01/8.1/only-approved-clients")
def test_restricted_is_for_approved_clients(hub):
    url = hub.address("restricted_metadata")
    unapproved = {"Authorization": hub.known["unapproved"]}
    approved = {"Authorization": hub.known["approved"]}
    assert hub.get(url, headers=unapproved, allow_redirects=False).status_code in (
        401, 403, 404, 302, 303, 307)
    assert hub.get(url, headers=approved).status_code == 200


@clause("WG1-01/8.1/linked-resources-same-auth")
def test_restricted_links_open_as_well(hub):
    approved = {"Authorization": hub.known["approved"]}
    restricted = read_json(hub.get(hub.address("restricted_metadata"), headers=approved))
    listing = hub.get(restricted["coverage"], headers=approved)
    assert listing.status_code == 200
    links = [restricted["oauth_metadata"], *restricted.get("related_metadata", [])]
    for entry in read_json(listing)["coverage_entries"]:
        links += [entry[name] for name in ("map_resource", "geojson_resource") if name in entry]
    for link in links:
        assert hub.get(link, headers=approved).status_code not in (401, 403)


@clause("WG1-01/8.1/linked-resources-same-auth", "WG1-01/8.1/public-object-public-links")
def test_links_are_public(hub, metadata):
    links = [metadata[name] for name in ("coverage", "oauth_metadata", "website", "documentation", "support")]
    for link in links + metadata.get("related_metadata", []):
        assert hub.get(link).status_code not in (401, 403)
