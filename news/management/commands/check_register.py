"""Asks every instrument what the rules find in it, and whether the kept spans of its status are those of its acts."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from news.agreements.dossiers import dossiers
from news.agreements.indexing import index_register_of, spans_as_kept, spans_of, with_ties
from news.agreements.rules import Finding, validate, words
from news.agreements.subjects import subjects_of
from news.models import Agreement, RuleException

BATCH = 500


class Command(BaseCommand):
    help = "Checks the register against its rules; fails where something is refused, unexcused or kept otherwise than it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="rebuild the kept spans and findings that are stale"
        )

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        read = wrong = 0
        for batch in _batches():
            if repair:
                with transaction.atomic():
                    index_register_of(batch)
            read += len(batch)
            for line in _wrong(batch):
                wrong += 1
                self.stdout.write(line)
        if wrong:
            raise CommandError(f"{wrong} of what {read} instruments say does not hold.")
        self.stdout.write(f"{read} instruments hold.")


def _batches() -> Iterator[list[Agreement]]:
    """By key, so that each batch begins where the last one ended."""
    last = 0
    while batch := list(Agreement.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _wrong(batch: list[Agreement]) -> Iterator[str]:
    today = timezone.localdate()
    found = subjects_of(dossiers(batch))
    kept = spans_as_kept(batch)
    excused = set(
        RuleException.objects.filter(agreement__in=batch).values_list("agreement", "rule", "action_key")
    )
    for agreement, subject in zip(with_ties(batch), found, strict=True):
        if kept[agreement.pk] != [span.facts for span in spans_of(agreement, subject)]:
            yield f"{agreement.number}: the kept spans of its status are not those of its acts (--repair)"
        for finding in validate(subject, today):
            if finding.hard or (agreement.pk, *finding.key) not in excused:
                yield f"{agreement.number} {finding.action}: {_said(finding)}"


def _said(finding: Finding) -> str:
    return words(finding) if finding.hard else f"{words(finding)} (no reason is stated)"
