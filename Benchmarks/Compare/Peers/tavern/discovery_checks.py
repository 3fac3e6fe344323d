"""What the YAML of tavern cannot say: formats, order, and lists that cover others."""

from datetime import datetime

from formats import read_json, unique, validator


def matches(response, schema):
    """The body is strict JSON in a format of the OpenAPI document."""
    validator(schema).validate(read_json(response, pairs=unique))


def media_type(response, expected):
    assert response.headers["Content-Type"].split(";")[0].strip().lower() == expected


def entries_in_order(response):
    entries = read_json(response)["coverage_entries"]
    moments = [datetime.fromisoformat(entry["updated"]) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert len({entry["id"] for entry in entries}) == len(entries)


def entries_hold_together(response):
    for entry in read_json(response)["coverage_entries"]:
        assert entry["entity_abbreviation"] != ""
        assert "coverage" not in entry["capabilities"]
        if entry["type"] == "geographic":
            assert "map_resource" in entry or "geojson_resource" in entry
        assert "map_content_type" in entry or "map_resource" not in entry


def entries_are(response, ids):
    assert {entry["id"] for entry in read_json(response)["coverage_entries"]} == set(ids.split())


def lists_cover_descriptions(response):
    server = read_json(response)
    for description in server["cds_scope_descriptions"].values():
        assert description["id"] in server["scopes_supported"]
        for name in (
            "code_challenge_methods_supported",
            "authorization_details_types_supported",
            "response_types_supported",
            "grant_types_supported",
            "token_endpoint_auth_methods_supported",
        ):
            assert set(description[name]) <= set(server[name])
        assert set(description["registration_requirements"]) <= server["cds_registration_fields"].keys()
