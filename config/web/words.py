"""Words of the interface, looked up once a language: Django's gettext takes thirty calls, and pages say the same again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils import translation
from django.utils.translation import get_language

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


gettext = by_language(translation.gettext)
pgettext = by_language(translation.pgettext)
