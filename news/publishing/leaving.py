"""The acts by which an article leaves its place: withdrawn, removed or merged into another; and back."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.translated import LANGUAGES
from news import audit
from news.models import Article
from news.publishing.refusals import Reason, RefusedError, acting, gone, never_public, no_reason, refuse_if


def withdraw(article: Article, *, by: AbstractUser, reasons: Mapping[str, str]) -> Article:
    """The article stays readable, under a banner that says when and why it was withdrawn. `reasons`: by language."""
    with acting(article, by, "withdraw") as article:
        refuse_if([*gone(article), *never_public(article), *no_reason(reasons)])
        _set_gone(article, "withdraw", by, reasons, withdrawn_at=timezone.now())
    return article


def remove(article: Article, *, by: AbstractUser, reasons: Mapping[str, str]) -> Article:
    """The address answers 410 with the date and the reason; nothing of the text is shown any more."""
    with acting(article, by, "remove") as article:
        removed = [Reason(_("This article is removed already."))] if article.removed_at else []
        merged = gone(article) if article.merged_into_id else []
        refuse_if([*removed, *merged, *never_public(article), *no_reason(reasons)])
        _set_gone(article, "remove", by, reasons, removed_at=timezone.now())
    return article


def restore(article: Article, *, by: AbstractUser) -> Article:
    """Takes back a withdrawal or a removal."""
    with acting(article, by, "restore") as article:
        if not (article.withdrawn_at or article.removed_at):
            raise RefusedError(Reason(_("This article is neither withdrawn nor removed.")))
        _set_gone(article, "restore", by, {}, withdrawn_at=None, removed_at=None)
    return article


def merge(article: Article, *, into: Article, by: AbstractUser, comment: str = "") -> Article:
    """Readers of `article` are led to `into` from now on; so are those of articles merged into it before."""
    with acting(article, by, "merge") as article:
        target = Article.objects.select_for_update().get(pk=into.pk)
        refuse_if([*gone(article), *never_public(article), *_cannot_take(target, article)])
        # Theirs first: nobody may be led to an article that leads elsewhere.
        earlier = [*article.merged.all()]
        for each in earlier:
            each.merged_into = target
            each.save(update_fields=["merged_into"])
        article.merged_into = target
        article.save(update_fields=["merged_into"])
        audit.record(article, by=by, act="merge", new={"merged_into": target}, comment=comment.strip())
        for each in earlier:
            audit.record(each, by=by, act="merge", old={"merged_into": article}, new={"merged_into": target})
    return article


def unmerge(article: Article, *, by: AbstractUser) -> Article:
    """The article stands at its own address again."""
    with acting(article, by, "unmerge") as article:
        if article.merged_into_id is None:
            raise RefusedError(Reason(_("This article is not merged into another.")))
        target, article.merged_into = article.merged_into, None
        article.save(update_fields=["merged_into"])
        audit.record(article, by=by, act="unmerge", old={"merged_into": target})
    return article


def _cannot_take(target: Article, article: Article) -> Iterator[Reason]:
    if target.pk == article.pk:
        yield Reason(_("An article cannot be merged into itself."), "into")
    elif [*gone(target), *never_public(target)]:
        yield Reason(_("Choose an article that readers can read."), "into")


def _set_gone(
    article: Article, act: str, by: AbstractUser, reasons: Mapping[str, str], **moments: datetime | None
) -> None:
    changes = moments | {f"reason_{language}": reasons.get(language, "").strip() for language in LANGUAGES}
    old = {name: getattr(article, name) for name in changes}
    for name, value in changes.items():
        setattr(article, name, value)
    article.save(update_fields=[*changes])
    audit.record(article, by=by, act=act, old=old, new=changes, comment=reasons.get("en", "").strip())
