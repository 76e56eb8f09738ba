"""Rows of what pages of the register list, filled here: a site that is updated shows its pages at once. Triggers that count them
come after."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import functions
from django.utils import timezone

from config.web.partial_dates import PartialDate
from news.agreements.facts import Evidence, Instrument, RecordedAction
from news.agreements.promises import Finding, Found, Promise
from news.agreements.register_rows import row_of_relation, rows_of_acts, rows_of_checks, rows_of_promise
from news.agreements.status import status_spans
from news.agreements.terms import ActionType, Assertion, ConsentMode, EntryIntoForceRule, Family, Occurrence
from news.models.counted import recount

AT_ONCE = 500  # instruments
ACT = (
    *("pk", "key", "type", "dated_on", "date_precision", "recorded_at", "actor__code", "effective_on", "provisions"),
    *("occurrence", "assertion", "replaces"),
)
PROMISE = ("pk", "key", "stated_on", "due_on", "due_precision", "done_on", "done_precision")


def fill(apps, schema_editor):
    _positions(apps)
    row, agreements = apps.get_model("news", "RegisterRow"), apps.get_model("news", "Agreement").objects
    keys = list(agreements.order_by("pk").values_list("pk", flat=True))
    numbers = dict(agreements.values_list("pk", "number"))
    for at in range(0, len(keys), AT_ONCE):
        batch = agreements.filter(pk__in=keys[at : at + AT_ONCE]).order_by("pk")
        row.objects.bulk_create(
            (row(agreement_id=pk, **each.values) for pk, each in _rows(apps, batch, numbers)), batch_size=1000
        )
    recount(row, apps.get_model("news", "RegisterRowCount"))


def _positions(apps):
    """In one statement, as `place_of` makes them."""
    length = functions.LPad(functions.Cast(functions.Length("number"), models.CharField()), 2, models.Value("0"))
    place = functions.Concat(functions.Left("number", 1), length, "number")
    numbers = apps.get_model("news", "Agreement").objects.filter(pk=models.OuterRef("agreement_id"))
    position = models.Subquery(numbers.annotate(place=place).values("place"))
    apps.get_model("news", "StatusSpan").objects.update(position=position)


def _rows(apps, batch, numbers):
    """Of the public ones."""
    today, acts, states = timezone.localdate(), _acts(apps, batch), _states(apps, batch)
    public = {pk for pk, actions in acts.items() if any(action.evidence for action in actions)}
    for each in batch:
        instrument = _instrument(each, states.get(each.pk, ()))
        actions = acts.get(each.pk, [])
        spans = status_spans(instrument, actions)
        treaty = each.family == Family.TREATY
        for made in rows_of_acts(each.pk, each.number, instrument, actions, spans, today, treaty=treaty):
            yield each.pk, made
    findings = _by(apps.get_model("news", "RuleFinding").objects.filter(agreement__in=batch), "holds_from", to="agreement_id")
    spans = apps.get_model("news", "StatusSpan").objects.filter(agreement__in=batch, disputed=True)
    disputed = set(spans.values_list("agreement_id", flat=True))
    for pk in public:
        holding = [day for (day,) in findings.get(pk, ())]
        for made in rows_of_checks(numbers[pk], holding, today, disputed=pk in disputed):
            yield pk, made
    yield from _promises(apps, public, numbers, today)
    yield from _relations(apps, public, numbers)


def _instrument(row, states):
    return Instrument(
        family=Family(row.family),
        consent_mode=ConsentMode(row.consent_mode),
        required=tuple(code for (code,) in states),
        duration_years=row.duration_years,
        renews_itself=row.renews_itself,
        renewal_years=row.renewal_years,
        entry_rule=EntryIntoForceRule(row.entry_into_force_rule),
        entry_days=row.entry_into_force_days,
        provisional_application_allowed=row.provisional_application_allowed,
    )


def _states(apps, batch):
    taking_part = apps.get_model("news", "Participation").objects.filter(agreement__in=batch)
    return _by(taking_part.filter(role="negotiating", actor__kind="state"), "actor__code", to="agreement_id")


def _acts(apps, batch):
    sources = apps.get_model("news", "ActionSource").objects.filter(action__agreement__in=batch)
    sourced = set(sources.values_list("action_id", flat=True))
    found = {}
    rows = _by(apps.get_model("news", "Action").objects.filter(agreement__in=batch), *ACT, to="agreement_id")
    for agreement, acts in rows.items():
        # What has no source is not read: it decides nothing, and replaces nothing.
        keys = {pk: key for pk, key, *_ in acts if pk in sourced}
        found[agreement] = [_act(keys, *act) for act in acts if act[0] in sourced]
    return found


def _act(keys, pk, key, kind, on, known, recorded_at, actor, effective_on, provisions, occurrence, assertion, replaces):
    return RecordedAction(
        key=key,
        type=ActionType(kind),
        dated=PartialDate(on, known),
        recorded_at=recorded_at,
        actor=actor or "",
        effective_on=effective_on,
        provisions=provisions,
        occurrence=Occurrence(occurrence),
        assertion=Assertion(assertion),
        replaces=keys.get(replaces, ""),
        evidence=(Evidence("", "", ""),),
    )


def _promises(apps, public, numbers, today):
    said = apps.get_model("news", "ObligationEvidence").objects.filter(obligation__agreement__in=public)
    said = _by(said, "finding", "dated_on", "date_precision", to="obligation_id")
    promises = apps.get_model("news", "Obligation").objects.filter(agreement__in=public)
    for agreement, rows in _by(promises, *PROMISE, to="agreement_id").items():
        for pk, key, stated_on, due, due_known, done, done_known in rows:
            promise = Promise(
                PartialDate(due, due_known) if due else None,
                PartialDate(done, done_known) if done else None,
                tuple(Found(Finding(finding), PartialDate(*dated)) for finding, *dated in said.get(pk, ())),
            )
            for made in rows_of_promise(pk, numbers[agreement], key, stated_on, promise, today):
                yield agreement, made


def _relations(apps, public, numbers):
    sources = apps.get_model("news", "ActionSource").objects
    open_to = models.Exists(sources.filter(action__agreement=models.OuterRef("to_agreement")))
    rows = apps.get_model("news", "Relation").objects.filter(open_to, from_agreement__in=public)
    for agreement, pk, predicate, other in rows.values_list("from_agreement", "pk", "predicate", "to_agreement"):
        yield agreement, row_of_relation(pk, numbers[agreement], predicate, numbers[other])


def _by(rows, *columns, to):
    """The columns of the rows, by what they belong to."""
    found = {}
    for thing, *values in rows.order_by("pk").values_list(to, *columns):
        found.setdefault(thing, []).append(values)
    return found


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0027_list_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterRowCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(max_length=10)),
                ('former', models.CharField(max_length=24)),
                ('value', models.CharField(max_length=24)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.IntegerField()),
            ],
            options={
                'verbose_name': "count of the register's rows",
                'verbose_name_plural': "counts of the register's rows",
                'ordering': ['list', 'year', 'former', 'value'],
                'indexes': [models.Index(fields=['list', 'year', 'former', 'value', 'number'], name='register_row_counted')],
            },
        ),
        migrations.CreateModel(
            name='RegisterRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(choices=[('treaties', 'Treaties'), ('calendar', 'Calendar'), ('law', 'Law'), ('knowledge', 'Knowledge'), ('promises', 'Promises'), ('delivery', 'Delivery'), ('relations', 'Relations'), ('checks', 'Checks')], max_length=10)),
                ('row', models.BigIntegerField(null=True)),
                ('day', models.DateField()),
                ('year', models.PositiveSmallIntegerField()),
                ('within', models.BigIntegerField(default=0)),
                ('name', models.CharField(max_length=120)),
                ('former', models.CharField(default='', max_length=24)),
                ('value', models.CharField(default='', max_length=24)),
                ('begins_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('timed', models.BooleanField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='register_rows', to='news.agreement')),
            ],
            options={
                'verbose_name': 'row of the register',
                'verbose_name_plural': 'rows of the register',
                'ordering': ['list', 'day', 'within', 'name'],
                'indexes': [models.Index(fields=['list', 'day', 'within', 'name', 'begins_on', 'ends_on', 'agreement', 'row', 'former', 'value', 'timed'], name='register_row_in_order'), models.Index(condition=models.Q(('timed', True)), fields=['list', 'year', 'begins_on', 'ends_on'], name='register_row_timed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('list__in', ['treaties', 'calendar', 'law', 'knowledge', 'promises', 'delivery', 'relations', 'checks'])), name='register_row_list_known'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('begins_on__isnull', True), ('ends_on__gt', models.F('begins_on')), _connector='OR'), name='register_row_ends_after_start'), models.CheckConstraint(condition=models.Q(('timed', True), ('ends_on__isnull', True), _connector='OR'), name='register_row_with_an_end_is_timed')],
            },
        ),
        migrations.AddField(
            model_name='statusspan',
            name='position',
            field=models.CharField(db_default='', default='', max_length=16),
        ),
        migrations.AddIndex(
            model_name='statusspan',
            index=models.Index(fields=['position', 'begins_on', 'ends_on', 'status', 'disputed', 'family', 'designation', 'text_availability', 'year', 'agreement'], name='status_span_of_any_day'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
