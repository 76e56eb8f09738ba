"""The act by which a public thing gets another address: readers and texts that know the former one are led to the new one."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.prepared import Slot, prepared
from news import audit
from news.indexing import move_references
from news.kinds import Kind, kind_named, kind_of
from news.models import Article, ArticleVersion, FormerAddress, Reference
from news.publishing.permissions import PERMISSIONS, may
from news.publishing.refusals import Reason, RefusedError, refuse_if


def rename(thing: models.Model, new_key: str, *, by: AbstractUser) -> models.Model:
    """Gives a thing of the registry another key. Where readers may know the old one, it leads to the new one from now on,
    in every language and with everything below it; so do those before it. Going back to a former key is possible."""
    kind = kind_of(type(thing))
    if kind is None or type(thing) is not kind.model:
        raise TypeError(f"{thing!r} has no key of its own")
    if not may(by, "rename"):
        raise PermissionDenied(f"{by} may not rename: needs {PERMISSIONS['rename']}")
    try:
        with transaction.atomic():
            row = kind.model._default_manager.select_for_update().get(pk=thing.pk)
            old = kind.key(row)
            refuse_if(_cannot_be_called(kind, row, new_key))
            was_known = is_known(kind, row)
            move(kind, row, new_key, leaves_address=was_known)
            audit.record(row, by=by, act="rename", old={kind.key_field: old}, new={kind.key_field: new_key})
    except kind.model.DoesNotExist:
        raise RefusedError(Reason(_("This does not exist any more."))) from None
    except IntegrityError as error:
        raise RefusedError(Reason(_("Somebody took this address meanwhile."), kind.key_field)) from error
    return row


def move(kind: Kind, row: models.Model, new_key: str, *, leaves_address: bool) -> None:
    """`leaves_address`: whether the old key leads to the new one from now on."""
    old = kind.key(row)
    former = FormerAddress.objects.filter(kind=kind.name)
    # Its own former address, if it goes back to one. Then the thing moves, or it would stand where it leads from.
    former.filter(key=new_key, target_key=old).delete()
    setattr(row, kind.key_field, new_key)
    row.save(update_fields=[kind.key_field])
    former.filter(target_key=old).update(target_key=new_key)
    if leaves_address:
        FormerAddress.objects.create(kind=kind.name, key=old, target_key=new_key)
        move_references(kind, old, new_key)


def is_known(kind: Kind, thing: models.Model) -> bool:
    """Readers could reach it at its address, or a text that was public names it by its key."""
    if isinstance(thing, Article):
        versions = ArticleVersion.objects.filter(article=thing, live_from__lte=timezone.now())
        if versions.exists():
            return True
    elif kind.has_page and _listed(kind.name).first(pk=thing.pk, now=timezone.now()):
        return True
    return bool(_publicly_named(kind.name).first(key=kind.key(thing)))


@prepared
def _listed(kind: str) -> models.QuerySet[Any]:
    return kind_named(kind).listed(Slot("now")).filter(pk=Slot("pk")).values_list("pk")[:1]


@prepared
def _publicly_named(kind: str) -> models.QuerySet[Any]:
    said = models.Q(version__isnull=True) | models.Q(version__live_from__isnull=False)
    return Reference.objects.to(kind, Slot("key")).filter(said).values_list("pk")[:1]


def _cannot_be_called(kind: Kind, row: models.Model, new_key: str) -> Iterator[Reason]:
    field = row._meta.get_field(kind.key_field)
    try:
        field.clean(new_key, row)
    except ValidationError as error:
        yield from (Reason(message, kind.key_field) for message in error.messages)
        return
    if new_key == kind.key(row):
        yield Reason(_("That is its address already."), kind.key_field)
    elif kind.model._default_manager.filter(**{kind.key_field: new_key}).exists():
        yield Reason(_("Something else has this address. Choose another."), kind.key_field)
    else:
        of_others = FormerAddress.objects.filter(kind=kind.name, key=new_key).exclude(
            target_key=kind.key(row)
        )
        yield from (Reason(former.refusal, kind.key_field) for former in of_others)
