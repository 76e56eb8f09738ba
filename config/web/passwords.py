"""Passwords that are a common one in disguise: repeated, framed by digits, or typed with the keyboard in Cyrillic.

Django's list of 20,000 holds hardly any of 12 letters, which is the least we take; so the list is asked about what is left once
the padding is gone.
"""

import re
import unicodedata
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The same keys, in the Russian and the Belarusian layout.
KEYS = str.maketrans(
    "йцукенгшщзхъфывапролджэячсмитьбюёіў",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`so",
)
PADDING = re.compile(r"^[\W\d_]+|[\W\d_]+$")
REPEATED = re.compile(r"(.+?)\1+")
# Fewer letters than this under the padding, or fewer different ones, are no password, whatever frames them.
LEAST = 6


class DisguisedPasswordValidator(CommonPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if len(set(password)) < LEAST or any(self._is_common(form) for form in forms_of(password)):
            raise ValidationError(
                _(
                    "This is a common password, repeated or with something around it. Take words that have nothing in common."
                ),
                code="password_too_common",
            )

    def _is_common(self, core: str) -> bool:
        return len(core) < LEAST or core in self.passwords

    def get_help_text(self) -> str:
        return _(
            "A common password stays one when it is repeated, framed by digits or typed in another layout."
        )


def forms_of(password: str) -> set[str]:
    """What is left of it without its spaces, padding and repetition, as typed and as its keys read in Latin.

    A password of digits and signs alone is left to other rules.
    """
    plain = "".join(unicodedata.normalize("NFKC", password).lower().split())
    typed = {plain, plain.translate(KEYS)}
    return {core for text in typed if (core := _core(text))}


def _core(text: str) -> str:
    text = PADDING.sub("", text)
    repeated = REPEATED.fullmatch(text)
    return PADDING.sub("", repeated[1]) if repeated else text
