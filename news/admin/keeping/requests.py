"""Reads what a form sends while it is typed: JSON in bounds, or a refusal in words."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.keeping.contents import FIELDS, Content, content_from
from news.keeping.working_copies import MOST, Opening


class BadRequestError(Exception):
    def __init__(self, words: str | Promise, status: int = 400) -> None:
        super().__init__(words)
        self.words, self.status = words, status


@dataclass(frozen=True, slots=True)
class Typed:
    """`changed`: fields that differ from what the form was opened with, None where nothing new is sent; that is known by its
    fingerprint `seen`, or given whole as `base`. `replaces`, `drops`: names of openings whose copy this browser has."""

    editor: int
    opening: Opening
    changed: Content | None
    seen: str
    base: Content | None
    replaces: str
    drops: str
    leaves: bool
    at: datetime | None

    def to_keep(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("opening", "changed", "seen", "base", "replaces")}


def read_typed(request: HttpRequest) -> Typed:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST or len(request.body) > MOST:
        raise BadRequestError(_("The text is too long to be kept at the server while you type."), 413)
    try:
        sent = json.loads(request.body)
    except ValueError:
        raise BadRequestError(_("This is no JSON.")) from None
    if not isinstance(sent, dict) or not isinstance(sent.get("editor"), int):
        raise BadRequestError(_("An object with the number of its editor was expected."))
    opening = Opening.read(_word(sent, "opening"))
    if not opening.name:
        raise BadRequestError(_("The name of the form’s opening is missing."))
    return Typed(
        editor=sent["editor"],
        opening=opening,
        changed=_content(sent, "changed"),
        seen=_word(sent, "seen"),
        base=_content(sent, "base"),
        replaces=_word(sent, "replaces"),
        drops=_word(sent, "drops"),
        leaves=sent.get("leaves") is True,
        at=_moment(sent.get("at")),
    )


def _word(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str) or len(value) > 64:
        raise BadRequestError(_("“%(name)s” is no short text.") % {"name": name})
    return _storable(value)


def _content(sent: dict[str, Any], name: str) -> Content | None:
    values = sent.get(name)
    if values is None:
        return None
    is_content = isinstance(values, dict) and all(
        field in FIELDS and isinstance(value, str) for field, value in values.items()
    )
    if not is_content:
        raise BadRequestError(_("“%(name)s” holds something that is no field of the form.") % {"name": name})
    return content_from({field: _storable(value) for field, value in values.items()})


def _storable(text: str) -> str:
    """Half an emoji, which a script may cut in two, is sent by a form as �; no database holds it, nor a zero character."""
    return text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment(milliseconds: Any) -> datetime | None:
    """Of the browser's clock; what cannot be one is left out."""
    if not isinstance(milliseconds, int) or not 0 < milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
