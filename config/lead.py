"""The text that leads the front page: its standfirst, what stands behind it in short, and what it leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from news.article_page import EVIDENCE, EvidencePart, evidence_parts
from news.models import ArticleVersion, Image
from news.named import Named, Names, with_references_of
from news.texts.markdown import FORMS, Form, plain_texts, references_of, render_texts
from news.texts.notes import Notes
from news.texts.reference_lookup import NO_VALUES, Values, figure_values

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
    # The first few agreements, then routes, that it refers to.
    links: Sequence[Named]
    picture: Image | None = None

    @property
    def foreign_language(self) -> str:
        return "" if self.version.language == get_language() else self.version.language

    @property
    def is_updated(self) -> bool:
        return self.version.live_from > self.version.published_at


@dataclass(frozen=True, slots=True)
class Referred:
    """What the news of the front page names, read at once: names, keys of agreements, routes and figures in the lead's whole
    text in its order, and the values of figures by key."""

    known: Names
    by_lead: Mapping[str, Sequence[str]]
    values: Values


def lead_of(version: ArticleVersion, as_of: date, notes: Notes, referred: Referred) -> Lead:
    """`version` comes with its texts, but for the body. Sources cost a query, pictures and what is not named by `referred`
    one more each."""
    known, values, language = referred.known, referred.values, version.language
    rendered = render_texts(
        texts_of(version), language=language, as_of=as_of, notes=notes, known=known, values=values
    )
    is_updated = version.live_from > version.published_at
    note = {"note": version.note if is_updated else ""}
    links = [known.get((kind, key)) for kind in LED_TO for key in referred.by_lead.get(kind, ())]
    return Lead(
        version=version,
        standfirst=rendered.html["standfirst"],
        evidence=evidence_parts(rendered),
        change=plain_texts(note, language=language, as_of=as_of, known=known, values=values)["note"],
        links=[thing for thing in links if thing][:LINKS],
        picture=version.lead_image,
    )


def texts_of(version: ArticleVersion) -> dict[str, str]:
    """What the front page prints of the lead: its standfirst, and the first lines of the evidence."""
    evidence = {name: first_lines(getattr(version, name)) for name, *_heading in EVIDENCE}
    return {"standfirst": version.standfirst, **evidence}


def first_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][:LINES])


def what_is_referred_to(
    lead: ArticleVersion | None, listed: Sequence[ArticleVersion], figures: int
) -> Referred:
    """By the lead and by the standfirsts of the others; two queries. Where the lead quotes no figure, so many of all are read
    besides: those with a line to draw first."""
    texts = [(each.standfirst, Form.LINE) for each in listed]
    if lead:
        texts += [(text, FORMS[name]) for name, text in {**texts_of(lead), "note": lead.note}.items()]
    names = {(each.kind, each.key) for text in texts for each in references_of(*text)}
    languages = {get_language() or "en", *(version.language for version in (lead, *listed) if version)}
    known: Names = Names()
    by_lead: Mapping[str, Sequence[str]] = {}
    if lead:
        known, by_lead = with_references_of(
            lead.pk, names, led_to=(*LED_TO, "figure"), languages=sorted(languages)
        )
    quoted = {key for kind, key in names if kind == "figure"} | set(by_lead.get("figure", ()))
    others = 0 if by_lead.get("figure") else figures
    return Referred(known, by_lead, figure_values(quoted, others) if quoted or others else NO_VALUES)
