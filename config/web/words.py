"""Words of the interface, looked up once a language: Django's gettext takes thirty calls, and pages say the same again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils import translation
from django.utils.translation import get_language, trans_real

KEPT = 8192  # of each function: more than a catalogue holds
Made = TypeVar("Made")


def by_language(make: Callable[..., Made]) -> Callable[..., Made]:
    """Keeps what a function says of its (plain) arguments in each language. It must hang on nothing else."""

    @lru_cache(KEPT)
    def made(_language: str | None, *values: object) -> Made:
        return make(*values)

    @wraps(make)
    def find(*values: object) -> Made:
        return made(get_language(), *values)

    return find


def keep_words() -> None:
    """Once, while Django starts: labels of fields and columns, of which a long form has a thousand, are kept as well.

    Not while somebody works on the translations: a catalogue that has changed would not be seen.
    """
    told = trans_real.gettext

    # What is safe stays safe: it is equal to the same words that are not.
    @lru_cache(KEPT, typed=True)
    def kept(_language: str | None, message: str) -> str:
        return told(message)

    def gettext(message: str) -> str:
        return kept(get_language(), message)

    trans_real.gettext = gettext
    translation._trans.gettext = gettext  # type: ignore[attr-defined]  # where Django has found it once
