"""Working copies: what an editor is typing, kept at the server as it is typed, cleared once the draft holds it."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news import audit
from news.keeping.contents import (
    FIELDS,
    WRITTEN,
    Content,
    adds_anything,
    content_of,
    fingerprint,
    plain,
    unpacked,
)
from news.keeping.presence import STALE, is_open
from news.models import Article, ArticleVersion, WorkingCopy
from news.publishing import Reason, RefusedError

# Of one copy as a browser sends it, in bytes; far above any text, far below what hurts a database.
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a form: its name, and how often it was sent from there. Written "3f9c….2"."""

    name: str
    sent: int = 0

    @classmethod
    def read(cls, text: str) -> "Opening":
        name, _, sent = text.partition(".")
        return cls(name[:32], int(sent) if sent.isdecimal() and len(sent) < 6 else 0)

    def __str__(self) -> str:
        return f"{self.name}.{self.sent}"


class NotKeptError(Exception):
    def __init__(self, copy: WorkingCopy) -> None:
        super().__init__()
        self.copy = copy


class BaseNeededError(NotKeptError):
    """The text was typed on top of something the server does not have; the browser has it."""


class OtherCopyError(NotKeptError):
    """The server holds a copy of another opening (another computer, another tab) that this one has not been given."""


def keep_typed(
    version: ArticleVersion,
    *,
    by: AbstractUser,
    opening: Opening,
    changed: Mapping[str, str],
    seen: str,
    base: Content | None = None,
    replaces: str = "",
) -> WorkingCopy:
    """`changed`: the fields that differ from the base, which is known by its fingerprint `seen`, or given. A copy that another
    opening left is replaced only by who names it in `replaces`. What arrives after its form was sent is ignored."""
    with _locked_copy(version, by) as copy:
        last = Opening.read(copy.opening)
        is_own = last.name == opening.name
        if is_own and opening.sent < last.sent:
            return copy
        if copy.fields and not is_own and last.name != replaces:
            raise OtherCopyError(copy)
        copy.base = _base(version, copy, seen, base)
        copy.opening = str(opening)
        copy.fields = copy.base | dict(changed) if changed else {}
        copy.kept_at = timezone.now() if changed else None
        _seen(copy)
        copy.save()
    return copy


def look_in(version: ArticleVersion, *, by: AbstractUser) -> WorkingCopy:
    """The form is open; nothing new is typed."""
    with _locked_copy(version, by) as copy:
        _seen(copy)
        copy.save(update_fields=["opened_at", "seen_at"])
    return copy


def leave(version: ArticleVersion, *, by: AbstractUser) -> None:
    """The form was closed: nobody is told any more that it is open."""
    gone = timezone.now() - STALE
    WorkingCopy.objects.filter(version=version, editor=by).update(seen_at=gone)


def drop(version: ArticleVersion, *, by: AbstractUser, opening: Opening) -> None:
    with _locked_copy(version, by) as copy:
        if Opening.read(copy.opening).name == opening.name:
            _empty(copy)


def hand_over(version: ArticleVersion, *, by: AbstractUser, base: Content, typed: Content) -> WorkingCopy:
    """Text that was typed into another version goes on in this draft, from what stood before it was typed."""
    with _locked_copy(version, by) as copy:
        if copy.fields and is_missing(version, Content(copy.base), Content(copy.fields)):
            raise RefusedError(
                Reason(_("There is text of yours in that draft which is not kept. Take it or drop it first."))
            )
        copy.base, copy.fields = base, base | typed
        copy.opening, copy.kept_at = str(Opening(secrets.token_hex(8))), timezone.now()
        _seen(copy)
        copy.save()
    return copy


def after_keeping(version: ArticleVersion, *, by: AbstractUser, opening: Opening, typed: Content) -> None:
    """The draft holds what was typed in that opening. A form that stays open (its preview went to another tab) goes on from
    what it sent, not from what was made of it: words of others that came in are not in it and must not look taken out."""
    with _locked_copy(version, by) as copy:
        if copy.fields and Opening.read(copy.opening).name != opening.name:
            return
        copy.base = typed
        copy.opening = str(Opening(opening.name, opening.sent + 1))
        _empty(copy)


def base_of(version: ArticleVersion, *, by: AbstractUser, seen: str, opening: Opening) -> Content:
    """What an editor had before them: what their form carries; or what it sent last, if it was sent and does not know."""
    copy = WorkingCopy.objects.filter(version=version, editor=by).first()
    last = Opening.read(copy.opening) if copy else None
    if copy and last and opening.name and last.name == opening.name and opening.sent < last.sent:
        return Content(copy.base)
    return unpacked(seen)


def locked(version: ArticleVersion) -> ArticleVersion:
    """Read anew and held until the transaction ends, the article before it: the order in which every act takes them."""
    Article.objects.select_for_update().get(pk=version.article_id)
    return ArticleVersion.objects.select_for_update().get(pk=version.pk)


def is_missing(version: ArticleVersion, base: Content, typed: Content) -> bool:
    """Whether text that was typed is nowhere yet: not in the draft, and in none of the states it was ever kept in."""
    typed = {name: text for name, text in typed.items() if name in FIELDS}
    if not adds_anything(base, typed, content_of(version)):
        return False
    changed = {name: text for name, text in typed.items() if name in WRITTEN and text != base.get(name)}
    return not changed or not _was_kept(version, changed)


def _was_kept(version: ArticleVersion, words: Content) -> bool:
    # A draft that was discarded before it had the same name.
    acts = audit.entries_of(version).filter(act="keep", done_at__gte=version.created_at)
    kept = {(name, plain(value)) for new in acts.values_list("new", flat=True) for name, value in new.items()}
    return set(words.items()) <= kept


def _base(version: ArticleVersion, copy: WorkingCopy, seen: str, given: Content | None) -> Content:
    known = (Content(copy.base), content_of(version))
    found = next((each for each in known if fingerprint(each) == seen), given)
    if found is None:
        raise BaseNeededError(copy)
    return found


@contextmanager
def _locked_copy(version: ArticleVersion, by: AbstractUser) -> Iterator[WorkingCopy]:
    with transaction.atomic():
        copy, _is_new = WorkingCopy.objects.select_for_update().get_or_create(version=version, editor=by)
        yield copy


def _seen(copy: WorkingCopy) -> None:
    """Opened anew, if nobody had it open any more."""
    now = timezone.now()
    if not is_open(copy, now):
        copy.opened_at = now
    copy.seen_at = now


def _empty(copy: WorkingCopy) -> None:
    copy.fields, copy.kept_at = {}, None
    copy.save()
