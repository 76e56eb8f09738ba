"""The site as `make run` serves it, in a real Chromium: production settings, the real server, the fixtures.

`site` is a server to read; `site_to_edit` another, whose content each test finds as if nobody had changed it. A process
starts either once.
`open_page` opens a page at a width, in light or dark, with or without JavaScript, and fails the test when that
page asked another machine for anything or wrote an error to the console.
"""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import axe, photographs
from tests.served_site import DATABASE, EDITOR, begun_again, copy, prepare_once, served, sessions
from workbench import chromium, server

PHONE, LAPTOP = 360, 1280


def pytest_terminal_summary(terminalreporter):
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.stats.get(kind, ())]
    if any("test_design.py" in each.nodeid for each in reports):
        terminalreporter.write_line(f"Photographs of every component: {photographs.FOLDER}")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The folder that `prepare` fills, one for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "prepared"
    prepare_once(folder)
    return folder


@pytest.fixture(scope="session")
def site(prepared, tmp_path_factory):
    with served(copy(prepared, tmp_path_factory.mktemp("site"))) as running:
        yield running


@pytest.fixture
def contexts():
    """What `open_page` opened. They go before the content they speak of does: forms speak with the server until they are
    closed."""
    return []


@pytest.fixture(scope="session")
def running_to_edit(prepared, tmp_path_factory):
    with served(copy(prepared, tmp_path_factory.mktemp("site-to-edit"))) as running:
        yield running


@pytest.fixture
def content(prepared):
    """The database that `site_to_edit` begins with."""
    return prepared / DATABASE


@pytest.fixture
def site_to_edit(running_to_edit, content, contexts):
    yield begun_again(running_to_edit, content)
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


class Reader:
    """A window that goes from page to page, and what it complained of."""

    def __init__(self, browser, site, *, width, dark=False, javascript=True, expected=None, **options):
        self.complaints = []
        self.context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            **options,
        )
        self.context.on("request", lambda each: self.complaints.extend(outside(each.url, site.address)))
        self.context.on("console", lambda each: self.complaints.extend(complaint(each, expected)))
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path, status=200):
        answer = self.page.goto(path)
        assert answer.status == status, f"{path} answers {answer.status}"
        return self.page


@pytest.fixture
def open_page(browser, request, contexts):
    """`open_page("/en/", width=PHONE, dark=True, javascript=False, site=other)` -> the page, loaded."""
    readers = []

    def open_page(path, *, site=None, width=LAPTOP, status=200, **options):
        reader = Reader(browser, site or request.getfixturevalue("site"), width=width, **options)
        readers.append(reader)
        contexts.append(reader.context)
        return reader.open(path, status)

    yield open_page
    for context in contexts:
        context.close()
    assert [each for reader in readers for each in reader.complaints] == []


def complaint(message, expected):
    """An error of the console, unless it is the one the test brings about."""
    is_expected = expected is not None and expected in message.text
    return [message.text] if message.type == "error" and not is_expected else []


def outside(url, address):
    return [] if url.startswith((f"{address}/", "data:", "blob:", "about:")) else [f"asked for {url}"]


@pytest.fixture
def signed_in(open_page, prepared):
    """`signed_in(site_to_edit)` -> the admin's first page, as the editor or somebody else, each time at another computer.

    By a session that is there already: how one comes in by a password is shown in test_life_of_an_article.py.
    """
    keys = {name: iter(known) for name, known in sessions(prepared).items()}

    def signed_in(site, username=EDITOR["username"], **options):
        key = next(keys[username]) + site.turn
        return open_page("/admin/", site=site, storage_state=of_session(key), **options)

    return signed_in


def of_session(key):
    """What a browser holds that came in by it."""
    held = {"name": "sessionid", "value": key, "domain": server.HOST, "path": "/admin/", "expires": -1}
    return {"cookies": [held | {"httpOnly": True, "secure": False, "sameSite": "Lax"}], "origins": []}


@pytest.fixture(scope="session")
def axe_violations():
    return axe.violations
