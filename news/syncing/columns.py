"""One form of each value, whether a file or the database says it: what JSON can hold, equal where the value is equal."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField, DecimalField, Field, FileField, IntegerField

Convert = Callable[[Any], Any]


class NoDefault:
    """Of a field that the files do not name and that says when it was made: nobody can compare it."""


def canonical(field: Field) -> Convert:
    """From a file's or the database's value; raises ValidationError for what the column cannot hold."""
    if isinstance(field, DateTimeField):
        return partial(_moment, field)
    if isinstance(field, DateField):
        return partial(_day, field)
    if isinstance(field, DecimalField):
        return partial(_decimal, field)
    if isinstance(field, FileField):
        return _file
    if field.empty_strings_allowed:
        return _text
    return partial(_plain, field)


def _plain(field: Field, value: Any) -> Any:
    if isinstance(field, IntegerField) and isinstance(value, float):
        raise ValidationError(f"{value} is no whole number.")
    return None if value is None else field.to_python(value)


def _text(value: Any) -> str | None:
    if not (value is None or isinstance(value, str)):
        raise ValidationError("It is text: write it in quotation marks.")
    return value


def _file(value: Any) -> str:
    name = _text(value) or ""
    if name.startswith("/") or ".." in name.split("/"):
        raise ValidationError(f"{name} leads out of the folder “media”.")
    return name


def _day(field: Field, value: Any) -> str | None:
    if not isinstance(value, str | date | None):
        raise ValidationError("It is a day: write it as 2026-02-26.")
    read = field.to_python(value)
    return read.isoformat() if read else None


def _moment(field: Field, value: Any) -> str | None:
    """To the microsecond, as both databases keep it."""
    read = field.to_python(value) if isinstance(value, str | date | None) else None
    if value is None:
        return None
    if read is None or read.tzinfo is None:
        raise ValidationError("It has no time zone; write it as 2026-02-26T12:00:00+03:00.")
    try:
        return _in_one_zone(read)
    except OverflowError as error:
        raise ValidationError(f"{value} is before the first day or after the last.") from error


def _in_one_zone(read: datetime) -> str:
    return read.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _decimal(field: DecimalField, value: Any) -> str | None:
    """With the places of its column, as the database gives it back."""
    read = field.to_python(value)
    if read is None:
        return None
    try:
        return format(read.quantize(Decimal(1).scaleb(-field.decimal_places)), "f")
    except ArithmeticError as error:
        raise ValidationError(f"{value} has too many digits.") from error


def default(field: Field) -> Any:
    """What an omitted field says. `NoDefault` where it would be the moment of asking."""
    if field.many_to_many:
        return []
    if field.has_default() and callable(field.default) and not isinstance(field.default, type):
        return NoDefault
    value = field.get_default()
    return value if field.is_relation else canonical(field)(value)
