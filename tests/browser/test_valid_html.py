"""Every kind of page in every language, and the pages of refusals: the Nu HTML checker has nothing to say of them."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest

from tests.page_kinds import PAGE_KINDS
from tests.served_site import manage
from workbench import validator

LANGUAGES = ("en", "ru", "be")
# Beside a full page of each kind: what it is when it was asked otherwise, or has nothing to show.
STATES = {
    "agreement_detail_then": "agreements/security-guarantees/?as_of=2024-12-10&known_at=2025-01-01",
    "agreement_list_narrowed": "agreements/?status=in_force",
    "article_detail_plain": "news/two-suburban-lines/",
    "journey_search_empty": "journeys/",
    "search_empty": "search/",
    "search_nothing": "search/?q=%22nothing+of+the+kind%22",
    "search_narrowed": "search/?q=Minsk&kind=article",
    "timetable_paper": "routes/vitebsk-smolensk/timetable/?paper=pocket",
}
REFUSALS = ("400", "403", "404", "410", "429", "500", "503")
RENDER_REFUSALS = f"""
import json
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
pages = {{}}
for language in {LANGUAGES}:
    with override(language):
        request = RequestFactory().get(f"/{{language}}/nothing/", headers={{"host": "127.0.0.1"}})
        for name in {REFUSALS}:
            pages[f"{{name}}.{{language}}"] = render_to_string(f"{{name}}.html", request=request)
print(json.dumps(pages))
"""


@pytest.fixture(scope="module")
def pages(site):
    """{name: html}: every kind and state of a page as served, and the pages of refusals, in each language."""

    def read(path):
        with urlopen(f"{site.address}{path}") as answer:
            return answer.read().decode()

    paths = {
        f"{kind}.{language}": f"/{language}/{path}"
        for kind, path in (PAGE_KINDS | STATES).items()
        for language in LANGUAGES
    }
    with ThreadPoolExecutor(4) as readers:
        served = dict(zip(paths, readers.map(read, paths.values()), strict=True))
    return served | json.loads(
        manage(site.environment, "shell", "--verbosity=0", "--command", RENDER_REFUSALS)
    )


@pytest.fixture(scope="module")
def jar():
    path = validator.find()
    assert path, "No validator: `make test` installs one, or VNU_JAR=/path/to/vnu.jar names it."
    return path


def test_every_page_is_valid(jar, pages):
    assert validator.complaints(jar, pages) == []


def test_the_validator_sees_a_fault(jar):
    [first, *_] = validator.complaints(
        jar, {"broken": '<!doctype html><html lang="en"><title>a</title><p><div id=a></p>'}
    )
    assert first.startswith("broken: ")
