"""The formats of the OpenAPI document as validators, compiled once, and JSON read strictly."""

import functools
import json
import re
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

PEERS = Path(__file__).resolve().parent
DOCUMENT = json.loads((PEERS / "openapi/discovery.json").read_text())
SCHEMAS = DOCUMENT["components"]["schemas"]
REGISTRY = Registry().with_resource("urn:hub", DRAFT202012.create_resource(DOCUMENT))

formats = FormatChecker(formats=["date-time"])


@formats.checks("uri")
def is_url(value):
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", parts.scheme) and parts.netloc) and not (
        set(value) & set(' <>"{}|\\^`')
    )


@formats.checks("time-zone")
def is_time_zone(value):
    return not isinstance(value, str) or value in zoneinfo.available_timezones()


@functools.cache
def validator(path):
    """A validator of a schema of the OpenAPI document, such as ServerMetadata/properties/name."""
    return Draft202012Validator(
        {"$ref": f"urn:hub#/components/schemas/{path}"}, registry=REGISTRY, format_checker=formats
    )


def unique(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a member name comes twice: {names}"
    return dict(pairs)


def no_constant(word):
    raise ValueError(f"{word} is no JSON")


def read_json(response, pairs=dict):
    return json.loads(
        response.content.decode("utf-8"), parse_constant=no_constant, object_pairs_hook=pairs
    )
