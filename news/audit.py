"""Writes down who did which act to what, with the old and the new value: one line an act, in the act's own transaction."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction

from config.web import metrics
from news.kinds import kind_of
from news.models import ArticleVersion, AuditEntry, FormerAddress

logger = logging.getLogger(__name__)
_began: ContextVar[float] = ContextVar("act_began", default=0.0)

Values = Mapping[str, Any]


def record(
    thing: models.Model,
    *,
    by: AbstractUser,
    act: str,
    old: Values | None = None,
    new: Values | None = None,
    comment: str = "",
) -> AuditEntry:
    """`old` and `new`: {field: value} of what the act changed. The operator's log gets a line once it is committed."""
    kind, key = name_of(thing)
    entry = AuditEntry.objects.create(
        done_by=by.get_username(),
        act=act,
        kind=kind,
        key=key,
        title=str(thing)[:300],
        old=plain(old),
        new=plain(new),
        comment=comment,
    )
    transaction.on_commit(partial(_tell, act, by.pk, f"{kind}:{key}", _began.get() or time.perf_counter()))
    return entry


@contextmanager
def timed() -> Iterator[None]:
    """An act begins here; the operator's log says how long it took until it was committed."""
    before = _began.set(time.perf_counter())
    try:
        yield
    finally:
        _began.reset(before)


def _tell(act: str, by: int, thing: str, began: float) -> None:
    milliseconds = round((time.perf_counter() - began) * 1000, 1)
    logger.info("act done", extra={"act": act, "by": by, "thing": thing, "ms": milliseconds})
    metrics.act_done(act)


def entries_of(thing: models.Model) -> models.QuerySet[AuditEntry]:
    """Under its former keys too."""
    kind, key = name_of(thing)
    of, _, rest = key.partition("/")
    former = FormerAddress.objects.filter(kind="article" if kind == "version" else kind, target_key=of)
    names = (f"{name}/{rest}" if rest else name for name in former.values_list("key", flat=True))
    return AuditEntry.objects.filter(kind=kind, key__in=[key, *names])


def name_of(thing: models.Model) -> tuple[str, str]:
    """(kind, key), by which the entries of a thing are found: ("version", "council-2026/en/3"), ("source", "tass-2026")."""
    if isinstance(thing, ArticleVersion):
        return "version", f"{thing.article.slug}/{thing.language}/{thing.number}"
    model = (
        thing._meta.model
    )  # of the account of a request, which is read when it is asked for, the account's own
    kind = kind_of(model)
    if kind is not None and model is kind.model:
        return kind.name, kind.key(thing)
    key = thing.natural_key() if hasattr(thing, "natural_key") else (thing.pk,)
    return model._meta.model_name or "", "/".join(map(str, key))[:160]


def plain(values: Values | None) -> dict[str, Any]:
    """As JSON holds it: rows by their name, moments and numbers as text."""
    return {name: _plain(value) for name, value in (values or {}).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return ":".join(name_of(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
