"""What an instrument says: which texts are held, one of them, two of them compared, one as Akoma Ntoso."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web import dates
from config.web.addresses import absolute
from config.web.parameters import parse_as_of, parse_choice
from config.web.refusals import NotHere, NotUnderstood
from news.agreements.dossiers import dossier_of
from news.agreements.texts.akoma_ntoso import akoma_ntoso
from news.agreements.texts.held import TextsHeld, provisions_of, texts_of
from news.agreements.texts.pages import (
    Comparison,
    compare_address,
    comparison,
    text_lines,
    text_page,
    two_days,
    two_languages,
)
from news.models import Agreement, TextVersion


@require_safe
def agreement_texts(request: HttpRequest, slug: str) -> TemplateResponse:
    held = _held(slug)
    context = {
        "agreement": held.agreement,
        "best": held.best(timezone.localdate()),
        "lines": text_lines(held),
        "compare_url": compare_address(held),
        "crumbs": _crumbs(held.agreement, (gettext("Texts"), "")),
    }
    return TemplateResponse(request, "news/agreement_texts.html", context)


@require_safe
def agreement_text(request: HttpRequest, slug: str, language: str, day: str) -> TemplateResponse:
    held = _held(slug)
    version = _named(request, held, language, day)
    context = {
        "page": text_page(held, version),
        "crumbs": _crumbs(held.agreement, _texts_crumb(held), (dates.day(version.valid_from), "")),
    }
    return TemplateResponse(request, "news/agreement_text.html", context)


@require_safe
def agreement_text_akn(request: HttpRequest, slug: str, language: str, day: str) -> HttpResponse:
    held = _held(slug)
    version = _named(request, held, language, day)
    provisions = provisions_of([version])[version.pk]
    page = absolute(request, held.url(version))
    return HttpResponse(
        akoma_ntoso(dossier_of(held.agreement), version, provisions, page),
        content_type="application/akn+xml; charset=utf-8",
    )


@require_safe
def agreement_compare(request: HttpRequest, slug: str) -> TemplateResponse:
    """`?from=1999-12-08&to=2005-01-01&language=ru`, or `?languages=ru,en&as_of=…`; unless told, the latest two days."""
    held = _held(slug)
    context = {
        "comparison": _asked(request, held),
        "crumbs": _crumbs(held.agreement, _texts_crumb(held), (gettext("Comparison"), "")),
    }
    return TemplateResponse(request, "news/agreement_compare.html", context)


def _held(slug: str) -> TextsHeld:
    return texts_of(get_object_or_404(Agreement.objects.public(), slug=slug))


def _named(request: HttpRequest, held: TextsHeld, language: str, day: str) -> TextVersion:
    try:
        found = held.numbered(language, date.fromisoformat(day), request.GET.get("version", ""))
    except ValueError:
        found = None
    if found is None or found.valid_from.isoformat() != day:
        raise NotHere(gettext("No such text of this agreement is held."))
    return found


def _asked(request: HttpRequest, held: TextsHeld) -> Comparison:
    if request.GET.getlist("languages"):
        return two_languages(held, _two(request, held), parse_as_of(request))
    dated = [code for code in held.languages if len(held.mains(code)) > 1]
    language = parse_choice(request, "language", dated, dated[0] if dated else "")
    if language:
        days = [each.valid_from.isoformat() for each in held.mains(language)]
        after = parse_choice(request, "to", days, days[-1])
        before = parse_choice(request, "from", days, days[max(days.index(after) - 1, 0)])
        return two_days(held, language, date.fromisoformat(before), date.fromisoformat(after))
    if len(held.languages) > 1:
        return two_languages(held, (held.languages[0], held.languages[1]), parse_as_of(request))
    return comparison(held, None, None)


def _two(request: HttpRequest, held: TextsHeld) -> tuple[str, str]:
    """Of `languages=ru,en`, or of `languages=ru&languages=en` as a form sends it."""
    asked = ",".join(request.GET.getlist("languages")).split(",")
    if len(asked) != 2 or not set(asked) <= set(held.languages):
        words = gettext("Name two languages in which a text is held: languages=%(languages)s.")
        raise NotUnderstood(words % {"languages": ",".join(held.languages)})
    return asked[0], asked[1]


def _texts_crumb(held: TextsHeld) -> tuple[str, str]:
    return gettext("Texts"), reverse("agreement_texts", kwargs={"slug": held.agreement.slug})


def _crumbs(agreement: Agreement, *last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (gettext("Agreements"), reverse("agreement_list")),
        (agreement.number, agreement.get_absolute_url()),
        *last,
    ]
