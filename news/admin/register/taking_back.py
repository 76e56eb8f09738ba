"""Takes an entry of the register back: by a further entry, as everything here, so that all of them stay to be read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from news import audit
from news.admin.register.action_form import evidence_of, new_findings
from news.admin.register.action_keys import free_key
from news.admin.told import done
from news.agreements.rules import words
from news.agreements.subjects import locked_subject
from news.agreements.terms import Assertion
from news.models import Action, ActionSource

FACTS = ("type", "layer", "actor", "dated_on", "date_precision", "effective_on", "document_number")
FACTS += ("provisions", "by_agreement", "occurrence", "assertion")
WORDS = tuple(f"{name}_{language}" for name in ("place", "note") for language in ("en", "ru", "be"))
SAID = ("source", "says_en", "says_ru", "says_be", "says_on", "says_precision")


class TakingBack:
    """Mixed into ActionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.take_back_view)
        return [path("<int:pk>/take-back/", view, name="news_action_take_back"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            request.undo_address = address_of(obj)

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """What was just entered can be taken back from its message."""
        if address := getattr(request, "undo_address", ""):
            kwargs["extra_tags"] = address
        super().message_user(request, message, *args, **kwargs)

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        entry = get_object_or_404(Action.objects.select_related("agreement", "replaces"), pk=pk)
        with transaction.atomic():
            refused = take_back(entry, by=request.user)
        if refused:
            messages.error(request, " ".join(refused))
        else:
            told = _("Taken back. The record keeps both entries.")
            done(request, told, undo=address_of(entry.replaced_by))
        return HttpResponseRedirect(reverse("admin:news_agreement_change", args=[entry.agreement_id]))


def address_of(action: Action) -> str:
    return reverse("admin:news_action_take_back", args=[action.pk])


def take_back(entry: Action, *, by: Any) -> list[str]:
    """Enters what stood before it anew, or that it is retracted if nothing did; why it cannot be, if the rules refuse."""
    subject = locked_subject(entry.agreement_id)
    if Action.objects.filter(replaces=entry).exists():
        return [_("It has been replaced meanwhile; take the later entry back first.")]
    before = entry.replaces or entry
    again = Action(agreement=entry.agreement, replaces=entry, reason=_("Taken back."), recorded_by=by)
    for name in (*FACTS, *WORDS):
        setattr(again, name, getattr(before, name))
    if entry.replaces is None:
        again.assertion = Assertion.RETRACTED
    taken = set(entry.agreement.actions.values_list("key", flat=True))
    again.key = free_key(again.type, again.actor.code if again.actor else "", taken)
    said = [
        ActionSource(action=again, **{name: getattr(row, name) for name in SAID})
        for row in before.evidence.select_related("source").order_by("pk")
    ]
    found = [each for each in new_findings(subject, again, [evidence_of(row) for row in said]) if each.hard]
    if found:
        return [words(finding) for finding in found]
    again.save()
    for row in said:
        row.action = again
        row.save()
    new = {"replaces": entry, "assertion": again.assertion, "dated_on": again.dated_on}
    audit.record(again, by=by, act="add", new=new, comment=again.reason)
    return []
