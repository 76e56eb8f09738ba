"""How an act is carried out or refused: one transaction around it, and every reason in words."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news import audit
from news.models import Article, ArticleVersion
from news.publishing.permissions import PERMISSIONS, may

logger = logging.getLogger(__name__)


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


def refuse_if(reasons: Iterable[Reason]) -> None:
    if found := [*reasons]:
        raise RefusedError(*found)


@contextmanager
def acting(article: Article, by: AbstractUser, act: str) -> Iterator[Article]:
    """One transaction that holds the article's row, so that acts on one article come one after another."""
    if not may(by, act):
        raise PermissionDenied(f"{by} may not {act}: needs {PERMISSIONS[act]}")
    try:
        with audit.timed(), transaction.atomic():
            yield Article.objects.select_for_update().get(pk=article.pk)
    except Article.DoesNotExist:
        raise RefusedError(Reason(_("This article does not exist any more."))) from None
    except IntegrityError as error:
        # Not reached by anything foreseen: the database's own rules are the last word, also when time passes meanwhile.
        logger.exception("act refused by the database", extra={"act": act, "article": article.slug})
        raise RefusedError(
            Reason(_("The article has changed meanwhile. Look at it again, then repeat."))
        ) from error


@contextmanager
def acting_on(version: ArticleVersion, by: AbstractUser, act: str) -> Iterator[Article]:
    """The same for one version: read anew inside the transaction, and theirs to act on."""
    with acting(version.article, by, act) as article:
        try:
            version.refresh_from_db()
        except ArticleVersion.DoesNotExist:
            raise RefusedError(Reason(_("This version does not exist any more."))) from None
        if not may(by, act, version):
            raise PermissionDenied(f"{by} may not {act} {version}: it is another's, or in review")
        yield article


def gone(article: Article) -> Iterator[Reason]:
    if article.removed_at:
        yield Reason(_("This article is removed. Put it back first."))
    elif article.withdrawn_at:
        yield Reason(_("This article is withdrawn. Put it back first."))
    elif article.merged_into_id:
        yield Reason(_("This article is merged into another. Take the merging back first."))


def never_public(article: Article) -> Iterator[Reason]:
    if not article.versions.filter(live_from__lte=timezone.now()).exists():
        yield Reason(_("Nothing of this article has been public. Discard its drafts instead."))


def no_reason(reasons: Mapping[str, str]) -> Iterator[Reason]:
    if not reasons.get("en", "").strip():
        yield Reason(_("Readers are told why. Write the reason, in English at least."), "reason_en")


def not_a_draft(version: ArticleVersion) -> Iterator[Reason]:
    if version.live_from:
        yield Reason(_("This version is published or scheduled already."))
