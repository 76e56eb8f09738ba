"""People: the office they held, what they are quoted as saying, the figures they gave."""

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.pagination import PageOfSeveral, page_of
from config.web.translated import LANGUAGES
from news.counted_lists import listed_people
from news.descriptions import description_of
from news.figure_cards import value_lines
from news.models import Person
from news.person_reading import read_person, said_by, with_offices
from news.quoted import quoted_in
from news.texts.notes import Notes
from news.thing_cards import thing_card
from news.uses import SHOWN, uses_of

PER_PAGE = 50


@require_safe
def person_list(request: HttpRequest) -> TemplateResponse:
    page = page_of(request, listed_people(), PER_PAGE)
    context = {
        "page_obj": page,
        "people": with_offices(page.object_list),
        "crumbs": [(gettext("People"), "")],
    }
    return TemplateResponse(request, "news/person_list.html", context)


@require_safe
def person_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    if (person := read_person(slug)) is None:
        raise Http404
    today, notes, turned = timezone.localdate(), Notes(), PageOfSeveral(request, SHOWN)
    offices = [(office, notes.mark(office.source).number) for office in person.offices.all()]
    context = {
        "person": person,
        "share_card": thing_card(person),
        "other_names": other_names(person),
        "offices": offices,
        "description": description_of(person, today, notes),
        "quoted": quoted_in(turned.shown(said_by(slug, turned.places)), today, notes),
        "values": value_lines(person.figure_values.all(), notes),
        "uses": uses_of("person", slug, turned),
        "page_obj": turned.page(),
        "citations": notes,
        "crumbs": [(gettext("People"), reverse("person_list")), (person.name, "")],
    }
    return TemplateResponse(request, "news/person_detail.html", context)


def other_names(person: Person) -> list[tuple[str, str]]:
    """(language, name) in the languages of the site other than the one the name is shown in."""
    shown = Person.name.read(person)[1]
    return [(code, name) for code in LANGUAGES if code != shown and (name := getattr(person, f"name_{code}"))]
