"""The columns of the two tables, agreements and actions; which of them a table is; and words of a choice as its value."""

from collections.abc import Mapping
from typing import Any

from news.admin.record import in_three_languages
from news.admin.register.importing.tables import Table


def _flat(*rows: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for row in rows for name in row)


AGREEMENT_FIELDS = (
    *("number", "slug", "family", "designation", "adopting_organ"),
    *_flat(*in_three_languages("name", "place")),
    *("consent_mode", "entry_into_force_rule", "entry_into_force_days", "entry_into_force_provision"),
    *("provisional_application_allowed", "duration_years", "renews_itself", "renewal_years", "notice_months"),
    *("term_source", "text_availability"),
    *_flat(*in_three_languages("abstract")),
)
TITLES = _flat(*in_three_languages("title"))
AGREEMENT_COLUMNS = (*AGREEMENT_FIELDS, "parties", *TITLES, "title_source")

# Column of the table -> field of the form's row.
ACTION_FIELDS: Mapping[str, str] = {
    "type": "type",
    "actor": "actor",
    "date": "dated_on",
    "effective_on": "effective_on",
    "document_number": "document_number",
    "provisions": "provisions",
    "by_agreement": "by_agreement",
    "occurrence": "occurrence",
    "assertion": "assertion",
    **{name: name for name in _flat(*in_three_languages("place", "note"))},
}
ACTION_COLUMNS = ("agreement", "key", *ACTION_FIELDS, "sources", "reason")
COLUMN_OF_FIELD = {field: column for column, field in ACTION_FIELDS.items()}


def is_of_actions(table: Table) -> bool:
    return {"agreement", "type"} <= set(table.columns)


def is_of_agreements(table: Table) -> bool:
    return "number" in table.columns and not is_of_actions(table)


def unknown_columns(table: Table) -> list[str]:
    known = ACTION_COLUMNS if is_of_actions(table) else AGREEMENT_COLUMNS
    return [column for column in table.columns if column not in known]


def value_of(field: Any, text: str) -> str:
    """The value of a choice by its value or its words in the editor's language; other text as it is."""
    choices = getattr(field, "choices", None)
    if not choices:
        return text
    wanted = text.casefold()
    for value, words in _plain(choices):
        if wanted in (str(value).casefold(), str(words).casefold()):
            return str(value)
    return text


def _plain(choices: Any) -> list[tuple[Any, Any]]:
    """Without the groups."""
    found = []
    for value, words in choices:
        found += words if isinstance(words, list | tuple) else [(value, words)]
    return found
