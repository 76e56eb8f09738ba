"""Two editors changed the same words: yours, theirs and what stood before, side by side, with a choice for each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from news.admin.keeping.unkept import shown
from news.admin.versions.form import VersionForm
from news.admin.versions.merging import Question
from news.keeping.contents import WRITTEN
from news.keeping.merging import together
from news.models import ArticleVersion
from news.texts.differences import Paragraph, compare

PUBLISHES = {"publish", "schedule"}
ANSWERS = ("choice-", "edited-")


@dataclass(frozen=True, slots=True)
class Column:
    """One side's text, its words marked against what stood before."""

    value: str
    title: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Row:
    """One choice on the page."""

    question: Question
    label: str
    columns: tuple[Column, Column]
    before: str
    is_written: bool
    edited: str


class VersionChoices:
    """Mixed into ArticleVersionAdmin."""

    def response_change(self, request: HttpRequest, obj: ArticleVersion) -> HttpResponse:
        """Words of somebody else are looked at before they go public."""
        if not obj.came_in:
            return super().response_change(request, obj)
        words = _("Somebody kept this draft after you opened it. Both texts are together now.")
        messages.info(request, f"{words} {obj.came_in}")
        if request.POST.get("_act") not in PUBLISHES:
            return super().response_change(request, obj)
        messages.warning(request, _("Not published: look at the text first, then publish it."))
        return redirect("admin:news_articleversion_change", obj.pk)

    def choices(self, request: HttpRequest, form: Any, version: ArticleVersion) -> HttpResponse | None:
        """The page in place of the form; None if there is nothing to choose. It sends the same form again, with the answers."""
        if not getattr(form, "questions", None):
            return None
        asked = {f"{kind}{question.conflict.key}" for question in form.questions for kind in ANSWERS}
        hidden = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in asked and name not in ("csrfmiddlewaretoken", "choices")
            for value in values
        ]
        context = {
            "title": _("Two texts of this draft"),
            "version": version,
            "stored": form.stored,
            "rows": [_row(form, question) for question in form.questions],
            "came_in": form.came_in(),
            "hidden": hidden,
            "opts": self.opts,
            "media": self.media,
        }
        page = "admin/news/articleversion/choices.html"
        return TemplateResponse(request, page, self.admin_site.each_context(request) | context)


def _row(form: VersionForm, question: Question) -> Row:
    conflict = question.conflict
    name, is_written = conflict.field, conflict.field in WRITTEN
    before, mine, theirs = (
        text if is_written else shown(form, name, text)
        for text in (conflict.before, conflict.mine, conflict.theirs)
    )
    return Row(
        question,
        str(form.fields[name].label),
        (
            Column("mine", _("Yours"), compare(before, mine)),
            Column("theirs", _("Theirs"), compare(before, theirs)),
        ),
        before,
        is_written,
        question.edited or (together(conflict) if is_written else ""),
    )
