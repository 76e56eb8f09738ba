"""What readers of a translation that is behind see: which of its paragraphs are newer in the original, each marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from news.article_history import History
from news.models import ArticleVersion
from news.translations.alignment import Standing
from news.translations.following import CUTS, Paragraph, paragraphs


@dataclass(frozen=True, slots=True)
class Newer:
    """`by_line`: marks that stand after the paragraph of the body that begins in a line, 0 for its beginning."""

    by_line: Mapping[int, SafeString]
    fields: Mapping[str, int]  # how many paragraphs of each text are behind

    @property
    def summary(self) -> str:
        """Newer there: headline, standfirst, 2 paragraphs of the text."""
        names = {
            "headline": gettext("the headline"),
            "standfirst": gettext("the standfirst"),
            "confirmed": gettext("what is confirmed"),
            "claimed": gettext("what is claimed"),
            "unknown": gettext("what is not known"),
        }
        told = [name for field, name in names.items() if field in self.fields]
        if count := self.fields.get("body", 0):
            told.append(
                ngettext("%(count)d paragraph, marked below", "%(count)d paragraphs, marked below", count)
                % {"count": count}
            )
        return gettext("Newer there: %(what)s.") % {"what": ", ".join(told)} if told else ""


def newer_in_original(version: ArticleVersion, history: History) -> Newer | None:
    """None where the version shown is not behind. Costs one query, and only where it is."""
    source, original = history.followed_original, history.newer_original
    if source is None or original is None or history.current is None or history.current.pk != version.pk:
        return None
    texts = {
        row["pk"]: row
        for row in ArticleVersion.objects.filter(pk__in=[source.pk, original.pk]).values("pk", *CUTS)
    }
    found = paragraphs(
        texts[source.pk],
        texts[original.pk],
        {name: getattr(version, name) for name in CUTS},
        original_language=original.language,
        language=version.language,
    )
    late = [each for each in found if each.row.is_behind]
    fields = {name: sum(each.field == name for each in late) for name in CUTS}
    body = [each for each in found if each.field == "body"]
    return Newer(_marks(body, history, original), {name: count for name, count in fields.items() if count})


def _marks(body: Sequence[Paragraph], history: History, original: ArticleVersion) -> dict[int, SafeString]:
    words: dict[int, list[str]] = {}
    new: dict[int, int] = {}
    line = 0
    for each in body:
        line = each.own.line if each.own else line
        if each.standing == Standing.CHANGED and each.own:
            words.setdefault(line, []).append(gettext("Newer in the original"))
        elif each.standing == Standing.GONE and each.own:
            words.setdefault(line, []).append(gettext("No longer in the original"))
        elif each.standing in (Standing.NEW, Standing.CHANGED):
            new[line] = new.get(line, 0) + 1
    for at, count in new.items():
        told = ngettext(
            "%(count)d paragraph more in the original here",
            "%(count)d paragraphs more in the original here",
            count,
        )
        words.setdefault(at, []).append(told % {"count": count})
    return {at: _mark(told, history, original) for at, told in words.items()}


def _mark(words: Sequence[str], history: History, original: ArticleVersion) -> SafeString:
    language = get_language() or "en"
    context = {
        "words": words,
        "url": history.original_comparison,
        "original_language": original.language,
        "lang": language if language != history.language else "",
    }
    return render_to_string("news/_newer.html", context)
