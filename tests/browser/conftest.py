"""The site as `make run` serves it, in a real Chromium: production settings, the real server, the fixtures.

`site` is one server for the whole run, to read; `site_to_edit` a copy of its own for a test that changes it.
`open_page` opens a page at a width, in light or dark, with or without JavaScript, and fails the test when that
page asked another machine for anything or wrote an error to the console.
"""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.browser import photographs
from tests.served_site import EDITOR, prepare, served, settings_in
from workbench import chromium

PHONE, LAPTOP = 360, 1280


def pytest_terminal_summary(terminalreporter):
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.stats.get(kind, ())]
    if any("test_design.py" in each.nodeid for each in reports):
        terminalreporter.write_line(f"Photographs of every component: {photographs.FOLDER}")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def site(prepared):
    with served(settings_in(prepared)) as running:
        yield running


@pytest.fixture
def contexts():
    """What `open_page` opened. A server is stopped after them: forms speak with it until they are closed."""
    return []


@pytest.fixture
def site_to_edit(prepared, tmp_path, contexts):
    shutil.copy(prepared / "site.sqlite3", tmp_path)
    with served(settings_in(tmp_path) | {"STATIC_ROOT": f"{prepared}/static"}) as running:
        yield running
        for context in contexts:
            context.close()


@pytest.fixture(scope="session")
def browser():
    path = chromium.find()
    assert path, "No Chromium on this machine: `make test` installs one, or CHROMIUM=/path/to/it names it."
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, request, contexts):
    """`open_page("/en/", width=PHONE, dark=True, javascript=False, site=other)` -> the page, loaded."""
    complaints = []

    def open_page(
        path, *, site=None, width=LAPTOP, dark=False, javascript=True, status=200, expected=None, **options
    ):
        site = site or request.getfixturevalue("site")
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        context.on("request", lambda each: complaints.extend(outside(each.url, site.address)))
        context.on("console", lambda each: complaints.extend(complaint(each, expected)))
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        answer = page.goto(path)
        assert answer.status == status, f"{path} answers {answer.status}"
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def complaint(message, expected):
    """An error of the console, unless it is the one the test brings about."""
    is_expected = expected is not None and expected in message.text
    return [message.text] if message.type == "error" and not is_expected else []


def outside(url, address):
    return [] if url.startswith((f"{address}/", "data:", "blob:", "about:")) else [f"asked for {url}"]


@pytest.fixture
def signed_in(open_page):
    """`signed_in(site_to_edit)` -> the admin's first page, as the editor."""

    def signed_in(site, **options):
        page = open_page("/admin/", site=site, **options)
        page.fill("[name=username]", EDITOR["username"])
        page.fill("[name=password]", EDITOR["password"])
        page.click("[type=submit]")
        return page

    return signed_in


@pytest.fixture(scope="session")
def axe_violations():
    """`axe_violations(page)` -> what axe-core finds wrong, a line each; a page without faults gives [].

    `also`: rules that are off by themselves; `only`: these and no others.
    """
    axe = Axe()

    def axe_violations(page, *, also=(), only=()):
        for frame in page.frames:  # half a page has buttons whose words are still to come
            frame.wait_for_load_state()
        rules = {"rules": {rule: {"enabled": True} for rule in also}}
        asked = {"resultTypes": ["violations"]} | ({"runOnly": only} if only else rules)
        found = axe.run(page, options=asked).response["violations"]
        return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]

    return axe_violations
