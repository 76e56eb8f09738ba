"""Agreements, with what is derived of them, their relations, promises and texts."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Prefetch, Q, When

from news.querysets.keys import KeyedQuerySet, as_read


class AgreementQuerySet(KeyedQuerySet):
    key_field = "slug"

    def get_by_natural_key(self, number: str) -> models.Model:
        return self.get(number=number)

    def public(self) -> Self:
        """Instruments of which at least one sourced action is recorded: without one there is nothing to say."""
        return self.filter(self.has_sourced_action())

    def has_sourced_action(self, path: str = "pk") -> Exists:
        """What makes an instrument public, for rows that reach it by the path."""
        actions = self.model.actions.rel.related_model.objects
        return Exists(actions.filter(agreement=OuterRef(path), evidence__isnull=False))

    def for_detail(self) -> Self:
        return self.select_related("adopting_organ", "term_source")

    def by_name(self) -> Self:
        """In an index that holds them in that order."""
        return self.alias(read=as_read("name")).filter(read__gt="").order_by(*self.order_read())

    @staticmethod
    def order_read(language: str | None = None) -> tuple[Any, ...]:
        """By the name as a reader of the language reads it; `Agreement` has an index for each."""
        return (as_read("name", language), "id")


class Walked(Func):
    """A column as it is, of which no index is asked: rows are looked at in the order of the list, as many as its page takes,
    where SQLite would gather all that have the value and sort them."""

    template = "COALESCE(%(expressions)s, %(expressions)s)"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL knows how many rows a page takes, and how many have the value."""
        return compiler.compile(self.source_expressions[0])


class StatusSpanQuerySet(models.QuerySet):
    def on(self, day: Any) -> Self:
        """One span an instrument: that of the day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), begins_on__lte=day)

    def begun(self, day: date) -> Self:
        """Without the instruments of which nothing had happened by the day, though something has since."""
        return self.on(day).exclude(status="recorded", ends_on__isnull=False)

    def along(self) -> Self:
        """Of any day, in an index that holds them in the order of the register."""
        return self.filter(position__gt="")

    def walked(self, columns: Iterable[str]) -> Self:
        """With the columns to narrow by along the way: `walked_status` for `status`."""
        return self.alias(**{f"walked_{column}": Walked(F(column)) for column in columns})

    def present(self, today: Any) -> Self:
        """As `begun`, of the present day: in an index that holds little else."""
        return self.on(today).filter(place__isnull=False)

    def in_order(self, chosen: str = "", *, placed: bool = False) -> Self:
        """By register number (A 2 before A 10), or first by year; or by name, as `AgreementQuerySet.order_read`. `placed`: all
        have their `place`."""
        if chosen == "name":
            return self.order_by(as_read("agreement__name"), "agreement_id")
        first = {
            "newest": [F("year").desc(nulls_last=True)],
            "oldest": [F("year").asc(nulls_last=True)],
        }
        return self.order_by(*first.get(chosen, []), "place" if placed else "position")


class RuleFindingQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(holds_from__isnull=True) | Q(holds_from__lte=day))


class RegisterRowQuerySet(models.QuerySet):
    def offered(self, day: Any) -> Self:
        """What readers are shown on a day."""
        return self.filter(
            Q(begins_on__isnull=True) | Q(begins_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        )

    def of(self, name: Any) -> Self:
        return self.filter(list=name)

    def in_order(self) -> Self:
        """Of one list."""
        return self.order_by("day", "within", "name")


class RelationQuerySet(models.QuerySet):
    def get_by_natural_key(self, from_number: str, predicate: str, to_number: str) -> models.Model:
        return self.get(
            from_agreement__number=from_number, predicate=predicate, to_agreement__number=to_number
        )

    def touching(self, agreement: models.Model) -> Self:
        """In either direction, its own first."""
        own = models.Case(models.When(from_agreement=agreement, then=0), default=1)
        return (
            self.filter(Q(from_agreement=agreement) | Q(to_agreement=agreement))
            .select_related("from_agreement", "to_agreement", "source")
            .order_by(own, "pk")
        )

    def between_public(self) -> Self:
        """Whose both ends readers can open."""
        public = self.model.from_agreement.field.related_model.objects.public()
        return self.filter(from_agreement__in=public, to_agreement__in=public).in_order()

    def in_order(self) -> Self:
        """With both instruments and the source, in an order that does not hang on when a row was entered."""
        return self.select_related("from_agreement", "to_agreement", "source").order_by(
            "from_agreement__number", "predicate", "to_agreement__number"
        )


class ObligationQuerySet(models.QuerySet):
    def get_by_natural_key(self, number: str, key: str) -> models.Model:
        return self.get(agreement__number=number, key=key)

    def stated_by(self, as_of: date) -> Self:
        """What had been promised by a day."""
        return self.filter(stated_on__lte=as_of)

    def for_delivery(self) -> Self:
        """Each with who is to do it, who says so, and what sources found since; the first due first."""
        return self.first_due().prefetch_related(Prefetch("evidence", self.findings()))

    def first_due(self) -> Self:
        """The same without what sources found."""
        rows = self.select_related("agreement", "responsible", "source")
        return rows.order_by(F("due_on").asc(nulls_last=True), "agreement", "key")

    def findings(self) -> models.QuerySet:
        evidence = self.model.evidence.rel.related_model.objects
        return evidence.select_related("source").order_by("dated_on", "pk")


class TextVersionQuerySet(models.QuerySet):
    def get_by_natural_key(self, number: str, language: str, valid_from: str, place: int) -> models.Model:
        return self.get(agreement__number=number, language=language, valid_from=valid_from, number=place)

    def standing(self) -> Self:
        """Those that no other replaces."""
        return self.filter(replaced_by__isnull=True)

    def for_list(self) -> Self:
        """What of a text a list says, the earliest first; of one language and day, the one that counts most first."""
        value = Case(When(legal_value="authentic", then=0), When(legal_value="official", then=1), default=2)
        return self.select_related("source", "replaced_by").order_by(
            "valid_from", "language", value, "number"
        )


class TextFileQuerySet(models.QuerySet):
    def get_by_natural_key(self, *key: Any) -> models.Model:
        names = ("agreement__number", "language", "valid_from", "number")
        version = {f"version__{name}": value for name, value in zip(names, key[:-1], strict=True)}
        return self.get(**version, number=key[-1])

    def public(self) -> Self:
        """What readers may take away: of instruments that they can open, and not withdrawn."""
        agreement = self.model.version.field.related_model.agreement.field.related_model
        return self.filter(
            agreement.objects.none().has_sourced_action("version__agreement"), withdrawn_at__isnull=True
        )

    def stored_as(self, name: str) -> Self:
        """Those whose file has this name, with what it is saved as. One PDF may be of several texts: the first answers for it."""
        return self.filter(file=name).select_related("version__agreement").order_by("pk")
