"""Nothing typed is lost: closed tab, ended session, killed browser, killed server, and each time the text comes back."""

import os
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.browser.store import kept_here
from tests.served_site import EDITOR, Site, copy
from workbench import chromium, server

BODY = "Words that nobody wants to type twice."
UNKEPT = "[data-unkept]"


def sign_in(page, username=EDITOR["username"], password=EDITOR["password"]):
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("[type=submit]")


@pytest.fixture
def begin():
    """`begin(page)` -> the address of a new draft of the first article, open in its form."""

    def begin(page):
        page.goto("/admin/news/article/")
        page.click("#result_list tbody th a >> nth=0")
        page.click("section[aria-labelledby=language-en] button[value=update]")
        ready(page)
        return page.url

    return begin


def ready(page):
    page.locator("[data-for=id_body] .cm-content").wait_for()


def type_in(page, words=BODY, name="body"):
    """As an editor does: by keyboard, in place of what stood there."""
    page.locator(f"[data-for=id_{name}] .cm-content, #id_{name}:not([data-writing])").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def kept_there(page):
    page.locator("[data-keeping] span:has-text('on the server')").wait_for()


def take(page):
    page.click(f"{UNKEPT} [data-take]")
    return page.input_value("#id_body")


def keep(page):
    page.click("button[name=_act][value=keep]")
    page.locator(".messagelist:has-text('The draft is kept')").wait_for()


class TestKilled:
    def test_a_closed_tab(self, signed_in, site_to_edit, begin):
        page = signed_in(site_to_edit)
        address = begin(page)
        type_in(page)
        kept_here(page, BODY)
        page.close()
        again = page.context.new_page()
        again.goto(address)
        assert BODY in again.inner_text(f"{UNKEPT} ins")
        assert again.input_value("#id_body") != BODY
        assert take(again) == BODY
        keep(again)
        assert again.input_value("#id_body") == BODY
        assert again.locator(UNKEPT).count() == 0

    def test_a_tab_closed_in_the_middle_of_a_word_while_nothing_can_be_sent(
        self, signed_in, site_to_edit, begin
    ):
        page = signed_in(site_to_edit, expected="ERR_FAILED")
        address = begin(page)
        page.context.route("**/keep/", lambda route: route.abort())
        type_in(page)
        page.close()
        page.context.unroute("**/keep/")
        again = page.context.new_page()
        again.goto(address)
        assert take(again) == BODY

    def test_an_ended_session(self, signed_in, site_to_edit, begin):
        page = signed_in(site_to_edit, expected="403 (Forbidden)")
        begin(page)
        end_sessions(site_to_edit)
        type_in(page)
        page.locator("[data-keeping]:has-text('Your session has ended')").wait_for()
        with page.expect_popup() as opened:
            page.click("[data-keeping] a")
        sign_in(opened.value)
        opened.value.wait_for_url("**/admin/")
        opened.value.close()
        page.evaluate("dispatchEvent(new Event('focus'))")
        kept_there(page)
        keep(page)
        assert page.input_value("#id_body") == BODY

    def test_a_form_sent_after_the_session_ended(self, signed_in, site_to_edit, begin):
        page = signed_in(site_to_edit, expected="403 (Forbidden)")
        begin(page)
        type_in(page)
        end_sessions(site_to_edit)
        page.click("button[name=_act][value=keep]")
        page.locator("[name=password]").wait_for()
        sign_in(page)
        page.get_by_role("button", name="Go on").click()
        ready(page)
        assert page.input_value("#id_body") == BODY
        assert page.locator(UNKEPT).count() == 0

    def test_a_killed_browser(self, start_browser, tmp_path, begin):
        context, kill = start_browser(tmp_path / "profile")
        page = context.pages[0]
        page.goto("/admin/")
        sign_in(page)
        address = begin(page)
        # Nothing of it reaches the server: what comes back was on this computer.
        context.route("**/keep/", lambda route: route.abort())
        type_in(page)
        kept_here(page, BODY)
        kill()
        page = start_browser(tmp_path / "profile")[0].pages[0]
        page.goto(address)
        if page.locator("[name=password]").count():
            sign_in(page)
        assert take(page) == BODY

    def test_another_computer_goes_on(self, signed_in, site_to_edit, begin):
        page = signed_in(site_to_edit)
        address = begin(page)
        type_in(page)
        kept_there(page)
        # Left open, it would say from time to time that its own text is in no draft: it does not know who took it over.
        page.close()
        other = signed_in(site_to_edit)
        other.goto(address)
        assert take(other) == BODY
        type_in(other, f"{BODY} And more.")
        kept_there(other)
        keep(other)
        other.goto(address)
        assert other.locator(UNKEPT).count() == 0

    def test_a_killed_server(self, signed_in, prepared, tmp_path, begin):
        port, environment = server.free_port(), copy(prepared, tmp_path)
        with server.running(port, environment) as process:
            page = signed_in(at(port, environment), expected="Failed to load resource")
            address = begin(page)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            type_in(page)
            page.locator(
                "[data-keeping]:has-text('The server does not answer; kept on this computer')"
            ).wait_for()
            page.close()
        again = page.context.new_page()
        with server.running(port, environment):
            again.goto(address)
            assert take(again) == BODY
            kept_there(again)
            keep(again)
            assert again.locator(UNKEPT).count() == 0


class TestOtherForms:
    def test_an_article_that_was_begun_and_not_saved(self, signed_in, site_to_edit):
        page = signed_in(site_to_edit)
        page.goto("/admin/news/article/add/")
        page.fill("#id_headline", BODY)
        page.select_option("#id_kind", "explainer")
        kept_here(page, BODY)
        page.close()
        again = page.context.new_page()
        again.goto("/admin/news/article/add/")
        assert BODY in again.inner_text(".unkept ins >> nth=0")
        again.click(".unkept >> text=Take it")
        assert (again.input_value("#id_headline"), again.input_value("#id_kind")) == (BODY, "explainer")
        again.click(".unkept >> text=Undo")
        assert again.input_value("#id_headline") == ""
        again.click(".unkept >> text=Take it")
        again.select_option("#id_language", "en")
        again.click("text=Begin writing")
        ready(again)
        again.goto("/admin/news/article/add/")
        again.locator("[name=_typed]").first.wait_for(state="attached")
        again.wait_for_timeout(600)  # time in which it would be offered
        assert again.locator(".unkept").count() == 0

    def test_a_form_that_came_back_with_an_error(self, signed_in, site_to_edit):
        page = signed_in(site_to_edit)
        page.goto("/admin/news/source/add/")
        page.fill("#id_title", BODY)
        page.click("[name=_save]")
        page.locator(".errornote").wait_for()
        kept_here(page, BODY)
        page.close()
        again = page.context.new_page()
        again.goto("/admin/news/source/add/")
        again.click(".unkept >> text=Take it")
        assert again.input_value("#id_title") == BODY

    def test_a_reason_asked_for_by_an_act(self, signed_in, site_to_edit):
        page = signed_in(site_to_edit)
        page.goto("/admin/news/article/1/withdraw/")
        page.fill("#id_reason_en", BODY)
        kept_here(page, BODY)
        page.close()
        again = page.context.new_page()
        again.goto("/admin/news/article/1/withdraw/")
        again.click(".unkept >> text=Take it")
        again.click("[type=submit].default")
        again.click(".messagelist >> text=Undo")
        again.goto("/admin/news/article/1/withdraw/")
        again.wait_for_timeout(600)  # time in which it would be offered
        assert again.locator(".unkept").count() == 0


class TestTwoEditors:
    def test_they_see_each_other_and_choose(self, signed_in, site_to_edit, begin, axe_violations):
        mine, theirs = signed_in(site_to_edit, bypass_csp=True), signed_in(site_to_edit)
        address = begin(mine)
        theirs.goto(address)
        ready(theirs)
        type_in(theirs, "Theirs.", name="dateline")
        type_in(theirs, "A text of theirs.")
        keep(theirs)
        type_in(mine)
        mine.click("button[name=_act][value=keep]")
        mine.wait_for_load_state()
        assert [each.strip() for each in mine.locator(".choice__title").all_inner_texts()] == [
            "Yours",
            "Theirs",
            "Before",
        ]
        assert axe_violations(mine) == []
        mine.check("[value=edited]")
        mine.fill("[data-edited]", "A text of both.")
        mine.click("text=Keep with these choices")
        assert (mine.input_value("#id_body"), mine.input_value("#id_dateline")) == (
            "A text of both.",
            "Theirs.",
        )
        assert mine.locator(UNKEPT).count() == 0

    def test_many_forms_at_the_same_moment(self, signed_in, site_to_edit, begin):
        """On a file of SQLite; tests/news/keeping/test_at_once.py does it on PostgreSQL."""
        page = signed_in(site_to_edit)
        begin(page)
        type_in(page, "\n\n".join(f"Paragraph {at} stood." for at in range(6)))
        keep(page)
        answers = page.evaluate(
            """() => {
              const form = document.querySelector("#articleversion_form");
              return Promise.all([0, 1, 2, 3, 4, 5].map(async (at) => {
                const data = new FormData(form);
                data.set("opening", `form${at}.0`);
                data.set("body", data.get("body").replace(`Paragraph ${at} stood.`, `Paragraph ${at} is ${at}.`));
                return (await fetch(location.href, { method: "POST", body: data })).redirected;
              }));
            }"""
        )
        assert answers == [True] * 6
        page.goto(page.url)
        assert page.input_value("#id_body") == "\n\n".join(f"Paragraph {at} is {at}." for at in range(6))


def at(port, environment):
    return Site(server.address(port), environment)


def end_sessions(site):
    with closing(sqlite3.connect(site.database)) as database:
        database.execute("DELETE FROM django_session")
        database.commit()


@pytest.fixture
def start_browser(browser, site_to_edit):
    """`start_browser(profile)` -> a browser with its memory in that folder, and how to kill it without a word."""
    running = []

    def start_browser(profile):
        options = {"executable_path": chromium.find(), "args": chromium.ARGUMENTS}
        context = browser.browser_type.launch_persistent_context(
            profile, base_url=site_to_edit.address, **options
        )
        running.append(context)

        def kill():
            running.remove(context)
            kill_those_of(profile)

        return context, kill

    yield start_browser
    for context in running:
        context.close()


def kill_those_of(profile):
    """The programs of the browser that was started with this folder, all at once; until none of them lives."""
    parents = {
        int(each.name): told_of(each.name)[1] for each in Path("/proc").iterdir() if each.name.isdigit()
    }
    mine = {pid for pid in parents if f"--user-data-dir={profile}" in command_of(pid)}
    assert mine
    while children := {pid for pid, parent in parents.items() if int(parent) in mine} - mine:
        mine |= children
    for pid in mine:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while any(told_of(pid)[0] not in "XZ" for pid in mine):
        assert time.monotonic() < until
        time.sleep(0.02)


def told_of(pid):
    """State and parent of a program, as the kernel tells them; X: gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return ["X", "0"]


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []
