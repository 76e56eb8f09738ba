"""The rules a text keeps before it is published: what each finds, in words, with its field and line.

The rules are the editorial policy's, where a program can see them. A block refuses publication; a warning does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from news.changes import before_of, why_not_minor
from news.models import Act, Image
from news.texts.assertions import asserts_something, loose_numbers
from news.texts.passages import Passage, PassageKind, list_passages, passages
from news.texts.reference_lookup import Lookup, Target
from news.texts.reference_syntax import REFERENCE, Reference

if TYPE_CHECKING:
    from news.models import ArticleVersion

HEADLINE_LENGTH = 110
STANDFIRST_LENGTH = 260
BOX = ("confirmed", "claimed", "unknown")
# Signs of Unicode that order letters from right to left, which no language of the site is written in.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Level(StrEnum):
    BLOCK = "block"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    message: str | Promise
    field: str
    line: int | None = None  # of the field's text, counted from 1


@dataclass
class Text:
    """A version read once for all rules."""

    version: "ArticleVersion"
    passages: dict[str, list[Passage]] = field(init=False)

    def __post_init__(self) -> None:
        self.passages = {
            name: list_passages(text) if name in BOX else passages(text)
            for name, text in self.version.texts.items()
        }

    def __iter__(self) -> Iterator[tuple[str, Passage]]:
        """Every passage with the field it stands in."""
        return ((name, passage) for name, found in self.passages.items() for passage in found)

    @cached_property
    def references(self) -> list[tuple[str, Passage, Reference]]:
        """Those of the note to readers too, which has no passages of its own: it tells of the text, not of the world."""
        note = [("note", passage) for passage in passages(self.version.note)]
        return [(name, passage, each) for name, passage in [*self, *note] for each in passage.references]

    @cached_property
    def _lookup(self) -> Lookup:
        """One query a kind, as the page itself will ask."""
        references = [each for _name, _passage, each in self.references]
        return Lookup(references, language=self.version.language, as_of=timezone.localdate())

    def target(self, reference: Reference) -> Target | None:
        return self._lookup.find(reference)

    @property
    def sources(self) -> set[str]:
        return {each.key for _name, _passage, each in self.references if each.is_note}


def block(message: str | Promise, name: str, line: int | None = None) -> Finding:
    return Finding(Level.BLOCK, message, name, line)


def warning(message: str | Promise, name: str, line: int | None = None) -> Finding:
    return Finding(Level.WARNING, message, name, line)


def has_its_words(text: Text) -> Iterator[Finding]:
    if not has_letters(plain(text.version.headline)):
        yield block(_("The headline is missing."), "headline")
    if not any(is_read(passage) for passage in text.passages["body"]):
        yield block(_("The text is missing."), "body")
    for name, words in [("headline", text.version.headline), *text.version.texts.items()]:
        for line, told in enumerate(words.split("\n"), start=1):
            if TURNING.search(told):
                said = _(
                    "In “%(line)s” stands a sign that nobody sees and that turns letters round. Type the line anew."
                )
                yield block(said % {"line": beginning(TURNING.sub("", told))}, name, line)


def has_letters(words: str) -> bool:
    """Something to read: not only blanks, signs that have no width, or pictures of trains."""
    return any(character.isalnum() for character in words)


def is_read(passage: Passage) -> bool:
    """A note alone is nothing to read; what other references print is."""
    return has_letters(passage.words) or any(not reference.is_note for reference in passage.references)


def is_not_too_long(text: Text) -> Iterator[Finding]:
    limits = (("headline", HEADLINE_LENGTH), ("standfirst", STANDFIRST_LENGTH))
    for name, limit in limits:
        length = len(plain(getattr(text.version, name)))
        if length > limit:
            words = _("It has %(length)d characters; up to %(limit)d fit a list or a phone.")
            yield warning(words % {"length": length, "limit": limit}, name)


def plain(text: str) -> str:
    """What a reader sees of a short text: labels instead of references, no notes."""
    return REFERENCE.sub(lambda match: match["text"] or "", text)


def references_lead_somewhere(text: Text) -> Iterator[Finding]:
    for name, passage, reference in text.references:
        target = text.target(reference)
        if target is None and reference.kind == "figure":
            words = _("%(reference)s leads nowhere: no such figure, or no value for that time.")
            yield block(words % {"reference": reference}, name, passage.line)
        elif target is None:
            words = _("%(reference)s leads nowhere: there is nothing with this key.")
            yield block(words % {"reference": reference}, name, passage.line)
        elif not target.is_listed:
            words = _("%(reference)s is not public, so readers get no link.")
            yield warning(words % {"reference": reference}, name, passage.line)


def rests_on_a_source(text: Text) -> Iterator[Finding]:
    if text.version.body.strip() and not text.sources:
        yield block(_("The text names no source. Write [^key] after what a source says."), "body")


def quotations_name_their_speaker(text: Text) -> Iterator[Finding]:
    for name, passage in text:
        if passage.quotation is None:
            continue
        if not passage.quotation.person:
            yield block(
                _(
                    "A quotation says in its last line who said it, where and when: "
                    "“— [[person:key]], occasion, date [^source]”."
                ),
                name,
                passage.line,
            )
            continue
        if not any(reference.is_note for reference in passage.references):
            yield block(_("The quotation has no source note in its last line."), name, passage.line)
        if not any(character.isdigit() for character in without_references(passage.quotation.attribution)):
            yield warning(_("The quotation does not say on which day it was said."), name, passage.line)


def is_attributed(passage: Passage) -> bool:
    """A quotation whose last line names its speaker and a source."""
    named = passage.quotation is not None and passage.quotation.person
    return bool(named) and any(reference.is_note for reference in passage.references)


def without_references(markdown: str) -> str:
    return " ".join(passage.words for passage in passages(markdown))


def passages_that_assert(text: Text) -> Iterator[tuple[str, Passage]]:
    """Passages that rest on a source, or should: quotations, which have a rule of their own, are not among them."""
    for name, passage in text:
        if name == "unknown" or passage.kind in (PassageKind.HEADING, PassageKind.QUOTATION):
            continue
        if name in ("confirmed", "claimed") or passage.is_sourced or asserts_something(passage.words):
            yield name, passage


def passages_that_assert_are_sourced(text: Text) -> Iterator[Finding]:
    for name, passage in passages_that_assert(text):
        if passage.is_sourced:
            continue
        if name in ("confirmed", "claimed"):
            yield block(_("Each line of this box ends with its source note, [^key]."), name, passage.line)
        else:
            words = _("“%(beginning)s” has a number, a date or somebody’s words, but no source note.")
            yield block(words % {"beginning": beginning(passage.words)}, name, passage.line)


def beginning(words: str, length: int = 48) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else f"{words[:length].rsplit(' ', 1)[0]}…"


def typed_numbers(text: Text) -> Iterator[tuple[str, Passage, list[str]]]:
    """Passages with numbers that look like measured values and are typed as text."""
    for name, passage in text:
        judged = name != "unknown" and passage.kind != PassageKind.HEADING
        if judged and (numbers := loose_numbers(passage.words)):
            yield name, passage, numbers


def numbers_are_figures(text: Text) -> Iterator[Finding]:
    for name, passage, numbers in typed_numbers(text):
        words = ngettext_lazy(
            "%(numbers)s is typed as text. Is it a figure we hold, or should hold?",
            "%(numbers)s are typed as text. Are they figures we hold, or should hold?",
            len(numbers),
        )
        yield warning(words % {"numbers": ", ".join(numbers)}, name, passage.line)


def pictures(text: Text) -> Iterator[tuple[str, int | None, Image]]:
    """The lead picture and those in the texts, each with its field and line."""
    targets = [(name, passage.line, text.target(each)) for name, passage, each in text.references]
    placed = [(name, line, target.thing) for name, line, target in targets if target]
    for name, line, image in [("lead_image", None, text.version.lead_image), *placed]:
        if isinstance(image, Image):
            yield name, line, image


def described(image: Image, language: str) -> bool:
    return image.decorative or bool(getattr(image, f"alt_{language}").strip())


def pictures_are_described(text: Text) -> Iterator[Finding]:
    for name, line, image in pictures(text):
        if not described(image, text.version.language):
            words = _("The picture “%(key)s” has no alternative text in this language.")
            yield block(words % {"key": image.key}, name, line)


def has_a_lead_picture(text: Text) -> Iterator[Finding]:
    if text.version.lead_image is None:
        yield warning(_("There is no lead picture."), "lead_image")


def changes_say_what_changed(text: Text) -> Iterator[Finding]:
    if text.version.note.strip():
        return
    if text.version.act in (Act.CORRECTION, Act.CLARIFICATION):
        yield block(_("Say what stood before, what stands now, and why."), "note")
    elif text.version.act == Act.UPDATE:
        yield warning(_("Readers are not told what this update changes."), "note")


def minor_updates_change_no_fact(text: Text) -> Iterator[Finding]:
    """Each figure, number, date, name and quotation that differs from the version before."""
    if text.version.act == Act.MINOR and (before := before_of(text.version)):
        for change in why_not_minor(text.version, before):
            yield block(change.message, change.field, change.line)


def box_is_filled(text: Text) -> Iterator[Finding]:
    labels = {
        "confirmed": _("Nothing is said about what is confirmed."),
        "claimed": _("Nothing is said about what is claimed, and by whom."),
        "unknown": _("Nothing is said about what is not known."),
    }
    for name in BOX:
        if not getattr(text.version, name).strip():
            yield warning(labels[name], name)
