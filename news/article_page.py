"""An article as its page prints it: the text of one version, what stands behind it, what it leads to, what changed."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from config.web import dates
from config.web.addresses import address, in_other_language
from news.article_history import Entry, History, version_address
from news.article_notices import Notice, version_notices
from news.models import Act, ArticleVersion
from news.related import RelatedThing, related_things
from news.texts.markdown import FORMS, Form, Rendered, render_texts
from news.texts.notes import Notes
from news.translations.marks import Newer, newer_in_original

WORDS_A_MINUTE = 180
# What an article leads to stands beside it under these headings; other kinds are linked from its text alone.
RELATED = {"agreement": gettext_lazy("In the register"), "route": gettext_lazy("On the railway")}
# The three lists of the evidence box: the text, and its heading in the form of site/_state.html.
EVIDENCE = (
    ("confirmed", gettext_lazy("Confirmed"), "full", "force"),
    ("claimed", gettext_lazy("Claimed"), "half", "claim"),
    ("unknown", gettext_lazy("Not known"), "hollow", ""),
)


@dataclass(frozen=True, slots=True)
class EvidencePart:
    label: str | Promise
    shape: str
    tone: str
    lines: Sequence[SafeString]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of "what changed": `name` is the note's among the rendered texts, `note` its markup."""

    entry: Entry
    name: str
    note: SafeString

    @property
    def is_correction(self) -> bool:
        return self.entry.version.act in (Act.CORRECTION, Act.CLARIFICATION)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    version: ArticleVersion
    history: History
    rendered: Rendered
    evidence: Sequence[EvidencePart]
    related: Sequence[tuple[str | Promise, Sequence[RelatedThing]]]
    changes: Sequence[Change]
    notices: Sequence[Notice]

    @property
    def page_language(self) -> str:
        return get_language() or "en"

    @property
    def foreign_language(self) -> str:
        """The language of the text, where it is not the page's."""
        return "" if self.version.language == self.page_language else self.version.language

    @property
    def lang_attribute(self) -> SafeString:
        code = self.foreign_language
        return format_html(' lang="{}"', code) if code else SafeString("")

    @property
    def desk(self) -> str:
        return self.version.byline or gettext("News desk")

    @property
    def others(self) -> list[tuple[ArticleVersion, str, str]]:
        """The other languages: version, address, how it was made."""
        return [
            (
                version,
                in_other_language(version.get_absolute_url(), version.language),
                version_method(version),
            )
            for version in self.history.others
        ]

    @property
    def version_links(self) -> list[tuple[str, str]]:
        versions = address("article_versions", slug=self.version.article.slug)
        return [(gettext("All versions"), in_other_language(versions, self.version.language))]

    @property
    def minutes(self) -> str:
        words = len(re.findall(r"\w+", self.rendered.plain["body"]))
        minutes = max(1, math.ceil(words / WORDS_A_MINUTE))
        said = ngettext("%(count)d minute to read", "%(count)d minutes to read", minutes)
        return (said % {"count": minutes}).replace(" ", dates.NBSP, 1)

    @property
    def correction(self) -> Change | None:
        """The latest correction, which stands above the text as long as the text does."""
        return next((each for each in self.changes if each.entry.version.act == Act.CORRECTION), None)

    @property
    def told_changes(self) -> list[Change]:
        """What stands under the text; minor updates are listed with the versions only."""
        return [change for change in self.changes if not change.entry.is_minor]

    @property
    def permalink(self) -> str:
        return version_address(self.version)

    @property
    def citation(self) -> str:
        return gettext("“%(headline)s”, %(site)s, version %(number)d, %(day)s.") % {
            "headline": self.version.headline,
            "site": settings.SITE_NAME,
            "number": self.version.number,
            "day": dates.local_day(self.version.live_from),
        }


def article_page(
    version: ArticleVersion, history: History, as_of: date, *, preview: bool = False
) -> ArticlePage:
    """At most four queries for what the texts refer to, and what the states of that cost.

    With `preview`, references that lead nowhere are marked.
    """
    newer = newer_in_original(version, history)
    rendered = _rendered(
        version.texts, history, as_of, preview=preview, newer=newer, topics_of=version.article_id
    )
    return ArticlePage(
        version,
        history,
        rendered,
        evidence_parts(rendered),
        related_groups(rendered, as_of),
        _changes(history, rendered),
        version_notices(version, history, newer.summary if newer else ""),
    )


def changes_alone(history: History, as_of: date) -> tuple[list[Change], Notes]:
    """What changed, for a page without the text itself, and the sources its notes cite."""
    rendered = _rendered({}, history, as_of)
    return _changes(history, rendered), rendered.notes


def _rendered(
    texts: Mapping[str, str],
    history: History,
    as_of: date,
    *,
    preview: bool = False,
    newer: Newer | None = None,
    topics_of: int | None = None,
) -> Rendered:
    """The texts, then the notes to readers of every version, with one numbering of sources."""
    notes = {f"note-{entry.version.number}": entry.version.note for entry in history.entries}
    return render_texts(
        {**texts, **notes},
        language=history.language,
        as_of=as_of,
        preview=preview,
        forms=FORMS | dict.fromkeys(notes, Form.LINE),
        marks={"body": newer.by_line} if newer else {},
        topics_of=topics_of,
    )


def _changes(history: History, rendered: Rendered) -> list[Change]:
    return [
        Change(entry, f"note-{entry.version.number}", rendered.html[f"note-{entry.version.number}"])
        for entry in history.entries
    ]


def version_method(version: ArticleVersion) -> str:
    """original; machine translation, not reviewed; …"""
    if not version.translated_from_id:
        return gettext("original")
    method = version.get_translation_method_display()
    return method if version.reviewed_by else gettext("%(method)s, not reviewed") % {"method": method}


def evidence_parts(rendered: Rendered) -> list[EvidencePart]:
    """The lists that hold something."""
    return [
        EvidencePart(label, shape, tone, lines)
        for name, label, shape, tone in EVIDENCE
        if (lines := rendered.lines.get(name))
    ]


def related_groups(rendered: Rendered, as_of: date) -> list[tuple[str | Promise, list[RelatedThing]]]:
    """What the texts lead to, of the kinds that stand beside an article, each with its state on the day."""
    found = [
        (heading, related_things(name, rendered.targets.get(name, ()), as_of))
        for name, heading in RELATED.items()
    ]
    return [(heading, things) for heading, things in found if things]
