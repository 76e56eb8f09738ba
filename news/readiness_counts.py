"""How far a text keeps a rule, in numbers: "Sources 11 of 12"."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import Image
from news.readiness_rules import (
    HEADLINE_LENGTH,
    STANDFIRST_LENGTH,
    Text,
    described,
    is_attributed,
    passages_that_assert,
    pictures,
    plain,
    typed_numbers,
)
from news.texts.passages import PassageKind


def lengths(text: Text) -> str:
    told = {
        "headline": len(plain(text.version.headline)),
        "of_headline": HEADLINE_LENGTH,
        "standfirst": len(plain(text.version.standfirst)),
        "of_standfirst": STANDFIRST_LENGTH,
    }
    return (
        _("headline %(headline)d of %(of_headline)d, standfirst %(standfirst)d of %(of_standfirst)d") % told
    )


def references(text: Text) -> str:
    found = [text.target(reference) is not None for _name, _passage, reference in text.references]
    return counted(found)


def sources(text: Text) -> str:
    return counted([passage.is_sourced for _name, passage in passages_that_assert(text)])


def statements(text: Text) -> str:
    quotations = [passage for _name, passage in text if passage.kind == PassageKind.QUOTATION]
    return counted([is_attributed(passage) for passage in quotations])


def figures(text: Text) -> str:
    """Of the numbers in the text, those that are a figure we hold."""
    held = [reference.kind == "figure" for _name, _passage, reference in text.references]
    typed = [number for _name, _passage, numbers in typed_numbers(text) for number in numbers]
    return counted([*filter(None, held), *[False] * len(typed)])


def alternative_texts(text: Text) -> str:
    shown: dict[Image, None] = {image: None for _name, _line, image in pictures(text)}
    return counted([described(image, text.version.language) for image in shown])


def counted(kept: list[bool]) -> str:
    """ "" where there is nothing to count."""
    return _("%(kept)d of %(all)d") % {"kept": sum(kept), "all": len(kept)} if kept else ""


Count = tuple[str | Promise, Callable[[Text], str]]
LENGTHS: Count = (gettext_lazy("Lengths"), lengths)
REFERENCES: Count = (gettext_lazy("References found"), references)
SOURCES: Count = (gettext_lazy("Passages with their source"), sources)
STATEMENTS: Count = (gettext_lazy("Statements attributed"), statements)
FIGURES: Count = (gettext_lazy("Numbers that are figures"), figures)
PICTURES: Count = (gettext_lazy("Alternative texts"), alternative_texts)
