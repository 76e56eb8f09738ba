"""/design/: what pages are made of, in each state, and the pages that only a fault brings. In development alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from config.design.catalogue import FAULTS, IN_THE_FRAME, subjects
from config.design.made_up import DAY, long_title, sentence
from config.web.refusals import NotHere


def design(request: HttpRequest) -> TemplateResponse:
    parts = [
        (subject, [(component, list(component.shown(request))) for component in subject.components])
        for subject in subjects()
    ]
    told = {"parts": parts, "faults": FAULTS, "in_the_frame": sorted(IN_THE_FRAME)}
    return TemplateResponse(request, "design.html", told)


def design_fault(request: HttpRequest, name: str) -> HttpResponse:
    """The page of a fault, with the longest words that it may be given."""
    if name not in FAULTS:
        raise NotHere(f"No such page: {name}.")
    words = {"title": long_title(), "reason": sentence(), "removed_on": DAY}
    return render(request, f"{name}.html", words, status=int(name))
