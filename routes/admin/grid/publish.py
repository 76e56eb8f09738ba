"""Before a timetable is published: what changes for readers, and the form that says from when and after whom."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy

from news.models import Source
from routes.grid.cells import Entry
from routes.models import StopTime, Timetable
from routes.timetable_block import days_in_words
from routes.timetable_differences import Train, differences


class PublishForm(forms.ModelForm):
    """The source by its key, so that it can be named without a script too."""

    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=gettext_lazy("source of the timetable"),
        to_field_name="key",
        widget=forms.TextInput(attrs={"list": "sources", "class": "vTextField", "autocomplete": "off"}),
        error_messages={"invalid_choice": gettext_lazy("There is no source with this key.")},
    )

    class Meta:
        model = Timetable
        fields = ["valid_from", "valid_until", "source"]
        widgets = {"valid_from": AdminDateWidget, "valid_until": AdminDateWidget}

    def __init__(self, data: Any, *, instance: Timetable) -> None:
        super().__init__(data, instance=instance, initial={"source": instance.source})
        self.fields["source"].required = not instance.is_sample


def differences_to(running: Timetable | None, draft: Timetable) -> list[str]:
    """In words; none without a running version. Six queries, however many trains."""
    return differences(told_trains(running), told_trains(draft)) if running else []


def told_trains(timetable: Timetable) -> list[Train]:
    """Three queries."""
    days = {
        one.pk: days_in_words(one, timetable) for one in timetable.services.prefetch_related("exceptions")
    }
    calls: dict[int, list[StopTime]] = {}
    times = StopTime.objects.filter(trip__timetable=timetable).select_related("trip", "station")
    for time in times.order_by("trip_id", "sequence"):
        calls.setdefault(time.trip_id, []).append(time)
    return [
        Train(
            number=rows[0].trip.number,
            direction=rows[0].trip.direction,
            days=days[rows[0].trip.service_id],
            calls=tuple(
                (row.station.name, Entry(row.arrival, row.departure, row.pickup, row.drop_off))
                for row in rows
            ),
        )
        for rows in calls.values()
    ]
