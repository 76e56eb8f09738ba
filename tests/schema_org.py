"""Reads the data blocks of a page and holds them against schema.org's own types, properties and ranges."""

import json
import re
from pathlib import Path

VOCABULARY = json.loads(
    (Path(__file__).parent / "vocabularies" / "schemaorg.json").read_text(encoding="utf-8")
)["types"]
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PLAIN = {
    "Text",
    "URL",
    "Date",
    "DateTime",
    "Time",
    "Integer",
    "Number",
    "Boolean",
    "Duration",
    "LegalForceStatus",
}


def blocks(html):
    return [json.loads(text) for text in BLOCK.findall(html)]


def things(html):
    """Those that a page names at the top of its blocks."""
    return [thing for block in blocks(html) for thing in block["@graph"]]


def properties(kind):
    """A kind without properties of its own has those of what it is a kind of."""
    known = VOCABULARY[kind]
    return known["properties"] or properties(known["is_a"][0])


def check(thing, own=lambda name: False):
    """Fails on a type or property that schema.org does not have, and on a value that cannot be its. `own`: a word of ours."""
    known = properties(thing.get("@type", "CreativeWork"))
    for name, value in thing.items():
        if not name.startswith("@") and not own(name):
            assert name in known, (thing.get("@type"), name)
            check_value(known[name], name, value)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                check(each, own)


def check_value(ranges, name, value):
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            kind = each.get("@type", "Thing")
            kinds = {kind, "Thing", *VOCABULARY[kind]["is_a"]} | (
                {"AdministrativeArea"} if kind == "Country" else set()
            )
            assert kinds & set(ranges), (name, kind, ranges)
        else:
            # An address stands for the thing it names.
            plain = PLAIN | ({"Thing"} if str(each).startswith("http") else set())
            assert plain & set(ranges) or str(each).startswith("http"), (name, ranges)
