"""Empty tables to fill in: one workbook with both, or two CSV files that Excel opens in any language."""

import csv
import io

from news.admin.register.importing.columns import ACTION_COLUMNS, AGREEMENT_COLUMNS
from news.agreements.terms import (
    ActionType,
    Assertion,
    ConsentMode,
    Designation,
    EntryIntoForceRule,
    Family,
    Occurrence,
    TextAvailability,
)

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TABLES = {"agreements": AGREEMENT_COLUMNS, "actions": ACTION_COLUMNS}
# What the cells of a column may hold, value and words.
CHOICES = {
    "family": Family,
    "designation": Designation,
    "consent_mode": ConsentMode,
    "entry_into_force_rule": EntryIntoForceRule,
    "text_availability": TextAvailability,
    "type": ActionType,
    "occurrence": Occurrence,
    "assertion": Assertion,
}


def template_file(name: str) -> bytes | None:
    """agreements.csv, actions.csv or register.xlsx; nothing for another name."""
    if name == "register.xlsx":
        return _workbook()
    table = TABLES.get(name.removesuffix(".csv")) if name.endswith(".csv") else None
    if table is None:
        return None
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerow(table)
    return text.getvalue().encode("utf-8-sig")


def _workbook() -> bytes:
    # Rarely needed, and a quarter of the time in which a process starts.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    book.remove(book.active)
    for name, columns in TABLES.items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        sheet.freeze_panes = "A2"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = max(len(cell.value) + 2, 14)
    sheet = book.create_sheet("words")
    for column, choices in CHOICES.items():
        for value, words in choices.choices:
            sheet.append([column, value, str(words)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
