"""The act on a translation whose original went on: it was read again and is still correct."""

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news import audit
from news.models import ArticleVersion, TranslationCheck
from news.publishing.refusals import Reason, RefusedError, acting_on


def still_correct(version: ArticleVersion, *, original: ArticleVersion, by: AbstractUser) -> TranslationCheck:
    """The public translation needs no change, although it was made from a version before `original`."""
    with acting_on(version, by, "still_correct"):
        now = timezone.now()
        public = ArticleVersion.objects.live(now)
        follows = version.translated_from
        if not public.filter(pk=version.pk).exists() or follows is None:
            raise RefusedError(Reason(_("Only a translation that readers have now can be still correct.")))
        if (original.article_id, original.language) != (version.article_id, follows.language):
            raise RefusedError(Reason(_("That is not the original of this translation."), "original"))
        if not public.filter(pk=original.pk).exists():
            raise RefusedError(
                Reason(_("The original has changed meanwhile. Compare the two again."), "original")
            )
        check, is_new = TranslationCheck.objects.get_or_create(
            version=version, original=original, defaults={"checked_by": by, "checked_at": now}
        )
        if is_new:
            audit.record(version, by=by, act="still_correct", new={"original": original})
    return check


def kept_up_with(version: ArticleVersion) -> ArticleVersion | None:
    """The version of its original that a translation keeps up with: the one it was made from, or the newest against which it
    was found still correct. None for an original."""
    checked = [check.original for check in version.checks.select_related("original")]
    made_from = [version.translated_from] if version.translated_from else []
    return max([*made_from, *checked], key=lambda original: original.number, default=None)
