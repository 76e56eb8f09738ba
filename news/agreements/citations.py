"""How to cite an instrument of the register, in the forms that lawyers, libraries and reference managers read.

OSCOLA (4th ed., 2.5: treaties), GOST R 7.0.5-2008 (electronic resources), BibTeX, RIS and CSL-JSON (CSL 1.0.2: `treaty`).
BibTeX and RIS know no treaty: `@misc` and `GEN`. What is not established is left out, never made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext, override

from config.web import dates
from config.web.data_files import json_text
from config.web.partial_dates import PartialDate
from news.agreements.dossiers import Dossier
from news.agreements.facts import BINDING
from news.agreements.identifiers import identifier
from news.agreements.status import Status
from news.agreements.terms import ActionType, Family, TitleKind
from news.agreements.words import state_of

NBSP = "\u00a0"
TEX = {ord(letter): f"\\{letter}" for letter in "&%$#_{}"}
TEX |= {ord("\\"): r"\textbackslash{}", ord("~"): r"\textasciitilde{}", ord("^"): r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Citations:
    """`url`: the address that shows this state for good. `official`: the official title in Russian, where one is established."""

    dossier: Dossier
    status: Status
    url: str
    official: str
    read_on: date

    @property
    def agreement(self) -> Any:
        return self.dossier.agreement

    @property
    def name(self) -> str:
        """Of the files."""
        return identifier(self.agreement)

    def _day_of(self, *types: ActionType) -> PartialDate | None:
        return next((action.dated for action in self.dossier.held if action.type in types), None)

    @property
    def concluded(self) -> PartialDate | None:
        return self._day_of(ActionType.SIGNED, ActionType.ADOPTED_BY_ORGAN)

    @property
    def in_force(self) -> PartialDate | None:
        """Only where the status of the day rests on it."""
        known = self.status.value in BINDING or self.status.rule < 4
        return self._day_of(ActionType.ENTERS_INTO_FORCE) if known else None

    @property
    def is_act(self) -> bool:
        return self.agreement.family == Family.ORGAN_ACT

    @property
    def parties(self) -> list[str]:
        return [actor.name for actor in self.dossier.required]

    @property
    def authors(self) -> list[str]:
        return [self.agreement.adopting_organ.name] if self.is_act else self.parties

    # The forms -----------------------------------------------------------------------------------------------

    @property
    def oscola(self) -> str:
        """Title, parties joined by an en dash, what is established of its dates, where it is recorded."""
        known = [
            (gettext("adopted %(date)s") if self.is_act else gettext("signed %(date)s"), self.concluded),
            (gettext("entered into force %(date)s"), self.in_force),
        ]
        told = [words % {"date": dates.partial_date(day)} for words, day in known if day]
        parties = "–".join(self.parties)
        parts = [self.agreement.name, parties and f"({parties})", told and f"({', '.join(told)})"]
        return gettext("%(instrument)s. %(site)s, register %(number)s, status on %(day)s: %(status)s.") % {
            "instrument": " ".join(filter(None, parts)),
            "site": settings.SITE_NAME,
            "number": self.agreement.number,
            "day": dates.day(self.status.as_of),
            "status": state_of(self.status).label,
        }

    @property
    def gost(self) -> str:
        """In Russian, the language of the standard, whatever the page's."""
        with override("ru"):
            words = "принят" if self.is_act else "подписан"
            told = f" : {words} {_in_digits(self.concluded)}" if self.concluded else ""
            title = self.official or self.agreement.name
            site, number = settings.SITE_NAME, self.agreement.number.replace(" ", NBSP)
            return (
                f"{title}{told} // {site} : реестр соглашений. №{NBSP}{number}. "
                f"URL: {self.url} (дата обращения: {self.read_on:%d.%m.%Y})."
            )

    @property
    def bibtex(self) -> str:
        fields = {
            "title": f"{{{_tex(self.agreement.name)}}}",
            "author": " and ".join(f"{{{_tex(author)}}}" for author in self.authors),
            "date": str(self.concluded) if self.concluded else "",
            "year": str(self.concluded.on.year) if self.concluded else "",
            "howpublished": _tex(f"{settings.SITE_NAME}, {self.agreement.number}"),
            "note": _tex(f"{dates.day(self.status.as_of)}: {state_of(self.status).label}".replace(NBSP, " ")),
            "url": self.url,
            "urldate": self.read_on.isoformat(),
            "langid": {"en": "english", "ru": "russian", "be": "belarusian"}[get_language() or "en"],
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{unionchronicle-{self.name},\n{lines}\n}}\n"

    @property
    def ris(self) -> str:
        return "".join(f"{tag}  - {value}\r\n" for tag, value in self._ris_lines())

    def _ris_lines(self) -> Iterator[tuple[str, str]]:
        yield "TY", "GEN"
        yield "TI", self.agreement.name
        yield from (("AU", author) for author in self.authors)
        if self.concluded:
            yield "PY", str(self.concluded.on.year)
            yield "DA", str(self.concluded).replace("-", "/")
        yield "PB", str(settings.SITE_NAME)
        yield "SN", self.agreement.number
        yield "N1", f"{dates.day(self.status.as_of)}: {state_of(self.status).label}".replace(NBSP, " ")
        yield "UR", self.url
        yield "Y2", self.read_on.strftime("%Y/%m/%d")
        yield "LA", get_language() or "en"
        yield "ER", ""

    @property
    def csl(self) -> dict[str, Any]:
        """https://docs.citationstyles.org/en/stable/specification.html: an act of an organ is `legislation`."""
        item = {
            "id": f"unionchronicle-{self.name}",
            "type": "legislation" if self.is_act else "treaty",
            "title": self.agreement.name,
            "author": [{"literal": author} for author in self.authors],
            "issued": _date_parts(self.concluded) if self.concluded else None,
            "number": self.agreement.number,
            "container-title": str(settings.SITE_NAME),
            "note": f"{dates.day(self.status.as_of)}: {state_of(self.status).label}".replace(NBSP, " "),
            "URL": self.url,
            "accessed": _date_parts(PartialDate(self.read_on)),
            "language": get_language() or "en",
        }
        return {name: value for name, value in item.items() if value}

    @property
    def csl_json(self) -> str:
        return json_text([self.csl])


def citations(dossier: Dossier, status: Status, url: str, read_on: date) -> Citations:
    """`read_on`: the day on which the page is read; titles of the agreement are read already."""
    official = [title for title in dossier.agreement.titles.all() if title.kind == TitleKind.OFFICIAL]
    russian = next((title.text for title in official if title.language == "ru"), "")
    return Citations(dossier, status, url, russian, read_on)


def _tex(text: str) -> str:
    """What TeX reads as commands, as letters."""
    return text.translate(TEX)


def _date_parts(day: PartialDate) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in str(day).split("-")]]}


def _in_digits(day: PartialDate) -> str:
    return ".".join(reversed(str(day).split("-")))
