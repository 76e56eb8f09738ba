"""The act "Add a text": a split text becomes a version with its provisions, in one transaction, with one audit entry."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Max

from news import audit
from news.agreements.terms import TextAvailability
from news.agreements.texts.held import TextsHeld, provisions_of, texts_of
from news.agreements.texts.identity import identified, sha256_of
from news.agreements.texts.splitting import ProvisionText
from news.indexing import index
from news.kinds import kind_named
from news.models import Action, Agreement, Provision, Source, TextVersion


@transaction.atomic
def add_text(
    version: TextVersion,
    provisions: Sequence[ProvisionText],
    *,
    by: AbstractUser,
    consolidates: Iterable[Action] = (),
    other_sources: Iterable[Source] = (),
) -> TextVersion:
    """`version`: not saved yet, with its agreement, language and day; `provisions`: split without errors."""
    agreement = Agreement.objects.select_for_update().get(pk=version.agreement_id)
    named = with_wids(texts_of(agreement), version, provisions)
    siblings = TextVersion.objects.filter(
        agreement=agreement, language=version.language, valid_from=version.valid_from
    )
    version.number = (siblings.aggregate(last=Max("number"))["last"] or 0) + 1
    version.sha256 = sha256_of(named)
    version.recorded_by = by
    version.save()
    version.consolidates.set(consolidates)
    version.other_sources.set(other_sources)
    _save_provisions(version, named)
    _say_held(agreement, version)
    # Provisions are written at once, without signals.
    index(kind_named("agreement").things().get(pk=agreement.pk))
    said = ("language", "valid_from", "kind", "legal_value", "source", "sha256", "replaces", "reason")
    new = {name: value for name in said if (value := getattr(version, name)) not in (None, "")}
    audit.record(version, by=by, act="add", new=new)
    return version


def with_wids(
    held: TextsHeld, version: TextVersion, provisions: Sequence[ProvisionText]
) -> list[ProvisionText]:
    """Named as they were in the version before; else as another language names them on the day."""
    mains = held.mains(version.language)
    before = version.replaces or next(
        (each for each in reversed(mains) if each.valid_from <= version.valid_from), None
    )
    beside = next((v for v in held.standing if v.valid_from == version.valid_from), None)
    asked = [each for each in (before, beside) if each]
    found = provisions_of(asked) if asked else {}
    used = Provision.objects.filter(version__agreement=held.agreement).values_list("wid", flat=True)
    return identified(
        provisions,
        earlier=found[before.pk] if before else (),
        beside={each.eid: each.wid for each in found[beside.pk]} if beside else None,
        used=set(used),
        valid_from=version.valid_from,
    )


def _save_provisions(version: TextVersion, provisions: Sequence[ProvisionText]) -> None:
    """A query for each depth: a row names the one it is part of."""
    rows: dict[str, Provision] = {}
    depths: dict[int, list[Provision]] = defaultdict(list)
    depth = {"": -1}
    for position, each in enumerate(provisions, start=1):
        rows[each.eid] = row = Provision(
            version=version,
            position=position,
            parent=rows.get(each.parent),
            kind=each.kind,
            eid=each.eid,
            wid=each.wid,
            number=each.number,
            heading=each.heading,
            text=each.text,
        )
        depth[each.eid] = depth[each.parent] + 1
        depths[depth[each.eid]].append(row)
    for level in sorted(depths):
        Provision.objects.bulk_create(depths[level])


def _say_held(agreement: Agreement, version: TextVersion) -> None:
    """The record says that a text is held; a part never takes the place of the whole."""
    held = TextAvailability.PART if version.is_part else TextAvailability.FULL
    if agreement.text_availability != TextAvailability.FULL and agreement.text_availability != held:
        agreement.text_availability = held
        agreement.save(update_fields=["text_availability"])
