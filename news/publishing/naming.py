"""What a version may be called: the first in its language, a translation, or what it does to the one before."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from news.models import Act, ArticleVersion
from news.publishing.refusals import Reason

OPENING_ACTS = frozenset({Act.FIRST, Act.TRANSLATION})
LATER_ACTS = frozenset({Act.MINOR, Act.UPDATE, Act.CORRECTION, Act.CLARIFICATION, Act.TRANSLATION})


def cannot_be_called(version: ArticleVersion, siblings: models.QuerySet) -> Iterator[Reason]:
    """`siblings`: the public and scheduled versions of the same language."""
    before = siblings.exclude(pk=version.pk).exists()
    if not before and version.act not in OPENING_ACTS:
        yield Reason(
            _("Nothing was published before in this language, so nothing can be updated or corrected."), "act"
        )
    if before and version.act not in LATER_ACTS:
        yield Reason(_("This language has a published version: say what this one does to it."), "act")
    if version.act == Act.TRANSLATION and version.translated_from is None:
        yield Reason(_("Say which version it translates."), "translated_from")
