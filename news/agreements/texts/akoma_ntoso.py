"""A text as Akoma Ntoso 3.0 (OASIS LegalDocML): the work, this expression of it, this file, its events, its provisions.

IRIs follow the Akoma Ntoso Naming Convention. The Union State has no code in ISO 3166: `xu` is of the range it leaves to users.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from django.conf import settings

from news.agreements.dossiers import Dossier
from news.agreements.facts import BINDING
from news.agreements.terms import ActionType, Family
from news.agreements.texts.laid_out import mark_of
from news.agreements.texts.splitting import ProvisionText
from news.agreements.texts.terms import LegalValue, ProvisionKind, TextKind
from news.models import TextVersion

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
COUNTRY = "xu"
# ISO 639-2 alpha-3, as the naming convention asks.
LANGUAGES = {"en": "eng", "ru": "rus", "be": "bel"}
CONCLUDED = (ActionType.SIGNED, ActionType.ADOPTED_BY_ORGAN, ActionType.ADOPTED)
EVENTS = {
    **dict.fromkeys(CONCLUDED, "generation"),
    ActionType.ENTERS_INTO_FORCE: "generation",
    ActionType.TAKES_EFFECT: "generation",
    ActionType.AMENDED: "amendment",
    ActionType.TERMINATED: "repeal",
    ActionType.TRANSFORMED: "repeal",
    ActionType.EXPIRED: "repeal",
    ActionType.REPEALED: "repeal",
}
ELEMENTS = {
    ProvisionKind.PART: "part",
    ProvisionKind.SECTION: "section",
    ProvisionKind.CHAPTER: "chapter",
    ProvisionKind.ARTICLE: "article",
    ProvisionKind.PARAGRAPH: "paragraph",
    ProvisionKind.POINT: "point",
}
WHOLE = (ProvisionKind.PREFACE, ProvisionKind.PREAMBLE, ProvisionKind.CONCLUSIONS)


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of one text and of its work."""

    work: str
    expression: str
    manifestation: str


def names_of(dossier: Dossier, version: TextVersion, language: str = "") -> Names:
    agreement = dossier.agreement
    number = agreement.number.replace(" ", "-").lower()
    concluded = _concluded(dossier, version)
    work = f"/akn/{COUNTRY}/act/{agreement.designation.replace('_', '-')}/{concluded}/{number}"
    expression = f"{work}/{LANGUAGES[language or version.language]}@{version.valid_from}"
    return Names(work, expression, f"{expression}.akn")


def akoma_ntoso(
    dossier: Dossier, version: TextVersion, provisions: Sequence[ProvisionText], page: str
) -> bytes:
    """The whole document. `page`: the address at which people read the same text."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}akomaNtoso")
    kind = "singleVersion" if version.kind == TextKind.CONSOLIDATED else "originalVersion"
    act = _add(root, "act", name=dossier.agreement.designation, contains=kind)
    meta = _add(act, "meta")
    _identification(meta, dossier, version, page)
    _life(meta, dossier, version)
    _references(meta, dossier, version)
    _text(act, provisions, version.language)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Empty attributes are left out; an underscore at the end of a name is Python's (`as_`)."""
    child = ET.SubElement(
        parent,
        f"{{{NAMESPACE}}}{tag}",
        {key.rstrip("_"): value for key, value in attributes.items() if value},
    )
    child.text = text or None
    return child


# What it is ------------------------------------------------------------------------------------------------------


def _identification(meta: ET.Element, dossier: Dossier, version: TextVersion, page: str) -> None:
    names, agreement = names_of(dossier, version), dossier.agreement
    within = _add(meta, "identification", source="#register")
    work = _level(
        within, "FRBRWork", f"{names.work}/!main", names.work, _concluded(dossier, version), "concluded"
    )
    for code in [actor.code for actor in dossier.required] or [agreement.adopting_organ.code]:
        _add(work, "FRBRauthor", href=f"#{code}", as_="#author")
    _add(work, "FRBRcountry", value=COUNTRY)
    _add(work, "FRBRnumber", value=agreement.number)
    _add(work, "FRBRname", value=agreement.slug)
    expression = _level(
        within,
        "FRBRExpression",
        f"{names.expression}/!main",
        names.expression,
        version.valid_from,
        "validFrom",
    )
    _add(expression, "FRBRauthor", href="#source", as_="#publisher")
    _add(expression, "FRBRversionNumber", value=str(version.number))
    _add(expression, "FRBRauthoritative", value=_boolean(version.legal_value == LegalValue.AUTHENTIC))
    _add(expression, "FRBRlanguage", language=LANGUAGES[version.language])
    if version.kind == TextKind.TRANSLATION:
        original = names_of(dossier, version, version.translated_from).expression
        _add(
            expression,
            "FRBRtranslation",
            href=original,
            fromLanguage=LANGUAGES[version.translated_from],
            authoritative=_boolean(version.legal_value == LegalValue.OFFICIAL),
            by="#source",
        )
    recorded = version.recorded_at.date()
    manifestation = _level(
        within,
        "FRBRManifestation",
        f"{names.expression}/!main.akn",
        names.manifestation,
        recorded,
        "recorded",
        page,
    )
    _add(manifestation, "FRBRauthor", href="#register", as_="#editor")
    _add(manifestation, "FRBRformat", value="application/akn+xml")


def _level(
    within: ET.Element, name: str, this: str, uri: str, day: date, dated: str, alias: str = ""
) -> ET.Element:
    level = _add(within, name)
    _add(level, "FRBRthis", value=this)
    _add(level, "FRBRuri", value=uri)
    if alias:
        _add(level, "FRBRalias", value=alias, name="page")
    _add(level, "FRBRdate", date=str(day), name=dated)
    return level


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _concluded(dossier: Dossier, version: TextVersion) -> date:
    """The day of signature or adoption; where that is not known to the day, the day the text is of."""
    found = (a.dated for a in dossier.held if a.type in CONCLUDED and a.dated.precision == "day")
    return next((dated.on for dated in found), version.valid_from)


# Its life ------------------------------------------------------------------------------------------------------------


def _life(meta: ET.Element, dossier: Dossier, version: TextVersion) -> None:
    """Events known to the day, and the times in which it bound, as the register computes them."""
    spans = [span for span in dossier.spans if span.value in BINDING]
    days: dict[date, str] = {version.valid_from: "generation"}
    days |= {
        action.counts_from.on: EVENTS[action.type]
        for action in dossier.held
        if action.type in EVENTS and action.counts_from.precision == "day"
    }
    for span in spans:
        for day in filter(None, (span.start, span.end)):
            days.setdefault(day, "generation")
    lifecycle = _add(meta, "lifecycle", source="#register")
    for day, kind in sorted(days.items()):
        _add(lifecycle, "eventRef", date=str(day), source="#source", type=kind, eId=f"e_{day}")
    if not spans:
        return
    group = _add(_add(meta, "temporalData", source="#register"), "temporalGroup", eId="tmpg_1")
    for span in spans:
        _add(
            group,
            "timeInterval",
            start=f"#e_{span.start}",
            end=f"#e_{span.end}" if span.end else "",
            refersTo="#inForce",
        )


def _references(meta: ET.Element, dossier: Dossier, version: TextVersion) -> None:
    references = _add(meta, "references", source="#register")
    for actor in dossier.required:
        _organisation(references, actor.code, actor.name_en)
    if dossier.agreement.family == Family.ORGAN_ACT:
        organ = dossier.agreement.adopting_organ
        _organisation(references, organ.code, organ.name_en)
    _organisation(references, "register", str(settings.SITE_NAME))
    _organisation(references, "source", version.source.publisher_en)
    for role in ("author", "publisher", "editor"):
        _add(references, "TLCRole", eId=role, href=f"/akn/ontology/role/{role}", showAs=role)
    _add(references, "TLCConcept", eId="inForce", href="/akn/ontology/concept/inForce", showAs="in force")


def _organisation(references: ET.Element, code: str, name: str) -> None:
    _add(references, "TLCOrganization", eId=code, href=f"/akn/ontology/organization/{code}", showAs=name)


# What it says --------------------------------------------------------------------------------------------------------


def _text(act: ET.Element, provisions: Sequence[ProvisionText], language: str) -> None:
    for kind in (ProvisionKind.PREFACE, ProvisionKind.PREAMBLE):
        _whole(act, kind, provisions)
    body = _add(act, "body")
    held = {each.parent for each in provisions}
    elements: dict[str, ET.Element] = {"": body}
    for each in provisions:
        if each.kind not in WHOLE:
            elements[each.eid] = _provision(elements[each.parent], each, language, each.eid in held)
    if not len(body):
        _add(_add(_add(body, "paragraph", eId="para_nn_1"), "content"), "p")
    _whole(act, ProvisionKind.CONCLUSIONS, provisions)


def _whole(act: ET.Element, kind: ProvisionKind, provisions: Sequence[ProvisionText]) -> None:
    for each in provisions:
        if each.kind == kind:
            _lines(_add(act, kind.value, eId=each.eid, **_wid(each)), each)


def _provision(parent: ET.Element, provision: ProvisionText, language: str, holds_others: bool) -> ET.Element:
    if provision.kind == ProvisionKind.ANNEX:
        element = _add(parent, "hcontainer", name="annex", eId=provision.eid, **_wid(provision))
    else:
        element = _add(parent, ELEMENTS[provision.kind], eId=provision.eid, **_wid(provision))
    if mark := mark_of(provision, language):
        _add(element, "num", mark)
    if provision.heading:
        _add(element, "heading", provision.heading)
    if holds_others:
        if provision.text:
            _lines(_add(element, "intro"), provision)
    else:
        _lines(_add(element, "content"), provision)
    return element


def _wid(provision: ProvisionText) -> dict[str, str]:
    return {"wId": provision.wid} if provision.wid != provision.eid else {}


def _lines(element: ET.Element, provision: ProvisionText) -> None:
    for line in provision.text.split("\n"):
        _add(element, "p", line)
