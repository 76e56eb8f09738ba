"""The text that leads the front page: its standfirst, what stands behind it in short, and what it leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from news.article_page import EVIDENCE, EvidencePart, evidence_parts
from news.models import ArticleVersion, Image, Reference
from news.texts.markdown import plain_texts, render_texts
from news.texts.notes import Notes

# Of each list of the evidence box, and of the things it leads to.
LINES, LINKS = 3, 4


@dataclass(frozen=True, slots=True)
class Lead:
    version: ArticleVersion
    standfirst: SafeString
    evidence: Sequence[EvidencePart]
    # What the latest version changed, in plain words; empty for a first version.
    change: str
    # Keys of what its text refers to, by kind, in the order of the text.
    refers_to: Mapping[str, Sequence[str]]
    picture: Image | None = None

    @property
    def foreign_language(self) -> str:
        return "" if self.version.language == get_language() else self.version.language

    @property
    def is_updated(self) -> bool:
        return self.version.live_from > self.version.published_at

    def links(self, things: Mapping[str, Mapping[str, Any]]) -> list[Any]:
        """The first few things it refers to, of those at hand: {kind: {key: thing}}."""
        found = [things[kind].get(key) for kind in things for key in self.refers_to.get(kind, ())]
        return [thing for thing in found if thing][:LINKS]


def lead_of(version: ArticleVersion, as_of: date, notes: Notes) -> Lead:
    """`version` comes from `ArticleVersion.objects.for_list()`; its texts are read here."""
    full = ArticleVersion.objects.select_related("lead_image").get(pk=version.pk)
    texts = {"standfirst": full.standfirst}
    texts |= {name: first_lines(getattr(full, name)) for name, *_heading in EVIDENCE}
    rendered = render_texts(texts, language=full.language, as_of=as_of, notes=notes)
    note = plain_texts({"note": full.note}, language=full.language, as_of=as_of)["note"]
    return Lead(
        version,
        rendered.html["standfirst"],
        evidence_parts(rendered),
        note if version.live_from > version.published_at else "",
        references_of(version),
        full.lead_image,
    )


def first_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][:LINES])


def references_of(version: ArticleVersion) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = Reference.objects.filter(version=version).order_by("pk")  # written in the order of the text
    for kind, key in rows.values_list("target_kind", "target_key"):
        found.setdefault(kind, []).append(key)
    return found
