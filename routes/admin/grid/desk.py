"""The pages on which an editor enters a timetable, sets the days of its trains and publishes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from news.admin.told import refused
from news.models import Source
from news.publishing.refusals import Reason, RefusedError
from routes.admin.grid import acts
from routes.admin.grid.checked import CheckedGrid, checked_grid
from routes.admin.grid.days import DaysForm, days_preview
from routes.admin.grid.pasting import RIGHTS as ADDING_STATIONS
from routes.admin.grid.pasting import Questions, given_text
from routes.admin.grid.publish import PublishForm, differences_to
from routes.admin.grid.typed import MOST_CELLS, TypedTable, tables_as_stored, tables_as_typed
from routes.draft_sheet import PERMISSION as CHANGING
from routes.draft_sheet import StoredTable, stored_tables, write_trains
from routes.draft_versions import new_version, running_version
from routes.models import Service, Timetable
from routes.publishing import PERMISSION as PUBLISHING
from routes.publishing import publish_timetable, withdraw_timetable
from routes.timetable_content import content_hash

SOURCES_OFFERED = 200
WAITING = gettext_lazy(
    "The block is not in the grid yet: say below what the names are that this route does not have."
)


@dataclass(slots=True)
class Done:
    """What an act did to the typed tables. `filled`: trains that the pattern completed; `text`: the block that was given."""

    tables: list[TypedTable]
    told: list[str] = field(default_factory=list)
    refused: list[Reason] = field(default_factory=list)
    questions: Questions | None = None
    filled: int = 0
    text: str = ""


class TimetableDesk:
    """Mixed into TimetableAdmin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        of_timetable = {
            "grid": ("grid/", self.grid_view),
            "new_version": ("new-version/", self.new_version_view),
            "days": ("days/", self.days_view),
            "days_change": ("days/<int:service>/", self.days_view),
            "publish": ("publish/", self.publish_view),
            "withdraw": ("withdraw/", self.withdraw_view),
        }
        own = [
            path(f"<int:pk>/{address}", wrap(view), name=f"routes_timetable_{name}")
            for name, (address, view) in of_timetable.items()
        ]
        return [*own, *super().get_urls()]

    # The grid ------------------------------------------------------------------------------------------------

    def grid_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `act`: keep, paste, stations, copy, or anything else to look at what was typed. Only keeping stores anything."""
        timetable = self._draft_of(request, pk)
        if isinstance(timetable, HttpResponse):
            return timetable
        stored = stored_tables(timetable)
        if not stored[0].stations:
            messages.error(request, _("The route has no points yet: enter them first, then its timetable."))
            return HttpResponseRedirect(reverse("admin:routes_route_change", args=[timetable.route_id]))
        if sum(len(table.stations) * len(table.trains) for table in stored) > MOST_CELLS:
            messages.error(
                request, _("This timetable is too large for the grid. Each train has a form of its own.")
            )
            return self._to(timetable, "change")
        if request.method == "POST":
            return self._typed(request, timetable, stored)
        tables = tables_as_stored(stored)
        return self._grid(request, timetable, checked_grid(timetable, tables), Done(tables))

    def _typed(self, request: HttpRequest, timetable: Timetable, stored: list[StoredTable]) -> HttpResponse:
        done = self._acted(request, timetable, stored)
        done.filled += acts.fill_from_pattern(done.tables)
        grid = checked_grid(timetable, done.tables)
        if request.POST.get("act") == "keep" and not done.refused and not grid.errors:
            if done.filled or grid.next_days:
                done.told.append(_("Nothing is kept yet: look at what was read, then keep it."))
            elif self._kept(request, timetable, grid, done):
                return self._to(timetable, "grid")
        done.told += _remarks(grid, done.filled)
        return self._grid(request, timetable, grid, done)

    def _acted(self, request: HttpRequest, timetable: Timetable, stored: list[StoredTable]) -> Done:
        """The typed tables, and what the button did to them; refused, it did nothing."""
        data = request.POST.dict()
        act = data.get("act", "")
        may_add = request.user.has_perms(ADDING_STATIONS)
        questions = Questions(timetable.route, stored[0].stations, may_add=may_add)
        done = Done(tables_as_typed(data, stored), questions=questions, text=data.get("paste", ""))
        done.filled = acts.fill_from_pattern(done.tables)
        if act != "paste":
            questions.read(data)
        try:
            if act == "paste":
                done.text = given_text(request)
                questions.ask(acts.paste(done.tables, done.text))
            elif act == "stations" and questions.is_answered:
                unknown = acts.paste(done.tables, done.text, questions.said)
                if unknown and questions.asked(unknown):
                    meant = questions.settle(unknown, by=request.user)
                    stored = stored_tables(timetable)
                    done.tables = tables_as_typed(data, stored)
                    acts.fill_from_pattern(done.tables)
                    unknown = acts.paste(done.tables, done.text, meant)
                questions.forms = []
                questions.ask(unknown)
            elif act == "copy":
                done.told.append(acts.copy(done.tables, data))
        except RefusedError as refusal:
            done.refused = list(refusal.reasons)
            done.tables = tables_as_typed(data, stored)  # without what was done before it was refused
            acts.fill_from_pattern(done.tables)
        if questions.forms:
            done.refused.append(Reason(WAITING, "unknown-0-meant"))
        return done

    def _kept(self, request: HttpRequest, timetable: Timetable, grid: CheckedGrid, done: Done) -> bool:
        try:
            write_trains(
                timetable,
                by=request.user,
                trains=grid.written(),
                gone=grid.gone,
                read=request.POST.get("read", ""),
            )
        except RefusedError as refusal:
            done.refused = list(refusal.reasons)
            return False
        messages.success(request, _("The grid is kept in the draft. Readers see nothing of it yet."))
        for words in _remarks(grid, 0):
            messages.warning(request, words)
        return True

    def _grid(
        self, request: HttpRequest, timetable: Timetable, grid: CheckedGrid, done: Done
    ) -> HttpResponse:
        counts = grid.counts
        context = {
            **self.admin_site.each_context(request),
            "title": _("Grid of %(timetable)s") % {"timetable": timetable.key},
            "timetable": timetable,
            "grid": grid,
            "read": content_hash(timetable),
            "trips": " ".join(str(one.trip.pk) for table in done.tables for one in table.stored.trains),
            "others": [trip for table in done.tables for trip in table.stored.others],
            "counts": {name: counts[name] for name in ("new", "changed", "same", "wrong")},
            "told": done.told,
            "refused": done.refused,
            "is_typed": request.method == "POST",
            "copied": _copied(grid, request.POST),
            "questions": done.questions.forms if done.questions else [],
            "unpasted": done.text if done.refused else "",
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/routes/timetable/grid.html", context)

    # Versions ------------------------------------------------------------------------------------------------

    def new_version_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        draft = new_version(get_object_or_404(Timetable, pk=pk), by=request.user)
        messages.success(
            request, _("A draft with the same trains was begun. Change what changes, then publish it.")
        )
        return self._to(draft, "grid")

    # Days ----------------------------------------------------------------------------------------------------

    def days_view(self, request: HttpRequest, pk: int, service: int | None = None) -> HttpResponse:
        """POST `act`: keep, or anything else to look at the days that were typed."""
        timetable = self._draft_of(request, pk)
        if isinstance(timetable, HttpResponse):
            return timetable
        row = get_object_or_404(Service, pk=service, timetable=timetable) if service else None
        form = DaysForm(request.POST or None, timetable=timetable, service=row)
        if request.method == "POST" and form.is_valid() and request.POST.get("act") == "keep":
            form.keep(by=request.user)
            messages.success(request, _("The days are kept in the draft."))
            return self._to(timetable, "grid")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Days of running"),
            "timetable": timetable,
            "service": row,
            "form": form,
            "preview": days_preview(form.rule(), timetable) if form.rule() else None,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/routes/timetable/days.html", context)

    # Publishing ----------------------------------------------------------------------------------------------

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What changes for readers, in words; then, for those who may publish, from which day, and after whom."""
        may_publish = request.user.has_perm(PUBLISHING)
        if request.method == "POST" and not may_publish:
            raise PermissionDenied
        timetable = self._draft_of(request, pk)
        if isinstance(timetable, HttpResponse):
            return timetable
        form = PublishForm(request.POST or None, instance=timetable)
        refused: list[Reason] = []
        if request.method == "POST" and form.is_valid():
            try:
                publish_timetable(timetable=timetable, by=request.user, fields=form.cleaned_data)
            except RefusedError as refusal:
                refused = list(refusal.reasons)
            else:
                messages.success(request, _("The timetable is published. Nothing in it changes any more."))
                return self._to(timetable, "change")
        running = running_version(timetable.route, timetable.valid_from, is_sample=timetable.is_sample)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish %(timetable)s") % {"timetable": timetable.key},
            "timetable": timetable,
            "running": running,
            "differences": differences_to(running, timetable),
            "form": form,
            "may_publish": may_publish,
            "sources": Source.objects.order_by("-pk")[:SOURCES_OFFERED],
            "refused": refused,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/routes/timetable/publish.html", context)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `because`."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        timetable = get_object_or_404(Timetable, pk=pk)
        try:
            withdraw_timetable(timetable=timetable, by=request.user, because=request.POST.get("because", ""))
        except RefusedError as refusal:
            refused(request, refusal)
        else:
            messages.success(request, _("The timetable is withdrawn. No page shows it as valid."))
        return self._to(timetable, "change")

    # -----------------------------------------------------------------------------------------------------------

    def _draft_of(self, request: HttpRequest, pk: int) -> Timetable | HttpResponse:
        """For those who may change it; of a published one its page, where it can be copied."""
        timetable = get_object_or_404(
            Timetable.objects.select_related("route", "source", "publication"), pk=pk
        )
        if not request.user.has_perm(CHANGING):
            raise PermissionDenied
        if timetable.state != "draft":
            messages.info(request, _("This version is published already. Copy it to a new one."))
            return self._to(timetable, "change")
        return timetable

    def _to(self, timetable: Timetable, page: str) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:routes_timetable_{page}", args=[timetable.pk]))


def _remarks(grid: CheckedGrid, filled: int) -> list[str]:
    """What was read otherwise than typed, and what can hardly be meant."""
    said = []
    if filled:
        words = ngettext(
            "%(n)d train was filled from the pattern.", "%(n)d trains were filled from the pattern.", filled
        )
        said.append(words % {"n": filled})
    if grid.next_days:
        words = _("Times of the next day were read as such and marked +1: %(trains)s.")
        said.append(words % {"trains": ", ".join(grid.next_days)})
    if grid.no_time:
        words = _("0 minutes from the stop before: %(places)s. Is that so?")
        said.append(words % {"places": "; ".join(grid.no_time)})
    return said


def _copied(grid: CheckedGrid, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the form for copying shows: what was asked last."""
    groups = []
    for table in grid.tables:
        here = table.typed.direction
        trains = [
            (f"{here}-{at}", train.typed.number or "?")
            for at, train in enumerate(table.trains)
            if train.read.calls
        ]
        if trains:
            groups.append(
                {
                    "title": table.title,
                    "trains": [*trains, (f"{here}-all", pgettext("trains", "all of them"))],
                }
            )
    return {
        "trains": groups,
        "train": asked.get("copy-train"),
        "minutes": asked.get("copy-minutes", "60"),
        "times": asked.get("copy-times", "1"),
        "is_back": "copy-back" in asked,
        "days": asked.get("copy-days", ""),
    }
