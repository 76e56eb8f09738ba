import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config.web.passwords import DisguisedPasswordValidator

COMMON = (
    "password2026!",
    "123password123",
    "qwertyqwerty",
    "йцукен123456",
    "пароль123456",
    "gfhjkmgfhjkm",
    "!!!letmein!!!!",
    "password password",
    " " * 12,
    "1111-1111-1111",
)
GOOD = ("correct horse battery staple", "Дождь идёт третий день подряд", "tH7-vQ2.mZ9xKp")


@pytest.mark.parametrize("password", COMMON)
def test_a_common_password_in_disguise(password):
    with pytest.raises(ValidationError):
        DisguisedPasswordValidator().validate(password)


@pytest.mark.parametrize("password", GOOD)
def test_words_that_have_nothing_in_common(password):
    assert validate_password(password) is None
