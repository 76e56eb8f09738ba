"""What an editor pastes or uploads, as text; and what the names in it are that the route does not have.

Nothing is put into the grid until each of them is said to be a station of the route, another one, a new one, or none.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.web.text import slugify_cyrillic
from news import audit
from news.admin.record import in_three_languages
from news.admin.register.importing.tables import MOST_BYTES, MOST_ROWS, UnreadableError, read_sheets
from news.publishing.refusals import Reason, RefusedError
from routes.grid.paste import BLOCK, MOST_LETTERS, Unknown, spelling
from routes.models import Route, RouteStop, Station
from routes.spellings import near
from routes.station_names import names_of

MOST_COLUMNS, MOST_UNKNOWN = 220, 40
RIGHTS = ("routes.add_station", "routes.add_routestop", "routes.change_routestop")
NEW, HERE, OTHER = "new", "here", "other"
FIELDS = ("slug", *(name for row in in_three_languages("name") for name in row), "country", "timezone")
Meant = dict[str, int | None]


def given_text(request: HttpRequest) -> str:
    """Of the file, each sheet under a line with its name; or else what was pasted. Raises `RefusedError`."""
    file = request.FILES.get("file")
    text = _text_of(file) if isinstance(file, UploadedFile) else request.POST.get("paste", "")
    if len(text) > MOST_LETTERS:
        raise RefusedError(Reason(_("This is too large for one timetable: take it in parts."), "paste"))
    return text


def _text_of(file: UploadedFile) -> str:
    if (file.size or 0) > MOST_BYTES:
        raise RefusedError(Reason(_("The file is larger than 2 MB."), "file"))
    written = io.StringIO()
    rows = csv.writer(written, delimiter="\t", lineterminator="\n")
    try:
        for name, lines in read_sheets(file.name or "", file.read(), MOST_COLUMNS + 1):
            filled = [line for line in islice(lines, MOST_ROWS + 1) if any(line)]
            if len(filled) > MOST_ROWS or any(map(any, (line[MOST_COLUMNS:] for line in filled))):
                raise RefusedError(
                    Reason(_("This is too large for one timetable: take it in parts."), "file")
                )
            if filled:
                written.write(f"{BLOCK} {' '.join(name.split())}\n")
                rows.writerows(_trimmed(filled))
    except UnreadableError as error:
        raise RefusedError(Reason(error.words, "file")) from error
    return written.getvalue()


def _trimmed(lines: Sequence[list[str]]) -> list[list[str]]:
    """Without the empty columns at the right, and without line breaks in cells."""
    longest = max(at + 1 for line in lines for at, cell in enumerate(line) if cell)
    return [[" ".join(cell.split()) for cell in line[:longest]] for line in lines]


class NewStationForm(forms.ModelForm):
    class Meta:
        model = Station
        fields = FIELDS


class UnknownForm(forms.Form):
    """One name: what it is, and the station that is made of it if it is a new one."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    meant = forms.ChoiceField(required=False, label=gettext_lazy("What it is"))

    def __init__(self, data: Any, at: int, initial: Mapping[str, Any] | None, choices: list[Any]) -> None:
        super().__init__(data, prefix=f"unknown-{at}", initial=initial)
        self.fields["meant"].choices = choices
        self.station = NewStationForm(data, prefix=f"unknown-{at}", initial=initial)

    @property
    def written(self) -> str:
        return str(self["name"].value() or "")

    @property
    def may_be_new(self) -> bool:
        return any(value == NEW for value, _label in self.fields["meant"].choices)

    @property
    def is_answered(self) -> bool:
        return self.is_valid() and (self.cleaned_data["meant"] != NEW or self.station.is_valid())


class Questions:
    """About the names of a block that are none of the route's. `stations`: those of the grid, in the order of direction 0."""

    def __init__(self, route: Route, stations: Sequence[Station], *, may_add: bool) -> None:
        self.route, self.stations, self.may_add = route, list(stations), may_add
        self.forms: list[UnknownForm] = []

    def ask(self, unknown: Iterable[Unknown]) -> None:
        """Each name once, the nearest station chosen."""
        by_spelling = {spelling(one.name): one for one in reversed(list(unknown))}
        for at, one in enumerate(islice(reversed(by_spelling.values()), MOST_UNKNOWN)):
            beside = self.stations[one.beside]
            choices, likely = self._choices(one.name)
            initial = {
                "name": one.name,
                "meant": likely,
                "country": beside.country,
                "timezone": beside.timezone,
            }
            self.forms.append(UnknownForm(None, at, initial | _named(one.name), choices))

    def read(self, data: Mapping[str, str]) -> None:
        """As they were sent."""
        for at in range(MOST_UNKNOWN):
            if (name := data.get(f"unknown-{at}-name")) is None:
                return
            self.forms.append(UnknownForm(data, at, None, self._choices(name)[0]))

    @property
    def is_answered(self) -> bool:
        taken: set[str] = set()
        answered = [form.is_answered for form in self.forms]
        for at, form in enumerate(self.forms):
            if answered[at] and form.cleaned_data["meant"] == NEW:
                slug = form.station.cleaned_data["slug"]
                if slug in taken:
                    form.station.add_error("slug", _("Two new stations have this slug."))
                    answered[at] = False
                taken.add(slug)
        return all(answered)

    def _choices(self, name: str) -> tuple[list[Any], str]:
        here = {form: one for one in self.stations for form in map(spelling, names_of(one))}
        alike = _alike(name, here)
        rest = [one for one in self.stations if one not in alike]
        of_route = [(f"{HERE}:{one.pk}", one.name) for one in [*alike, *rest]]
        choices: list[Any] = [
            ("", _("nothing: leave its row out")),
            (_("a station of this route"), of_route),
        ]
        likely = of_route[0][0] if alike else ""
        if self.may_add:
            elsewhere = {form: one for one in self._others for form in map(spelling, names_of(one))}
            others = [(f"{OTHER}:{one.pk}", one.name) for one in _alike(name, elsewhere)]
            if others:
                choices.append((_("a station we have, added to this route"), others))
            choices.append((NEW, _("a new station, added to this route")))
            likely = likely or (others[0][0] if others else NEW)
        return choices, likely

    @property
    def _others(self) -> list[Station]:
        if not hasattr(self, "_kept_others"):
            here = [one.pk for one in self.stations]
            self._kept_others = list(Station.objects.exclude(pk__in=here))
        return self._kept_others

    @property
    def said(self) -> Meant:
        """{name: number of its station}, of those that need no other; `None`: left out. Only once they are answered."""
        answers = {form.written: form.cleaned_data["meant"].partition(":") for form in self.forms}
        return {
            name: int(pk) if pk else None
            for name, (kind, _colon, pk) in answers.items()
            if kind in ("", HERE)
        }

    def asked(self, unknown: Iterable[Unknown]) -> bool:
        return {spelling(one.name) for one in unknown} <= {spelling(form.written) for form in self.forms}

    def settle(self, unknown: Sequence[Unknown], *, by: Any) -> Meant:
        """Stations that are new or elsewhere, made and put between the points of the route; and all that was said.

        `unknown`: the others and their places, once it is known which stations of the route the block has."""
        meant = self.said
        forms_of = {spelling(form.written): form for form in self.forms}
        with transaction.atomic():
            # From the last to the first: two names beside one station then keep their order.
            for one in reversed(unknown):
                form = forms_of[spelling(one.name)]
                if form.written in meant:
                    continue
                kind, _colon, pk = form.cleaned_data["meant"].partition(":")
                station = _made(form, by) if kind == NEW else Station.objects.get(pk=pk)
                self._add(station, one, by)
                meant[form.written] = station.pk
        return meant

    def _add(self, station: Station, unknown: Unknown, by: Any) -> None:
        stops = RouteStop.objects.filter(route=self.route)
        if stops.filter(station=station).exists():
            return
        beside = stops.filter(station=self.stations[unknown.beside]).first()
        last = stops.order_by("sequence").last()
        place = beside.sequence + unknown.is_after if beside else (last.sequence + 1 if last else 1)
        for stop in stops.filter(sequence__gte=place).order_by("-sequence"):
            stops.filter(pk=stop.pk).update(sequence=F("sequence") + 1)
        stop = RouteStop.objects.create(route=self.route, station=station, sequence=place)
        audit.record(stop, by=by, act="add", new={"station": station, "sequence": place})


def _made(form: UnknownForm, by: Any) -> Station:
    station = form.station.save()
    audit.record(station, by=by, act="add", new={name: getattr(station, name) for name in FIELDS})
    return station


def _alike(name: str, known: Mapping[str, Station]) -> list[Station]:
    return list({known[form].pk: known[form] for form in near(spelling(name), known)}.values())


def _named(name: str) -> dict[str, str]:
    """The fields that a name fills by itself; an English one is made of the letters, to be looked at."""
    slug = slugify_cyrillic(name, max_length=80)
    if name.isascii():
        return {"slug": slug, "name_en": name}
    is_belarusian = any(letter in "ўіЎІ" for letter in name)
    return {
        "slug": slug,
        "name_en": slug.replace("-", " ").title(),
        "name_be" if is_belarusian else "name_ru": name,
    }
