"""A reader tells of a mistake: a form without script and cookie, and thanks. Of the reader only what they write is kept."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from config.web.limits import too_often
from news import mistakes
from news.models.mistakes import MOST_LETTERS

HOUR = 3600


class MistakeForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The words or the number that are wrong, and what would be right."),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Where can that be read? (if you know)"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("The address or the name of a source."),
    )
    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address (if you want an answer)"),
        required=False,
        help_text=gettext_lazy("Used for the answer alone, and deleted with it."),
    )
    # For programs that fill in everything they find: people do not see it.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


# No cookie proves that the form is ours: it bears our signature (news/mistakes.py).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mistake_report(request: HttpRequest) -> HttpResponse:
    """`?page=/en/news/…/`: the page it is about; the front page unless told."""
    if request.method == "POST":
        return _sent(request)
    place = _place(request.GET.get("page", ""))
    return _form(request, MistakeForm(), place)


def _sent(request: HttpRequest) -> HttpResponse:
    form = MistakeForm(request.POST)
    sent = mistakes.sent_form(request.POST.get("form", ""))
    place = sent[0] if sent else _place(request.POST.get("page", ""))
    if sent is None:
        form.add_error(
            None, gettext("This form was open for too long. Send it again: what you wrote is kept.")
        )
    if not form.is_valid() or sent is None:
        return _form(request, form, place, status=400)
    if mistakes.is_flood():
        return too_often(request, HOUR)
    if not form.cleaned_data.pop("website"):
        mistakes.keep(*sent, **form.cleaned_data)
    return HttpResponseRedirect(reverse("mistake_reported"), status=303)


def _place(address: str) -> mistakes.Place:
    home = reverse("home")
    return mistakes.place_of(address) or mistakes.Place(home, home[1:3])


def _form(
    request: HttpRequest, form: MistakeForm, place: mistakes.Place, status: int = 200
) -> TemplateResponse:
    context = {
        "form": form,
        "place": place,
        "token": mistakes.new_form(place),
        "crumbs": [(gettext("Corrections"), reverse("correction_list")), (gettext("Report a mistake"), "")],
    }
    return TemplateResponse(request, "news/mistake_report.html", context, status=status)


@require_safe
def mistake_reported(request: HttpRequest) -> TemplateResponse:
    crumbs = [(gettext("Corrections"), reverse("correction_list")), (gettext("Thank you"), "")]
    return TemplateResponse(request, "news/mistake_reported.html", {"crumbs": crumbs})
