"""A row of the table of agreements: the instrument as its own form would take it, its parties and its official titles."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import CheckboxInput, modelform_factory
from django.utils.translation import gettext as _

from config.web.text import slugify_cyrillic
from news.admin.register.agreement_parts import AgreementForm
from news.admin.register.entry.fields import Known
from news.admin.register.importing.columns import AGREEMENT_FIELDS, TITLES, value_of
from news.admin.register.importing.tables import Row
from news.agreements.terms import ConsentMode, Family, TitleKind
from news.models import Actor, Agreement, AgreementTitle, Participation, Source

SLUG_LENGTH = 110
Errors = list[tuple[str, str]]


class _Form(AgreementForm):
    asks_again = False


IMPORTED = modelform_factory(Agreement, _Form, fields=AGREEMENT_FIELDS)


@dataclass
class AgreementRow:
    """`errors`: column and words. A cell that is empty leaves what is stored."""

    row: Row
    stored: Agreement | None
    known: Known
    agreement: Agreement = field(default_factory=Agreement)
    changed: dict[str, Any] = field(default_factory=dict)
    parties: list[Participation] = field(default_factory=list)
    titles: list[AgreementTitle] = field(default_factory=list)
    errors: Errors = field(default_factory=list)

    @property
    def act(self) -> str:
        if self.errors:
            return "refused"
        if self.stored is None:
            return "create"
        return "change" if self.changed or self.parties or self.titles else "same"

    def read(self, taken_slugs: set[str], parties: list[str], titles: dict[str, str], acts: bool) -> None:
        """`parties`, `titles`: what is stored of it; `acts`: whether it has actions, so that its family is fixed."""
        instance = self.stored or Agreement()
        before = (instance.family, instance.adopting_organ_id)
        blank = IMPORTED(instance=instance, known=self.known)
        data = {name: _sent(blank, name) for name in AGREEMENT_FIELDS}
        data |= {
            name: value_of(blank.fields[name], text)
            for name, text in self.row.cells.items()
            if name in blank.fields
        }
        if not data["slug"]:
            data["slug"] = _free_slug(data["name_en"], taken_slugs)
        if data["family"] == Family.ORGAN_ACT:
            data["consent_mode"] = ConsentMode.ADOPTION_BY_ORGAN
        form = IMPORTED(data, instance=instance, known=self.known)
        if form.is_valid():
            self.changed = {name: form.cleaned_data[name] for name in form.changed_data}
        self.errors += [(name, words) for name, found in form.errors.items() for words in found]
        self.agreement = form.instance
        slug = form.cleaned_data.get("slug")
        if slug in taken_slugs and (self.stored is None or "slug" in form.changed_data):
            self.errors.append(("slug", _("Another agreement has this slug.")))
        taken_slugs.add(slug or "")
        if self.stored and acts and before != (self.agreement.family, self.agreement.adopting_organ_id):
            self.errors.append(
                ("family", _("An instrument with actions keeps its family and its adopting organ."))
            )
        self._read_parties(parties)
        self._read_titles(titles)

    def _read_parties(self, stored: list[str]) -> None:
        for code in words_of(self.row.cells.get("parties", "")):
            actor = self.known.find(Actor, code)
            if actor is None:
                self.errors.append(
                    ("parties", _("There is no actor with the code “%(code)s”.") % {"code": code})
                )
            elif code not in stored:
                self.parties.append(Participation(agreement=self.agreement, actor=actor))

    def _read_titles(self, stored: dict[str, str]) -> None:
        key = self.row.cells.get("title_source", "")
        source = self.known.find(Source, key) if key else None
        if key and source is None:
            self.errors.append(
                ("title_source", _("There is no source with the key “%(key)s”.") % {"key": key})
            )
        for column in TITLES:
            text, language = self.row.cells.get(column, ""), column.removeprefix("title_")
            if not text or stored.get(language) == text:
                continue
            if language in stored:
                self.errors.append(
                    (column, _("It has another official title in this language; change it on its page."))
                )
            elif source is None:
                self.errors.append(("title_source", _("An official title names its source.")))
            else:
                self.titles.append(
                    AgreementTitle(
                        agreement=self.agreement,
                        language=language,
                        kind=TitleKind.OFFICIAL,
                        text=text[:500],
                        source=source,
                    )
                )


def words_of(cell: str) -> list[str]:
    """“russia, belarus”, “russia; belarus” or “russia belarus”, each once."""
    return list(dict.fromkeys(cell.replace(",", " ").replace(";", " ").replace("|", " ").split()))


def _sent(form: Any, name: str) -> Any:
    bound = form[name]
    value = bound.field.prepare_value(bound.initial)
    if isinstance(bound.field.widget, CheckboxInput):
        return bool(value)
    return "" if value is None else value


def _free_slug(name: str, taken: set[str]) -> str:
    stem = slugify_cyrillic(name, max_length=SLUG_LENGTH)
    if not stem:
        return ""
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
