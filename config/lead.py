"""The text that leads the front page: its standfirst, what stands behind it in short, and what it leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from config.web.prepared import Slot, prepared
from news.article_page import EVIDENCE, EvidencePart, evidence_parts
from news.models import ArticleVersion, Image, Reference
from news.named import Named, named_things
from news.texts.markdown import plain_texts, render_texts
from news.texts.notes import Notes

# Of each list of the evidence box, and of the things it leads to.
LINES, LINKS = 3, 4
LED_TO = ("agreement", "route")


@dataclass(frozen=True, slots=True)
class Lead:
    version: ArticleVersion
    standfirst: SafeString
    evidence: Sequence[EvidencePart]
    # What the latest version changed, in plain words; empty for a first version.
    change: str
    # Keys of what its text refers to, by kind, in the order of the text.
    refers_to: Mapping[str, Sequence[str]]
    # The first few agreements, then routes, that it refers to.
    links: Sequence[Named]
    picture: Image | None = None

    @property
    def foreign_language(self) -> str:
        return "" if self.version.language == get_language() else self.version.language

    @property
    def is_updated(self) -> bool:
        return self.version.live_from > self.version.published_at


def lead_of(version: ArticleVersion, as_of: date, notes: Notes) -> Lead:
    """`version` comes with its texts, but for the body. At most five queries: what the text refers to, the names of that,
    and sources, figures and pictures."""
    refers_to = references_of(version)
    known = named_things((kind, key) for kind, keys in refers_to.items() for key in keys)
    texts = {"standfirst": version.standfirst}
    texts |= {name: first_lines(getattr(version, name)) for name, *_heading in EVIDENCE}
    rendered = render_texts(texts, language=version.language, as_of=as_of, notes=notes, known=known)
    is_updated = version.live_from > version.published_at
    note = {"note": version.note if is_updated else ""}
    links = [known.get((kind, key)) for kind in LED_TO for key in refers_to.get(kind, ())]
    return Lead(
        version=version,
        standfirst=rendered.html["standfirst"],
        evidence=evidence_parts(rendered),
        change=plain_texts(note, language=version.language, as_of=as_of, known=known)["note"],
        refers_to=refers_to,
        links=[thing for thing in links if thing][:LINKS],
        picture=version.lead_image,
    )


def first_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][:LINES])


@prepared
def _references() -> QuerySet:
    rows = Reference.objects.filter(version=Slot("version")).order_by(
        "pk"
    )  # written in the order of the text
    return rows.values_list("target_kind", "target_key")


def references_of(version: ArticleVersion) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, key in _references().rows(version=version.pk):
        found.setdefault(kind, []).append(key)
    return found
