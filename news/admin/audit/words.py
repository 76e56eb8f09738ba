"""An entry of the audit in words: what was done, by whom, and each field before and after. Pure, but for the names of models."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from config.web.dates import day, moment
from news.kinds import kind_named
from news.models import Article, ArticleVersion, AuditEntry, PreviewLink

# What was done, after the name of who did it.
ACTS: dict[str, Promise] = {
    "add": pgettext_lazy("audit", "added"),
    "change": pgettext_lazy("audit", "changed"),
    "delete": pgettext_lazy("audit", "deleted"),
    "answer": pgettext_lazy("audit", "answered"),
    "new_draft": pgettext_lazy("audit", "began a draft"),
    "keep": pgettext_lazy("audit", "kept the draft"),
    "submit": pgettext_lazy("audit", "sent for review"),
    "take_back": pgettext_lazy("audit", "took back from review"),
    "return_draft": pgettext_lazy("audit", "returned"),
    "share": pgettext_lazy("audit", "made a preview link"),
    "unshare": pgettext_lazy("audit", "took a preview link back"),
    "discard": pgettext_lazy("audit", "discarded the draft"),
    "publish": pgettext_lazy("audit", "published"),
    "unschedule": pgettext_lazy("audit", "took back from the schedule"),
    "look": pgettext_lazy("audit", "gave a second look"),
    "look_again": pgettext_lazy("audit", "looked at it again"),
    "still_correct": pgettext_lazy("audit", "found still correct"),
    "withdraw": pgettext_lazy("audit", "withdrew"),
    "remove": pgettext_lazy("audit", "removed"),
    "restore": pgettext_lazy("audit", "put back"),
    "merge": pgettext_lazy("audit", "merged into another"),
    "unmerge": pgettext_lazy("audit", "took the merging back"),
    "rename": pgettext_lazy("audit", "gave another address"),
    "second_step": pgettext_lazy("audit", "set up the second step"),
    "second_step_away": pgettext_lazy("audit", "took the second step away"),
    "recovery_codes": pgettext_lazy("audit", "made new recovery codes"),
    "recovery_used": pgettext_lazy("audit", "came in with a recovery code"),
    "let_in": pgettext_lazy("audit", "forgot wrong attempts"),
    "end_sessions": pgettext_lazy("audit", "ended the sessions"),
}
# Whose fields an act on another thing tells of too: an article is begun with its headline, a version is sent by a link.
ALSO = {Article: ArticleVersion, ArticleVersion: PreviewLink}
# Fields of acts that are no columns.
OF_ACTS = {
    "begins_with": gettext_lazy("begins with"),
    "original": gettext_lazy("original"),
    "copied_from": gettext_lazy("copied from"),
    "content_hash": gettext_lazy("content hash"),
    "times": gettext_lazy("times"),
    "added": gettext_lazy("also on these days"),
    "removed": gettext_lazy("not on these days"),
}
# Letters of unchanged text shown on either side of a change, and how much of a change.
AROUND, SHOWN = 40, 400


@dataclass(frozen=True, slots=True)
class Line:
    """One field: `before` or `after` is "" where it had no value."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of the thing itself (no name), or of one of its parts."""

    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Told:
    entry: AuditEntry
    act: str
    groups: list[Group]

    @property
    def gist(self) -> str:
        """One line of what changed: the comment, or else the fields with what they hold now."""
        if self.entry.comment:
            return self.entry.comment
        lines = [line for group in self.groups for line in group.lines]
        return "; ".join(f"{line.label}: {line.after}" if line.after else line.label for line in lines)


def in_words(entry: AuditEntry) -> Told:
    return Told(entry, act_in_words(entry.act), [*_groups(entry)])


def act_in_words(act: str) -> str:
    return str(ACTS.get(act, act))


def model_of(kind: str) -> type[Model] | None:
    """Of the name under which the audit keeps a thing: a public kind, a version, or another model."""
    if kind == "version":
        return ArticleVersion
    if known := kind_named(kind):
        return known.model
    return next((model for model in apps.get_models() if model._meta.model_name == kind), None)


def kind_in_words(kind: str) -> str:
    model = model_of(kind)
    return str(model._meta.verbose_name) if model else kind


def _groups(entry: AuditEntry) -> Iterator[Group]:
    names = [*dict.fromkeys([*entry.old, *entry.new])]
    parts = [name for name in names if isinstance(entry.old.get(name, entry.new.get(name)), dict)]
    own = [name for name in names if name not in parts]
    model = model_of(entry.kind)
    if own:
        yield Group("", [_line(model, name, entry.old, entry.new) for name in own])
    for part in parts:
        kind, _colon, key = part.partition(":")
        old, new = entry.old.get(part, {}), entry.new.get(part, {})
        lines = [_line(model_of(kind), name, old, new) for name in dict.fromkeys([*old, *new])]
        yield Group(f"{capfirst(kind_in_words(kind))}: {key}", lines)


def _line(model: type[Model] | None, name: str, old: dict[str, Any], new: dict[str, Any]) -> Line:
    field = _field(model, name)
    label = OF_ACTS.get(name) or (field.verbose_name if field else name)
    before, after = (_shown(field, values.get(name)) for values in (old, new))
    return Line(capfirst(str(label)), *around_the_change(before, after))


def _field(model: type[Model] | None, name: str) -> Field | None:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return _field(ALSO.get(model), name)


def _shown(field: Field | None, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    labels = dict(getattr(field, "flatchoices", []))
    if value in labels:
        return str(labels[value])
    return _dated(field, value) or str(value)


def _dated(field: Field | None, value: Any) -> str:
    kind = field.get_internal_type() if field else ""
    if kind == "DateTimeField" and (read := parse_datetime(str(value))):
        return moment(read)
    if kind == "DateField" and (read := parse_date(str(value))):
        return day(read)
    return ""


def around_the_change(before: str, after: str) -> tuple[str, str]:
    """Of two long texts only what differs, with a few words on either side."""
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return _cut(before, start, len(before) - end), _cut(after, start, len(after) - end)


def _common(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    shown = text[first:last] if last - first <= SHOWN else f"{text[first : first + SHOWN]}…"
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) and not shown.endswith('…') else ''}"
