"""The texts held of an instrument: which there are, which one an address names, and what each says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from config.web.prepared import Slot, prepared
from config.web.translated import reading_order
from news.agreements.texts.splitting import ProvisionText
from news.agreements.texts.terms import ProvisionKind
from news.models import Agreement, Provision, TextVersion


@dataclass(frozen=True, slots=True)
class TextsHeld:
    """Replaced ones included; of one language and day, the one that counts most first."""

    agreement: Agreement
    versions: tuple[TextVersion, ...]

    @property
    def standing(self) -> list[TextVersion]:
        return [each for each in self.versions if not hasattr(each, "replaced_by")]

    def main(self, language: str, day: date) -> TextVersion | None:
        """What the address of a language and day opens."""
        return next((v for v in self.standing if (v.language, v.valid_from) == (language, day)), None)

    def numbered(self, language: str, day: date, number: str) -> TextVersion | None:
        """One of those, as `?version=` names it; the main one for an empty number."""
        if not number:
            return self.main(language, day)
        found = (v for v in self.versions if (v.language, v.valid_from) == (language, day))
        return next((v for v in found if str(v.number) == number), None)

    def mains(self, language: str) -> list[TextVersion]:
        """One a day, the earliest first."""
        days = dict.fromkeys(v.valid_from for v in self.standing if v.language == language)
        return [v for day in days if (v := self.main(language, day))]

    @property
    def languages(self) -> list[str]:
        """In the order in which this reader is likeliest to read them."""
        held = {v.language for v in self.standing}
        return [code for code in reading_order() if code in held]

    def on(self, language: str, day: date) -> TextVersion | None:
        """The text as it stood on a day."""
        return next((v for v in reversed(self.mains(language)) if v.valid_from <= day), None)

    def best(self, day: date) -> TextVersion | None:
        """What this reader is led to: in a language they read, as it stood on the day."""
        return next((found for code in self.languages if (found := self.on(code, day))), None)

    def url(self, version: TextVersion) -> str:
        main = self.main(version.language, version.valid_from)
        query = "" if main is not None and main.pk == version.pk else f"?version={version.number}"
        return address_of(self.agreement.slug, version.language, version.valid_from) + query


def address_of(slug: str, language: str, day: date) -> str:
    return reverse("agreement_text", kwargs={"slug": slug, "language": language, "day": day.isoformat()})


def texts_of(agreement: Agreement) -> TextsHeld:
    """One query."""
    versions = _held().rows(agreement=agreement.pk)
    for version in versions:
        version.agreement = agreement
    return TextsHeld(agreement, tuple(versions))


@prepared
def _held() -> QuerySet[TextVersion]:
    return TextVersion.objects.filter(agreement=Slot("agreement")).for_list()


def provisions_of(versions: Iterable[TextVersion]) -> dict[int, list[ProvisionText]]:
    """{version's pk: its provisions in order}; one query for all."""
    found: dict[int, list[ProvisionText]] = {version.pk: [] for version in versions}
    columns = ("version_id", "kind", "eid", "wid", "parent__eid", "number", "heading", "text")
    rows = Provision.objects.filter(version__in=found).order_by("version_id", "position")
    for pk, kind, eid, wid, parent, number, heading, text in rows.values_list(*columns):
        found[pk].append(ProvisionText(ProvisionKind(kind), eid, wid, parent or "", number, heading, text))
    return found


def foreign(language: str) -> str:
    """For the lang attribute: empty where it is the page's language."""
    return "" if language == get_language() else language
