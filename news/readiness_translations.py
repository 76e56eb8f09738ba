"""The rules of translations: they keep up with their original, state its numbers, and nothing of it is left untranslated."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from news.readiness_rules import Finding, Text, beginning, block, plain, warning
from news.texts.numbers import typed
from news.translations.following import CUTS, Disagreement, beside, disagreements

if TYPE_CHECKING:
    from news.models import ArticleVersion


def translations_are_level(text: Text) -> Iterator[Finding]:
    yield from translations_keep_up(text)
    yield from follows_paragraph_by_paragraph(text)


def translations_keep_up(text: Text) -> Iterator[Finding]:
    version = text.version
    original = version.translated_from
    public = version.article.versions.filter(live_from__isnull=False)
    if original:
        newer = public.filter(
            language=original.language, live_from__lte=timezone.now(), number__gt=original.number
        )
        if newest := newer.without_texts().order_by("-number").first():
            words = _("It follows version %(old)d of its original; version %(new)d is public.")
            yield warning(words % {"old": original.number, "new": newest.number}, "translated_from")
        if version.body.strip() and version.body == original.body:
            yield block(_("The text is still the original’s, word for word."), "body")
    behind = public.filter(translated_from__language=version.language, live_until__isnull=True).count()
    if behind and version.live_from is None:
        words = ngettext_lazy(
            "%(count)d translation will fall behind; readers will be told.",
            "%(count)d translations will fall behind; readers will be told.",
            behind,
        )
        yield warning(words % {"count": behind}, "body")


def follows_paragraph_by_paragraph(text: Text) -> Iterator[Finding]:
    version, original = text.version, text.version.translated_from
    if original is None or version.body == original.body:  # said as a whole
        return
    both = beside(_texts(original), _texts(version), original.language, version.language)
    for each in both:
        if each.is_untranslated and each.own:
            words = _("“%(beginning)s” still stands in the words of the original.")
            yield warning(words % {"beginning": beginning(plain(each.own.text))}, each.field, each.own.line)
    for disagreement in disagreements(both, original.language, version.language):
        yield _numbers_differ(disagreement)


def _numbers_differ(found: Disagreement) -> Finding:
    told = {"missing": typed(found.difference.missing), "extra": typed(found.difference.extra)}
    if told["missing"] and told["extra"]:
        words = _("The original has %(missing)s in this paragraph; here stands %(extra)s.")
    elif told["missing"]:
        words = _("The original has %(missing)s in this paragraph; it is missing here.")
    else:
        words = _("%(extra)s stands here; this paragraph of the original does not have it.")
    return warning(words % told, found.paragraph.field, found.line)


def _texts(version: "ArticleVersion") -> dict[str, str]:
    return {name: getattr(version, name) for name in CUTS}
