"""A GTFS feed taken in at the desk: a dry run first, and only the very file that was looked at is then taken."""

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import Source
from routes.gtfs.report import FeedRefusedError, Level
from routes.gtfs.uploads import unfolded
from routes.gtfs.writing import import_feed

MOST_BYTES = 8 * 1024 * 1024
# All that an import may write; who publishes is asked again when a timetable is published.
MODELS = ("timetable", "station", "operator", "route", "trip", "stoptime", "fareproduct")
RIGHTS = ("news.add_source", *(f"routes.add_{model}" for model in MODELS))
SALT = "gtfs-import"


class FeedForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Feed (zip, at most 8 MB)"),
        help_text=gettext_lazy("A larger one is taken in on the server: manage.py import_gtfs."),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        to_field_name="key",
        required=False,
        label=gettext_lazy("Key of its source"),
        help_text=gettext_lazy("Without one, a source is made of what the feed says of itself."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    prefix = forms.SlugField(
        max_length=20,
        required=False,
        label=gettext_lazy("Put before its ids"),
        help_text=gettext_lazy("Keeps two feeds apart that both have a station 1."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 8 MB."))
        return file


class GtfsImport:
    """Mixed into the admin of timetables, before ModelAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_view)
        return [path("import-gtfs/", view, name="routes_timetable_import"), *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        form = FeedForm(request.POST or None, request.FILES or None)
        context = self.admin_site.each_context(request) | {
            "title": _("Take in a GTFS feed"),
            "opts": self.opts,
            "form": form,
        }
        if request.method == "POST" and form.is_valid():
            context |= _looked_at(request, form)
        return TemplateResponse(request, "admin/routes/gtfs_import.html", context)


def may_import(user: Any) -> bool:
    return all(user.has_perm(right) for right in RIGHTS)


def _looked_at(request: HttpRequest, form: FeedForm) -> dict[str, Any]:
    """Taken, if it is the file of the dry run before; else looked at, and sealed for the next time."""
    given = form.cleaned_data
    seal = _seal(given)
    is_taken = "take" in request.POST and _is(request.POST.get("seen", ""), seal)
    assert isinstance(request.user, AbstractUser)  # noqa: S101 the desk lets nobody else in
    try:
        report = import_feed(
            unfolded(given["file"]),
            dry_run=not is_taken,
            by=request.user,
            source=given["source"],
            prefix=given["prefix"],
        )
    except FeedRefusedError as refused:
        return {"refused": str(refused)}
    levels = [(level.label, found) for level in Level if (found := report.of(level))]
    return {
        "report": report,
        "levels": levels,
        "is_taken": is_taken,
        "is_another": "take" in request.POST and not is_taken,
        "seen": signing.dumps(seal, salt=SALT),
    }


def _seal(given: dict[str, Any]) -> list[str]:
    digest = hashlib.sha256()
    for chunk in given["file"].chunks():
        digest.update(chunk)
    given["file"].seek(0)
    return [digest.hexdigest(), given["source"].key if given["source"] else "", given["prefix"]]


def _is(seen: str, seal: list[str]) -> bool:
    try:
        return signing.loads(seen, salt=SALT, max_age=24 * 3600) == seal
    except signing.BadSignature:
        return False
