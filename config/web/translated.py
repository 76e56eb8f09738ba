"""Which of three columns does a reader see: names stored as `name_en`, `name_ru`, `name_be`."""

from collections.abc import Iterator
from typing import Any, overload

from django.utils import translation

LANGUAGES = ("en", "ru", "be")


# A reader of Belarusian or Russian reads the other far more often than English.
ORDERS = {"en": ("en", "ru", "be"), "ru": ("ru", "be", "en"), "be": ("be", "ru", "en")}


def reading_order(language: str | None = None) -> Iterator[str]:
    """The language asked for (the active one by default), then the others in the order a reader is likeliest to know them."""
    return iter(_order(language))


def _order(language: str | None) -> tuple[str, ...]:
    return ORDERS.get((language or translation.get_language() or "en")[:2], ORDERS["en"])


class Translated:
    """Reads `<name>_<language>` for the active language, or the next language that has a value.

    Writing goes to the columns themselves, so that nothing depends on the language of whoever saves.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns = {code: f"{name}_{code}" for code in LANGUAGES}

    def __set_name__(self, owner: type, attribute: str) -> None:
        self.attribute = attribute

    @overload
    def __get__(self, instance: None, owner: type) -> "Translated": ...
    @overload
    def __get__(self, instance: object, owner: type) -> str: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        return self if instance is None else self.read(instance)[0]

    def read(self, instance: object, language: str | None = None) -> tuple[str, str]:
        """The text and the language it is in; ("", "") where no language has one."""
        for code in _order(language):
            if text := getattr(instance, self.columns[code]):
                return text, code
        return "", ""


def columns(name: str) -> tuple[str, str, str]:
    """("name_en", "name_ru", "name_be"), for admin fieldsets and queries."""
    return (f"{name}_en", f"{name}_ru", f"{name}_be")
