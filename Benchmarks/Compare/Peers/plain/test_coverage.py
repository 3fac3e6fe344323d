"""CDS-WG1-01, section 4: the coverage listing, its filters and its entries."""

import re
import uuid

import pytest
from formats import SCHEMAS, read_json, unique, validator
from test_metadata import moment

clause = pytest.mark.clause
TYPES = {"geographic", "logical"}
ROLES = {"authoritative", "official", "aggregator"}
INFRASTRUCTURE = {
    "distribution_utility", "metering_provider", "supplier", "generator", "market_operator",
    "distribution_service_operator", "transmission_service_operator", "service_provider",
}
COMMODITIES = {
    "electricity", "natural_gas", "fuel_oil", "water", "wastewater", "trash", "distributed_energy",
}
SHAPES = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection", "Feature", "FeatureCollection",
}
KINDS = {"country": "country-code", "map_content_type": "mime-type"}


def members(schema, section):
    for name, form in SCHEMAS[schema]["properties"].items():
        form = form.get("items", form)
        kind = {"uri": "url", "date-time": "datetime"}.get(form.get("format"), "string")
        rows = [f"WG1-01/{section}/field-{name.replace('_', '-')}"]
        if name != "coverage_entries":
            rows.append(f"WG1-01/2/{KINDS.get(name, kind)}-type")
        yield pytest.param(schema, name, id=f"{schema}-{name}", marks=clause(*rows))


@clause("WG1-01/4/get-200")
def test_status(listing_response):
    assert listing_response.status_code == 200


@clause("WG1-01/4/body-json-listing")
def test_is_a_listing(listing_response):
    body = read_json(listing_response)
    assert isinstance(body, dict)
    validator("CoverageListing").validate(body)


@clause("WG1-01/3/json-unique-names")
def test_unique_names(listing_response):
    read_json(listing_response, pairs=unique)


@pytest.mark.parametrize(
    "schema, name", [*members("CoverageListing", "4.1"), *members("CoverageEntry", "4.3")]
)
def test_member(documents, schema, name):
    form = validator(f"{schema}/properties/{name}")
    for document in documents[schema]:
        assert name in document or name not in SCHEMAS[schema]["required"]
        if name in document:
            form.validate(document[name])


@clause("WG1-01/4.3/id-unique", "WG1-01/4.1/next-chain")
def test_no_entry_comes_twice(entries):
    ids = [entry["id"] for entry in entries]
    assert ids and len(ids) == len(set(ids))


@clause("WG1-01/4.1/previous-chain")
def test_previous_leads_back(hub, pages):
    assert pages[0]["previous"] is None
    for before, page in zip(pages, pages[1:]):
        back = read_json(hub.get(page["previous"]))
        assert [e["id"] for e in back["coverage_entries"]] == [e["id"] for e in before["coverage_entries"]]


@clause("WG1-01/4.1/order-updated-desc", "WG1-01/4.1/most-recent-first")
def test_order(entries):
    moments = [moment(entry["updated"]) for entry in entries]
    assert moments == sorted(moments, reverse=True)


@clause("WG1-01/4/not-modified-allowed")
def test_known_copy(hub, listing_response):
    tag = listing_response.headers.get("ETag")
    if tag:
        response = hub.get(listing_response.url, headers={"If-None-Match": tag})
        assert response.status_code in (200, 304)


@clause("WG1-01/4/error-status")
def test_patch_is_refused(hub, metadata):
    status = hub.patch(metadata["coverage"]).status_code
    assert 400 <= status < 500 or status in (501, 503)


@pytest.mark.parametrize("count", [
    pytest.param(1, marks=clause("WG1-01/4.2/ids-filter")),
    pytest.param(2, marks=clause("WG1-01/4.2/ids-space-separated")),
    pytest.param(4, marks=clause("WG1-01/4.2/ids-filter", "WG1-01/4.2/ids-space-separated")),
])
def test_filter(hub, metadata, entries, count):
    wanted = [entry["id"] for entry in entries][:count]
    found = hub.ids(metadata["coverage"], params={"ids": " ".join(wanted)})
    assert set(found) == set(wanted)


@clause("WG1-01/4.2/ids-unknown-excluded")
def test_unknown_id_finds_nothing(hub, metadata):
    assert hub.ids(metadata["coverage"], params={"ids": f"nobody-{uuid.uuid4().hex}"}) == []


@clause("WG1-01/4.2/filters-intersect")
def test_filters_intersect(hub, entries):
    url = hub.address("filtered_coverage")
    inside = set(hub.ids(url))
    assert inside and len(inside) < len(entries)
    for entry in entries:
        assert set(hub.ids(url, params={"ids": entry["id"]})) == inside & {entry["id"]}


@clause("WG1-01/4.3/abbreviation-null")
def test_no_empty_abbreviation(entries):
    assert all(entry["entity_abbreviation"] != "" for entry in entries)


@clause("WG1-01/4.3/no-coverage-capability")
def test_entries_have_no_coverage_capability(entries):
    assert all("coverage" not in entry["capabilities"] for entry in entries)


@clause("WG1-01/4.3/geographic-needs-map")
def test_geographic_entries_have_a_map(entries):
    for entry in entries:
        if entry["type"] == "geographic":
            assert "map_resource" in entry or "geojson_resource" in entry


@clause("WG1-01/4.3/map-content-type-if")
def test_maps_have_a_content_type(entries):
    assert all("map_content_type" in entry for entry in entries if "map_resource" in entry)


@clause("WG1-01/4.3/map-content-type-true")
def test_content_type_of_maps(hub, entries):
    for entry in entries:
        if "map_resource" in entry and "map_content_type" in entry:
            actual = hub.get(entry["map_resource"]).headers["Content-Type"]
            assert actual.split(";")[0].strip().lower() == entry["map_content_type"].split(";")[0].lower()


def positions(value):
    """Every [longitude, latitude, …] inside of coordinates."""
    if value and isinstance(value[0], (int, float)):
        yield value
    else:
        for part in value:
            yield from positions(part)


def geometries(shape):
    if shape["type"] == "FeatureCollection":
        return [g for feature in shape["features"] for g in geometries(feature)]
    if shape["type"] == "Feature":
        return geometries(shape["geometry"]) if shape["geometry"] else []
    if shape["type"] == "GeometryCollection":
        return [g for part in shape["geometries"] for g in geometries(part)]
    return [shape]


@pytest.fixture(scope="module")
def shapes(hub, entries):
    links = {entry["geojson_resource"] for entry in entries if "geojson_resource" in entry}
    return [read_json(hub.get(link)) for link in sorted(links)]


@clause("WG1-01/4.3/geojson-is-geojson")
def test_geojson(shapes):
    for shape in shapes:
        assert shape["type"] in SHAPES
        assert all(geometry["type"] in SHAPES for geometry in geometries(shape))


@clause("WG1-01/4.3/geojson-wgs84")
def test_geojson_is_in_degrees(shapes):
    for shape in shapes:
        assert "crs" not in shape
        for geometry in geometries(shape):
            for longitude, latitude, *_ in positions(geometry["coordinates"]):
                assert -180 <= longitude <= 180 and -90 <= latitude <= 90


@pytest.mark.parametrize("name, defined", [
    pytest.param("type", TYPES, marks=clause("WG1-01/4.4/type-enum")),
    pytest.param("role", ROLES, marks=clause("WG1-01/4.5/role-enum")),
    pytest.param("infrastructure_types", INFRASTRUCTURE, marks=clause("WG1-01/4.6/infrastructure-enum")),
    pytest.param("commodity_types", COMMODITIES, marks=clause("WG1-01/4.7/commodity-enum")),
])
def test_defined_strings(hub, entries, name, defined):
    for entry in entries:
        values = entry[name] if isinstance(entry[name], list) else [entry[name]]
        assert set(values) <= defined | set(hub.known["extensions"])


@clause("WG1-01/2/country-code-type", "WG1-01/4.3/country-one-entry-each")
def test_countries(hub, entries):
    countries = {entry["country"] for entry in entries}
    assert all(re.fullmatch("[A-Za-z]{2}", country) for country in countries)
    assert countries >= set(hub.known["countries"])


@clause("WG1-01/8.1/linked-resources-same-auth", "WG1-01/8.1/public-object-public-links")
def test_links_of_entries_are_public(hub, entries):
    names = ("map_resource", "geojson_resource")
    for link in {entry[name] for entry in entries for name in names if name in entry}:
        assert hub.get(link).status_code not in (401, 403)
