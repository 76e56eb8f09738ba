"""Reads settings from the environment. What is empty is not set; a value that means nothing stops the start in words."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")

YES, NO = ("1", "true", "yes", "on", "y", "ok"), ("0", "false", "no", "off", "n")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SCHEMES = ("postgres://", "postgresql://", "sqlite://")
DATABASE = (
    "postgres://user:password@host/name or sqlite:////absolute/path.sqlite3; / # ? @ : in a password are written "
    "%2F %23 %3F %40 %3A"
)
OPENSEARCH = "https://user:password@search.internal:9200/chronicle, with small letters at the end"

env = environ.Env()


def yes(name: str, default: bool) -> bool:
    """A word that is neither would else be a no: HTTPS_ONLY=enabled would switch HTTPS off."""
    return _read(name, "1" if default else "0", _yes_or_no, "1 or 0")


def whole(name: str, default: int) -> int:
    return _read(name, str(default), int, "a whole number")


def number(name: str, default: float) -> float:
    return _read(name, str(default), float, "a number")


def names(name: str, default: list[str]) -> list[str]:
    """Parted by commas, with or without spaces."""
    return [each.strip() for each in env.str(name, default="").split(",") if each.strip()] or default


def level(name: str) -> str:
    return _read(name, "INFO", _level, f"one of {', '.join(LEVELS)}")


def address(name: str) -> str:
    """Of a site, without a slash at its end; "" where there is none."""
    return _read(name, "", _address, "an address: https://chronicle.example")


def folder(name: str) -> str:
    """One that this process may write to; "" where none is named, or it is for others: a command that runs beside the service."""
    path = Path(env.str(name, default="") or os.devnull)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(path) if os.access(path, os.W_OK) else ""


def database(name: str, default: str = "") -> dict[str, Any]:
    """As Django takes it; {} where none is named. Its address holds a password and is not repeated."""
    return _read(name, default, _database, DATABASE, is_secret=True)


def opensearch(name: str) -> str:
    """The address of one, with a name by which its indexes begin; "" where none is named. It holds a password, too."""
    return _read(name, "", _opensearch, OPENSEARCH, is_secret=True)


def _read(
    name: str, default: str, understood: Callable[[str], Value], wanted: str, *, is_secret: bool = False
) -> Value:
    given = env.str(name, default="").strip() or default
    try:
        return understood(given)
    except ValueError as error:
        said = "" if is_secret else f", and not {given}"
        raise ImproperlyConfigured(f"{name} has to be {wanted}{said}.") from error


def _yes_or_no(given: str) -> bool:
    if given.lower() not in YES + NO:
        raise ValueError(given)
    return given.lower() in YES


def _level(given: str) -> str:
    if given.upper() not in LEVELS:
        raise ValueError(given)
    return given.upper()


def _address(given: str) -> str:
    if given and not given.startswith(("https://", "http://")):
        raise ValueError(given)
    return given.rstrip("/")


def _database(given: str) -> dict[str, Any]:
    if not given:
        return {}
    found: dict[str, Any] = env.db_url_config(given) if given.startswith(SCHEMES) else {}
    if not found.get("NAME"):
        raise ValueError(given)
    return found


def _opensearch(given: str) -> str:
    if given and not re.fullmatch(r"https?://[^/]+(/[a-z0-9][a-z0-9_-]*)?/?", given):
        raise ValueError(given)
    return given
