"""A plan in words, for whoever deploys: counted, grouped by what would become of the records, folded to a terminal."""

import json
from collections.abc import Iterator
from textwrap import indent, wrap
from typing import Any

from news.syncing.merging import Difference, Outcome
from news.syncing.plan import Change, Plan

WIDTH = 100
HEADINGS = {
    Outcome.CREATE: "to create",
    Outcome.UPDATE: "to update from the files",
    Outcome.KEEP: "kept as editors have them",
    Outcome.CONFLICT: "changed by both",
    Outcome.DELETED: "deleted by editors, and so they stay",
    Outcome.GONE: "gone from the files, still held (--delete-gone deletes them)",
    Outcome.GONE_CHANGED: "gone from the files, kept because editors changed them",
}
DONE = {
    "same": "unchanged",
    "create": "created",
    "update": "updated",
    "keep": "kept as editors have them",
    "deleted": "deleted by editors",
    "gone": "gone from the files",
    "gone_changed": "gone from the files but changed by editors",
}
# Of records that are all new, so many are named.
MOST_NAMED = 20


def in_words(plan: Plan) -> Iterator[str]:
    """Line by line, a heading first."""
    yield f"{plan.unchanged} records are as the files say."
    for outcome, heading in HEADINGS.items():
        changes = plan.by_outcome[outcome]
        if changes:
            yield f"\n{len(changes)} {heading}:"
            yield from _listed(outcome, changes)
    if plan.refused:
        yield f"\n{len(plan.refused)} cannot be changed as the files say:"
        for change in plan.refused:
            yield from _folded(f"{change.file}: {change}: {change.refused}", "  ")


def in_a_line(plan: Plan) -> str:
    """Of a plan that was carried out."""
    told = [f"{count} {DONE[name]}" for name, count in counts(plan).items() if count]
    return f"Records: {', '.join(told) or 'none'}."


def counts(plan: Plan) -> dict[str, int]:
    """For machines, and for the last line."""
    found = {str(outcome): len(changes) for outcome, changes in plan.by_outcome.items()}
    found.pop(Outcome.SAME)
    return {"same": plan.unchanged, **found, "refused": len(plan.refused)}


def _listed(outcome: Outcome, changes: list[Change]) -> Iterator[str]:
    shown = changes if outcome is not Outcome.CREATE else changes[:MOST_NAMED]
    for change in shown:
        yield from _folded(f"{change.file}: {change}", "  ")
        yield from _differences(change)
    if len(changes) > len(shown):
        yield f"  … and {len(changes) - len(shown)} more"


def _differences(change: Change) -> Iterator[str]:
    merged = change.merged
    for each in merged.updates:
        yield from _values(each, ("was", each.held), ("will be", each.filed))
    for each in merged.overruled:
        yield from _values(each, ("editors", each.held), ("files (chosen)", each.filed))
    for each in merged.kept:
        yield from _values(each, ("editors (kept)", each.held), ("files", each.filed))
    for each in merged.conflicts:
        last = [("last time", each.base)] if each.base else []
        yield from _values(each, *last, ("editors", each.held), ("files", each.filed))


def _values(difference: Difference, *told: tuple[str, tuple[Any, ...]]) -> Iterator[str]:
    for at, name in enumerate(difference.fields):
        shown = [(label, values[at]) for label, values in told]
        if len({json.dumps(value) for _, value in shown}) > 1:
            yield f"    {name}"
            for label, value in shown:
                yield from _folded(f"{label}: {value_in_words(value)}", "      ")


def value_in_words(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, list):
        return ", ".join(value_in_words(each) if isinstance(each, list) else str(each) for each in value)
    return str(value)


def _folded(text: str, space: str) -> list[str]:
    """Whole, however long: what is decided over must be read."""
    lines = [line for part in text.splitlines() for line in wrap(part, WIDTH - len(space) - 2) or [""]]
    return [indent(line, space if at == 0 else f"{space}  ") for at, line in enumerate(lines)]


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan for machines: what `--json` prints."""
    return {"counts": counts(plan), "changes": [_as_data(change) for change in plan.changes]}


def _as_data(change: Change) -> dict[str, Any]:
    merged = change.merged
    return {
        "outcome": merged.outcome,
        "model": change.table.label,
        "key": change.key,
        "file": change.file,
        "refused": change.refused,
        **{
            name: [_pairs(each) for each in getattr(merged, name)]
            for name in ("updates", "kept", "conflicts", "overruled")
        },
    }


def _pairs(difference: Difference) -> dict[str, Any]:
    return {
        name: dict(zip(difference.fields, values, strict=True)) if values else None
        for name in ("base", "held", "filed")
        for values in [getattr(difference, name)]
    }
