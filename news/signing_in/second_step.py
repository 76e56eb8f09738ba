"""The second step: an authenticator's six digits (RFC 6238), or one of the codes kept on paper for the day it is lost.

Devices and codes are django-otp's rows. Its static tokens lie there as they are; ours are sealed with the site's key first, so
that a copy of the database lets nobody in.
"""

import base64
import secrets
import time

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from news import audit

# No 0/O, 1/l/I: read off paper and typed by hand. 10 of 31 letters are 49 bits, and a wrong one makes the next wait longer.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
DIGITS = 6
CODES, LETTERS = 10, 10
SEALED_BYTES = 10  # 16 letters of base 32: what the column holds
SALT = "news.signing_in.second_step"


def is_required(user: AbstractUser) -> bool:
    """Of whoever decides what readers see, or who may come in. No query for a superuser, else those of `has_perm`."""
    return settings.SECOND_FACTOR and (
        user.is_superuser or any(user.has_perm(right) for right in settings.SECOND_FACTOR_RIGHTS)
    )


def is_set_up(user: AbstractUser) -> bool:
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()


def codes_left(user: AbstractUser) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def new_device(user: AbstractUser, key: str) -> TOTPDevice:
    """Not stored. `key`: hexadecimal."""
    return TOTPDevice(user=user, name="authenticator", key=key, confirmed=True)


@transaction.atomic
def set_up(user: AbstractUser, key: str, code: str) -> list[str] | None:
    """The recovery codes, once the authenticator has shown that it knows the key; None for a wrong code.

    Replaces the authenticator and the codes of before.
    """
    if not _is_of(key, code):
        return None
    was_there = bool(_forget(user))
    device = new_device(user, key)
    device.save()
    device.verify_token(plain(code))  # the same digits do not open the desk a second time
    codes = _new_codes(user)
    audit.record(user, by=user, act="second_step", comment="replaced" if was_there else "")
    return codes


def _is_of(key: str, code: str) -> bool:
    """Asked of no row, so that a wrong code at first makes nobody wait."""
    code = plain(code)
    if not (code.isascii() and code.isdecimal() and len(code) == DIGITS):
        return False
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return bool(totp.verify(int(code), tolerance=1))


@transaction.atomic
def renew_codes(user: AbstractUser) -> list[str]:
    StaticDevice.objects.devices_for_user(user).delete()
    codes = _new_codes(user)
    audit.record(user, by=user, act="recovery_codes")
    return codes


@transaction.atomic
def take_away(user: AbstractUser, *, by: AbstractUser, comment: str = "") -> bool:
    """For somebody who has lost the device and the codes. Whether there was anything to take away."""
    if not _forget(user):
        return False
    audit.record(user, by=by, act="second_step_away", comment=comment)
    return True


def _forget(user: AbstractUser) -> int:
    gone = [model.objects.devices_for_user(user).delete()[0] for model in (TOTPDevice, StaticDevice)]
    return sum(gone)


def _new_codes(user: AbstractUser) -> list[str]:
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=sealed(code)) for code in codes)
    return codes


def sealed(code: str) -> str:
    digest = salted_hmac(SALT, plain(code), algorithm="sha256").digest()
    return base64.b32encode(digest[:SEALED_BYTES]).decode()


def plain(code: str) -> str:
    """As it was given out, however it was copied: "ABCDE-FGHJK " is "abcdefghjk"."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def is_right(user: AbstractUser, code: str) -> bool:
    """Whether the code is one of the account's. Each is good once; after a wrong one the device makes the next wait.

    An account that has set up no second step has no right code and needs none: `is_set_up` says which it is.
    """
    code = plain(code)
    if code.isascii() and code.isdecimal() and len(code) == DIGITS:
        return _opens(TOTPDevice, user, code)
    if len(code) == LETTERS and _opens(StaticDevice, user, sealed(code)):
        audit.record(user, by=user, act="recovery_used")
        return True
    return False


@transaction.atomic
def _opens(model: type[TOTPDevice] | type[StaticDevice], user: AbstractUser, token: str) -> bool:
    devices = model.objects.devices_for_user(user, confirmed=True).select_for_update()
    return any(device.verify_token(token) for device in devices)
