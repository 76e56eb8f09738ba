"""The acts by which a text becomes public, changes and goes: each one function, one transaction, one line in the log."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.web.dates import moment
from config.web.translated import LANGUAGES
from news.models import Act, Article, ArticleVersion, Language
from news.readiness import Level, readiness

logger = logging.getLogger(__name__)

# Who may do what. docs/editing.md tells it to editors.
PERMISSIONS = {
    "new_draft": "news.add_articleversion",
    "discard": "news.delete_articleversion",
    "publish": "news.publish_article",
    "unschedule": "news.publish_article",
    "withdraw": "news.publish_article",
    "restore": "news.publish_article",
    "remove": "news.publish_article",
}
# What a version may be called: the first in its language, and every later one.
OPENING_ACTS = frozenset({Act.FIRST, Act.TRANSLATION})
LATER_ACTS = frozenset({Act.UPDATE, Act.CORRECTION, Act.CLARIFICATION, Act.TRANSLATION})
COPIED = (
    "headline",
    "standfirst",
    "body",
    "confirmed",
    "claimed",
    "unknown",
    "byline",
    "dateline",
    "lead_image",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an act is refused, in words, and the field (of the version, the article or the act) where it can be mended."""

    message: str | Promise
    field: str = ""
    line: int | None = None


class RefusedError(Exception):
    def __init__(self, *reasons: Reason) -> None:
        super().__init__(*(str(reason.message) for reason in reasons))
        self.reasons = reasons


def may(user: AbstractUser, act: str) -> bool:
    return user.has_perm(PERMISSIONS[act])


def publish(
    version: ArticleVersion, *, by: AbstractUser, at: datetime | None = None, note: str = ""
) -> ArticleVersion:
    """Makes the stored draft public, at once or at a later moment; the version before it ends at that moment.

    Raises RefusedError with everything that stands in the way, PermissionDenied where `by` may not.
    """
    with _acting(version.article, by, "publish") as article:
        version.refresh_from_db()
        now = timezone.now()
        version.note = note.strip() or version.note
        siblings = article.versions.filter(language=version.language, live_from__isnull=False)
        _refuse_if(
            [
                *_gone(article),
                *_cannot_begin(version, siblings, at, now),
                *_cannot_be_called(version, siblings),
                *(
                    Reason(finding.message, finding.field, finding.line)
                    for finding in readiness(version)
                    if finding.level == Level.BLOCK
                ),
            ]
        )
        version.live_from = at or now
        version.published_by = by
        # The one before ends first: two open versions may not stand side by side even for a moment.
        for before in siblings.filter(live_until__isnull=True):
            before.live_until = version.live_from
            before.save(update_fields=["live_until"])
        version.save(update_fields=["note", "live_from", "published_by"])
        _record(version, by, "publish", live_from=version.live_from)
    return version


def unschedule(version: ArticleVersion, *, by: AbstractUser) -> ArticleVersion:
    """Takes a version that has not gone public yet back into a draft; the one before it stays."""
    with _acting(version.article, by, "unschedule") as article:
        version.refresh_from_db()
        if version.live_from is None or version.live_from <= timezone.now():
            raise RefusedError(Reason(_("This version is not waiting to be published.")))
        siblings = article.versions.filter(language=version.language)
        if siblings.drafts().exists():
            raise RefusedError(Reason(_("There is a newer draft in this language. Discard it first.")))
        planned, version.live_from, version.published_by = version.live_from, None, None
        version.save(update_fields=["live_from", "published_by"])
        for before in siblings.filter(live_until=planned):
            before.live_until = None
            before.save(update_fields=["live_until"])
        _record(version, by, "unschedule", planned=planned)
    return version


def new_draft(
    article: Article,
    language: str,
    *,
    by: AbstractUser,
    act: str,
    from_version: ArticleVersion | None = None,
) -> ArticleVersion:
    """A draft that begins with the text readers have now in that language, or with the text of `from_version`.

    A version in another language is what the draft translates: a first translation begins with its words, to be replaced.
    """
    with _acting(article, by, "new_draft") as article:
        siblings = article.versions.filter(language=language)
        _refuse_if([*_gone(article), *_cannot_begin_draft(siblings, language, act, from_version)])
        latest = siblings.order_by("-number").first()
        original = from_version if from_version and from_version.language != language else None
        text = (latest or original) if original else (from_version or latest)
        version = ArticleVersion(
            article=article,
            language=language,
            number=latest.number + 1 if latest else 1,
            act=act,
            created_by=by,
            **({name: getattr(text, name) for name in COPIED} if text else {}),
        )
        if follows := original or (latest and latest.translated_from):
            version.translated_from = follows
            version.translation_method = latest.translation_method if latest else "human"
        version.save()
        _record(version, by, "new_draft", flag=ADDITION)
    return version


def discard(version: ArticleVersion, *, by: AbstractUser) -> None:
    """Deletes a draft; the article too, where nothing else of it was ever written."""
    with _acting(version.article, by, "discard") as article:
        version.refresh_from_db()
        if version.live_from:
            raise RefusedError(Reason(_("Only a draft can be discarded.")))
        _record(version, by, "discard", flag=DELETION)
        version.delete()
        if not article.versions.exists():
            article.delete()


def withdraw(article: Article, *, by: AbstractUser, reasons: Mapping[str, str]) -> Article:
    """The article stays readable, under a banner that says when and why it was withdrawn. `reasons`: by language."""
    with _acting(article, by, "withdraw") as article:
        _refuse_if([*_gone(article), *_never_public(article), *_no_reason(reasons)])
        _set_gone(article, reasons, withdrawn_at=timezone.now())
        _record(article, by, "withdraw")
    return article


def remove(article: Article, *, by: AbstractUser, reasons: Mapping[str, str]) -> Article:
    """The address answers 410 with the date and the reason; nothing of the text is shown any more."""
    with _acting(article, by, "remove") as article:
        removed = [Reason(_("This article is removed already."))] if article.removed_at else []
        _refuse_if([*removed, *_never_public(article), *_no_reason(reasons)])
        _set_gone(article, reasons, removed_at=timezone.now())
        _record(article, by, "remove")
    return article


def restore(article: Article, *, by: AbstractUser) -> Article:
    """Takes back a withdrawal or a removal."""
    with _acting(article, by, "restore") as article:
        if not (article.withdrawn_at or article.removed_at):
            raise RefusedError(Reason(_("This article is neither withdrawn nor removed.")))
        _set_gone(article, {}, withdrawn_at=None, removed_at=None)
        _record(article, by, "restore")
    return article


@contextmanager
def _acting(article: Article, by: AbstractUser, act: str) -> Iterator[Article]:
    """One transaction that holds the article's row, so that acts on one article come one after another."""
    if not may(by, act):
        raise PermissionDenied(f"{by} may not {act}: needs {PERMISSIONS[act]}")
    try:
        with transaction.atomic():
            yield Article.objects.select_for_update().get(pk=article.pk)
    except Article.DoesNotExist:
        raise RefusedError(Reason(_("This article does not exist any more."))) from None
    except IntegrityError as error:
        # Not reached by anything foreseen: the database's own rules are the last word, also when time passes meanwhile.
        logger.exception("act refused by the database", extra={"act": act, "article": article.slug})
        raise RefusedError(
            Reason(_("The article has changed meanwhile. Look at it again, then repeat."))
        ) from error


def _refuse_if(reasons: list[Reason]) -> None:
    if reasons:
        raise RefusedError(*reasons)


def _gone(article: Article) -> Iterator[Reason]:
    if article.removed_at:
        yield Reason(_("This article is removed. Put it back first."))
    elif article.withdrawn_at:
        yield Reason(_("This article is withdrawn. Put it back first."))


def _never_public(article: Article) -> Iterator[Reason]:
    if not article.versions.filter(live_from__lte=timezone.now()).exists():
        yield Reason(_("Nothing of this article has been public. Discard its drafts instead."))


def _no_reason(reasons: Mapping[str, str]) -> Iterator[Reason]:
    if not reasons.get("en", "").strip():
        yield Reason(_("Readers are told why. Write the reason, in English at least."), "reason_en")


def _cannot_begin(
    version: ArticleVersion, siblings: models.QuerySet, at: datetime | None, now: datetime
) -> Iterator[Reason]:
    if version.live_from:
        yield Reason(_("This version is published or scheduled already."))
    if at and at <= now:
        yield Reason(_("That moment has passed. Choose a later one, or publish now."), "publish_at")
    for waiting in siblings.filter(live_from__gt=now).exclude(pk=version.pk):
        yield Reason(
            _("Version %(number)d is scheduled for %(moment)s. Take it back to a draft or wait until then.")
            % {"number": waiting.number, "moment": moment(waiting.live_from)}
        )


def _cannot_be_called(version: ArticleVersion, siblings: models.QuerySet) -> Iterator[Reason]:
    before = siblings.exclude(pk=version.pk).exists()
    if not before and version.act not in OPENING_ACTS:
        yield Reason(
            _("Nothing was published before in this language, so nothing can be updated or corrected."), "act"
        )
    if before and version.act not in LATER_ACTS:
        yield Reason(_("This language has a published version: say what this one does to it."), "act")
    if version.act == Act.TRANSLATION and version.translated_from is None:
        yield Reason(_("Say which version it translates."), "translated_from")


def _cannot_begin_draft(
    siblings: models.QuerySet, language: str, act: str, from_version: ArticleVersion | None
) -> Iterator[Reason]:
    if language not in Language.values:
        yield Reason(_("The site has no such language."), "language")
    if act not in Act.values:
        yield Reason(
            _("A version can be a first publication, an update, a correction or a translation."), "act"
        )
    if from_version and from_version.live_from is None:
        yield Reason(_("Publish the text it begins with first: a draft may still change."), "from_version")
    if draft := siblings.drafts().first():
        yield Reason(
            _("There is a draft in this language already, version %(number)d.") % {"number": draft.number},
            "language",
        )
    for waiting in siblings.filter(live_from__gt=timezone.now()):
        yield Reason(
            _("Version %(number)d is scheduled for %(moment)s. Take it back to a draft to change it.")
            % {"number": waiting.number, "moment": moment(waiting.live_from)},
            "language",
        )


def _set_gone(article: Article, reasons: Mapping[str, str], **moments: datetime | None) -> None:
    changes = moments | {f"reason_{language}": reasons.get(language, "").strip() for language in LANGUAGES}
    for name, value in changes.items():
        setattr(article, name, value)
    article.save(update_fields=[*changes])


def _record(
    thing: models.Model, by: AbstractUser, act: str, *, flag: int = CHANGE, **details: object
) -> None:
    words = " ".join([act, *(f"{name}={value}" for name, value in details.items())])
    LogEntry.objects.log_actions(by.pk, [thing], flag, words, single_object=True)
    extra = {"act": act, "by": by.get_username(), "thing": ":".join(map(str, thing.natural_key()))} | details
    transaction.on_commit(lambda: logger.info("act done", extra=extra))
