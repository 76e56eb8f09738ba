"""The acts on a draft: beginning it, keeping what is written, sending it for review and back, discarding it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.dates import moment
from news import audit
from news.models import Act, Article, ArticleVersion, Language
from news.publishing.refusals import Reason, RefusedError, acting, acting_on, gone, not_a_draft, refuse_if
from news.publishing.translations import kept_up_with

# What a new draft takes over from the version it begins with.
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
    with acting(article, by, "new_draft") as article:
        siblings = article.versions.filter(language=language)
        refuse_if([*gone(article), *_cannot_begin(siblings, language, act, from_version)])
        latest = siblings.order_by("-number").first()
        original = from_version if from_version and from_version.language != language else None
        text = (latest or original) if original else (from_version or latest)
        version = ArticleVersion(
            article=article,
            language=language,
            number=latest.number + 1 if latest else 1,
            act=act,
            created_by=by,
            changed_by=by,
            changed_at=timezone.now(),
            **({name: getattr(text, name) for name in COPIED} if text else {}),
        )
        if follows := original or (latest and kept_up_with(latest)):
            version.translated_from = follows
            version.translation_method = latest.translation_method if latest else "human"
        version.save()
        audit.record(version, by=by, act="new_draft", new={"act": act, "begins_with": text})
    return version


def keep(version: ArticleVersion, *, by: AbstractUser, fields: Mapping[str, Any]) -> ArticleVersion:
    """Keeps what was written in a draft. `fields`: {name: value} of those that may differ from what is stored."""
    with acting_on(version, by, "keep"):
        refuse_if(not_a_draft(version))
        old = {
            name: getattr(version, name) for name, value in fields.items() if getattr(version, name) != value
        }
        if not old:
            return version
        new = {name: fields[name] for name in old}
        for name, value in new.items():
            setattr(version, name, value)
        version.changed_at, version.changed_by = timezone.now(), by
        version.save(update_fields=[*new, "changed_at", "changed_by"])
        audit.record(version, by=by, act="keep", old=old, new=new)
    return version


def submit(version: ArticleVersion, *, by: AbstractUser, comment: str = "") -> ArticleVersion:
    """Sends a draft to those who review. It may still be incomplete; its author leaves it alone until it comes back."""
    with acting_on(version, by, "submit") as article:
        refuse_if([*gone(article), *not_a_draft(version), *_cannot_be_submitted(version)])
        version.submitted_at, version.submitted_by, version.return_comment = timezone.now(), by, ""
        version.save(update_fields=["submitted_at", "submitted_by", "return_comment"])
        audit.record(version, by=by, act="submit", comment=comment.strip())
    return version


def take_back(version: ArticleVersion, *, by: AbstractUser) -> ArticleVersion:
    """The author goes on writing: the draft is no longer in review."""
    with acting_on(version, by, "take_back"):
        refuse_if([*not_a_draft(version), *_not_in_review(version)])
        _end_review(version)
        audit.record(version, by=by, act="take_back")
    return version


def return_draft(version: ArticleVersion, *, by: AbstractUser, comment: str) -> ArticleVersion:
    """Gives a draft back to its author with what is to be done."""
    with acting_on(version, by, "return_draft"):
        refuse_if([*not_a_draft(version), *_not_in_review(version)])
        if not comment.strip():
            raise RefusedError(Reason(_("Say what is to be done, so that the author knows."), "comment"))
        _end_review(version, comment.strip())
        audit.record(version, by=by, act="return_draft", comment=comment.strip())
    return version


def discard(version: ArticleVersion, *, by: AbstractUser) -> None:
    """Deletes a draft; the article too, where nothing else of it was ever written."""
    with acting_on(version, by, "discard") as article:
        if version.live_from:
            raise RefusedError(Reason(_("Only a draft can be discarded.")))
        # The words stay in the audit, from where they can be copied.
        words = {name: getattr(version, name) for name in COPIED if getattr(version, name)}
        audit.record(version, by=by, act="discard", old=words)
        version.delete()
        if not article.versions.exists():
            article.delete()


def _end_review(version: ArticleVersion, comment: str = "") -> None:
    version.submitted_at, version.submitted_by, version.return_comment = None, None, comment
    version.save(update_fields=["submitted_at", "submitted_by", "return_comment"])


def _cannot_be_submitted(version: ArticleVersion) -> Iterator[Reason]:
    if version.submitted_at:
        yield Reason(_("This draft is in review already."))
    if not version.headline.strip():
        yield Reason(_("The headline is missing."), "headline")
    if not version.body.strip():
        yield Reason(_("The text is missing."), "body")


def _not_in_review(version: ArticleVersion) -> Iterator[Reason]:
    if version.submitted_at is None:
        yield Reason(_("This draft is not in review."))


def _cannot_begin(
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
