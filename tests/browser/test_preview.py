"""The preview and the checks beside a text, and the link for somebody without an account, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_in_both_schemes
from tests.browser.conftest import LAPTOP, PHONE

ARTICLES = "/admin/news/article/"
BODY = "document.querySelector('.preview iframe').contentDocument"


@pytest.fixture
def draft(site_to_edit, signed_in):
    """A draft that updates the first article's English text, open in its form. The site outlives its pages, which ask it
    for more while one types."""

    def draft(**options):
        page = signed_in(site_to_edit, **options)
        page.goto(ARTICLES)
        page.click("#result_list tbody th a >> nth=0")
        page.click("section[aria-labelledby=language-en] button[value=update]")
        page.wait_for_url("**/articleversion/*/change/")
        return page

    return draft


def write(page, name, text):
    """As the editor does when the text is set from elsewhere: the field holds it, and everybody is told."""
    page.evaluate(
        """([name, text]) => {
            const field = document.querySelector(`#id_${name}`);
            field.value = text;
            field.dispatchEvent(new CustomEvent("desk:replace"));
        }""",
        [name, text],
    )


def show(page, part):
    page.click(f".beside-choice [value={part}]")


def previewed(page):
    return page.frame_locator(".preview iframe")


def in_frame(page, expression):
    return page.evaluate(f"(() => {{ const page = {BODY}; return {expression}; }})()")


class TestPreview:
    @pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 3)])
    def test_follows_the_typing_at_the_width_of_a_phone_and_of_a_desk(self, draft, width, columns):
        page = draft()
        show(page, "preview")
        page.click(f".preview [data-width='{width}']")
        page.fill("#id_headline", "Minister: trains run")
        previewed(page).locator("h1:has-text('Minister: trains run')").wait_for()
        assert in_frame(page, "page.documentElement.clientWidth") == width
        sheet = "getComputedStyle(page.querySelector('.sheet')).gridTemplateColumns.split(' ').length"
        assert in_frame(page, sheet) == columns
        frame = page.locator(".preview iframe").bounding_box()
        stage = page.locator(".preview__stage").bounding_box()
        assert frame["x"] >= stage["x"] - 1
        assert frame["x"] + frame["width"] <= stage["x"] + stage["width"] + 1

    def test_what_is_equal_stays_and_so_does_the_place(self, draft):
        page = draft()
        show(page, "preview")
        previewed(page).locator("h1").wait_for()
        page.wait_for_function(f"() => {BODY}.defaultView.scrollY > 0")
        in_frame(page, "page.querySelector('.sheet figure').mark = 'same'")
        in_frame(page, "page.defaultView.scrollTo({ top: 900, behavior: 'instant' })")
        page.fill("#id_byline", "A. Nother")
        previewed(page).locator(".dateline:has-text('A. Nother')").wait_for(state="attached")
        assert in_frame(page, "page.querySelector('.sheet figure').mark") == "same"
        assert in_frame(page, "page.defaultView.scrollY") == 900

    def test_what_is_written_out_of_sight_comes_into_it(self, draft):
        page = draft()
        show(page, "preview")
        previewed(page).locator("h1").wait_for()
        write(page, "body", "First.[^read]\n\n" * 80 + "The last words.")
        last = previewed(page).locator(".prose p:has-text('The last words.')")
        last.wait_for()
        write(page, "body", "First.[^read]\n\n" * 80 + "The very last words.")
        previewed(page).locator(".prose p:has-text('The very last words.')").wait_for()
        place = "page.querySelector('.prose p:last-child').getBoundingClientRect().top / page.defaultView.innerHeight"
        page.wait_for_function(f"() => {{ const page = {BODY}; return {place} < 1; }}")
        assert 0 <= in_frame(page, place) < 1

    def test_shows_the_other_languages(self, draft):
        page = draft()
        show(page, "preview")
        page.click(".preview [data-language=ru]")
        previewed(page).locator("html[lang=ru] h1").wait_for(state="attached")
        assert page.get_attribute(".preview [data-language=ru]", "aria-pressed") == "true"
        page.click(".preview [data-language=en]")
        previewed(page).locator("html[lang=en] h1").wait_for(state="attached")

    def test_links_lead_away_in_a_tab_of_their_own(self, draft):
        page = draft()
        show(page, "preview")
        page.locator(".preview iframe:not([inert])").wait_for()
        with page.context.expect_page() as opened:
            previewed(page).locator(".crumbs a >> nth=0").evaluate("link => link.click()")
        opened.value.wait_for_url("**/en/news/")
        previewed(page).locator("sup.mark a >> nth=0").evaluate("link => link.click()")
        place = f"{BODY}.querySelector('#source-1').getBoundingClientRect().top"
        page.wait_for_function(f"0 <= {place} && {place} < 400")
        assert in_frame(page, "page.location.pathname").endswith("/preview/")

    def test_a_page_that_cannot_be_reached_is_told_and_caught_up(self, draft):
        page = draft()
        show(page, "preview")
        previewed(page).locator("h1").wait_for()
        session = [each for each in page.context.cookies() if each["name"] == "sessionid"]
        page.context.clear_cookies(name="sessionid")
        page.fill("#id_headline", "Not seen")
        told = page.locator(".preview__told")
        told.filter(has_text="cannot be reached").wait_for()
        page.context.add_cookies(session)
        page.fill("#id_headline", "Seen")
        previewed(page).locator("h1:text-is('Seen')").wait_for()
        expect(told).to_have_text("")

    def test_what_is_shown_and_how_wide_is_remembered(self, draft):
        page = draft()
        show(page, "preview")
        divider = page.locator("[data-beside-divider]")
        divider.press("ArrowLeft")
        wide = page.locator(".preview").bounding_box()["width"]
        box = divider.bounding_box()
        page.mouse.move(box["x"] + 5, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 105, box["y"] + 60)
        page.mouse.up()
        assert page.locator(".preview").bounding_box()["width"] == pytest.approx(wide - 100, abs=14)
        share = divider.get_attribute("aria-valuenow")
        page.reload()
        assert page.locator(".preview").is_visible()
        assert divider.get_attribute("aria-valuenow") == share
        show(page, "text")
        assert not page.locator(".preview").is_visible()

    def test_a_phone_shows_one_thing_at_a_time(self, draft):
        page = draft(width=PHONE)
        seen = {}
        for part, place in (("text", "#id_headline"), ("checks", ".ready"), ("preview", ".preview")):
            show(page, part)
            seen[part] = [each for each in ("#id_headline", ".ready", ".preview") if page.is_visible(each)]
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE
            assert seen[part] == [place]

    def test_without_a_script_everything_is_shown_and_the_tab_stays(self, draft):
        page = draft(javascript=False)
        assert page.is_visible(".ready")
        assert not page.is_visible(".preview")
        assert not page.is_visible(".beside-choice")
        assert page.is_visible(".acts button[value=preview]")


class TestReadiness:
    def test_follows_the_typing_and_each_line_jumps_to_its_place(self, draft):
        page = draft()
        write(page, "body", "It is so.[^kremlin-79225]\n\nIn 2025 it was so.\n\n[[person:nobody]]")
        line = page.locator(".ready a:has-text('“In 2025 it was so.”')")
        line.wait_for()
        assert page.inner_text("[data-readiness] [role=status]") == "2 things open"
        assert "Refused while 2 things are open" in page.inner_text(".acts button[value=publish]")
        page.evaluate(
            "document.addEventListener('desk:goto', (event) => { window.went = [event.target.id, event.detail.line]; })"
        )
        line.click()
        assert page.evaluate("window.went") == ["id_body", 3]
        write(page, "body", "It is so.[^kremlin-79225]")
        page.locator("[data-readiness] [role=status]:has-text('Nothing in the way')").wait_for()
        assert "Refused" not in page.inner_text(".acts button[value=publish]")

    def test_the_focus_stays_on_the_line_one_is_on(self, draft):
        page = draft()
        write(page, "body", "It is so.[^kremlin-79225]\n\nIn 2025 it was so.")
        page.locator(".ready a:has-text('“In 2025 it was so.”')").focus()
        write(page, "body", "[[person:nobody]]\n\nIn 2025 it was so.[^none]")
        page.locator(".ready a:has-text('[[person:nobody]] leads')").wait_for()
        assert page.evaluate("document.activeElement.closest('.ready') !== null")


class TestPreviewLink:
    def test_is_made_read_without_an_account_and_taken_back(self, draft, open_page, site_to_edit):
        page = draft()
        page.fill("#id_headline", "Only for some eyes")
        page.click("button[value=keep]")
        page.wait_for_load_state()  # from here on scripts make the link, and what is typed stays
        page.fill("#id_headline", "Typed on")
        page.fill("#link-for-whom", "A. Expert")
        page.select_option("#link-days", "7")
        page.click(".links__form button")
        address = page.locator(".links__open [readonly]")
        address.wait_for()
        path = address.input_value().removeprefix(site_to_edit.address)
        assert page.input_value("#id_headline") == "Typed on"
        guest = open_page(path, site=site_to_edit)
        assert guest.inner_text("h1") == "Only for some eyes"
        assert guest.context.cookies() == []
        broken = "[...document.images].filter(each => each.complete && !each.naturalWidth).length"
        assert guest.evaluate(broken) == 0
        page.click(".links__open form button")
        page.locator(".links__list:has-text('taken back on')").wait_for()
        assert page.locator(".links__open").count() == 0


def test_a_link_that_was_taken_back_opens_nothing(browser, draft):
    page = draft()
    page.fill("#link-for-whom", "A. Expert")
    page.click(".links__form button")
    address = page.locator(".links__open [readonly]")
    address.wait_for()
    path = address.input_value()
    page.click(".links__open form button")
    page.locator(".links__list:has-text('taken back on')").wait_for()
    context = browser.new_context()
    guest = context.new_page()
    assert guest.goto(path).status == 410
    assert "opens nothing any more" in guest.inner_text("h1")
    context.close()


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_can_be_used_by_everybody(draft, width):
    # axe writes a style of its own where a sheet imports another, as Django's forms.css does; the policy would refuse it.
    page = draft(width=width, bypass_csp=True)
    write(page, "body", "It is so.\n\nIn 2025 it was so.\n\n[[person:nobody]]")
    page.locator(".ready a:has-text('“In 2025 it was so.”')").wait_for(state="attached")
    found = {}
    for part in ("text", "checks", "preview"):
        show(page, part)
        if part == "preview":
            previewed(page).locator("h1").wait_for()
        if wrong := violations_in_both_schemes(page):
            found[part] = wrong
    page.click("button[value=keep]")
    page.goto(page.url.replace("change", "compare"))
    if wrong := violations_in_both_schemes(page):
        found["compare"] = wrong
    assert found == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
