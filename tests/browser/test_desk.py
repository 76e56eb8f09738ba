"""An editor at work in a real browser: from the first headline to a published text, and what js/desk adds to the form."""

import pytest

ARTICLES = "/admin/news/article/"
FIRST_ARTICLE = "#result_list tbody th a >> nth=0"


@pytest.fixture
def draft(site_to_edit, signed_in):
    """A draft that updates the first article's English text, open in its form."""

    def draft(**options):
        page = signed_in(site_to_edit, **options)
        page.goto(ARTICLES)
        page.click(FIRST_ARTICLE)
        page.click("section[aria-labelledby=language-en] button[value=update]")
        page.wait_for_load_state()  # its scripts have run
        return page

    return draft


def body(page):
    return page.input_value("#id_body")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_article_from_its_headline_to_its_readers(signed_in, site_to_edit, javascript):
    page = signed_in(site_to_edit, javascript=javascript)
    page.click("text=Write an article")
    page.fill("#id_headline", "Пригородные поезда: что известно")
    page.select_option("#id_language", "ru")
    page.select_option("#id_kind", "explainer")
    page.click("text=Begin writing")
    page.fill("#id_body", "Поезда пошли 2 апреля 2026 года.")
    page.click("button[value=publish]")
    assert "Line 1:" in page.inner_text(".error-summary")
    assert body(page) == "Поезда пошли 2 апреля 2026 года."
    page.fill("#id_body", "Поезда пошли 2 апреля 2026 года.[^kremlin-79225]")
    page.click("button[value=publish]")
    page.fill("[name=own_text_reason]", "Nobody else is here.")
    page.click("text=Publish version 1 now")
    assert "Version 1 is public." in page.inner_text(".messagelist")
    page.goto("/ru/news/prigorodnye-poezda-chto-izvestno/")
    assert page.inner_text("h1") == "Пригородные поезда: что известно"
    assert "Поезда пошли" in page.inner_text("main")


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (800, True)])
def test_the_desk_can_be_used_by_everybody(draft, axe_violations, width, dark):
    # axe writes a style of its own where a sheet imports another, as Django's forms.css does; the policy would refuse it.
    page = draft(width=width, dark=dark, bypass_csp=True)
    version = page.url
    page.fill("#id_body", "In 2025.\n\n> Said.")
    page.click("button[value=publish]")
    refused = axe_violations(page)
    found = {"refused": refused} if refused else {}
    article = page.locator(".breadcrumbs a >> nth=2").get_attribute("href")
    pages = ["/admin/", ARTICLES, f"{ARTICLES}add/", article, f"{article}withdraw/", version]
    pages += [version.replace("change", "discard"), "/admin/news/articleversion/references/"]
    pages.append("/admin/news/agreement/1/texts/1/documents/add/")
    for path in [*pages, "/admin/news/source/", "/admin/news/figure/1/change/", "/admin/news/image/add/"]:
        page.goto(path)
        if wrong := axe_violations(page):
            found[path] = wrong
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[f"{path} width"] = [page.evaluate("document.documentElement.scrollWidth")]
    assert found == {}


def test_no_page_of_the_desk_is_wider_than_a_narrow_phone(draft):
    """In Russian, whose words are longer; with a headline that has no blank to break at."""
    page = draft(width=320, locale="ru-RU")
    page.fill("#id_headline", "Щ" * 200)
    page.fill("#id_publish_at", "2099-05-03T09:00")
    wide = {"form": page.evaluate("document.documentElement.scrollWidth")}
    page.click("button[value=keep]")
    version, article = page.url, page.locator(".breadcrumbs a >> nth=2").get_attribute("href")
    of_version = [version, version.replace("change", "history"), version.replace("change", "discard")]
    of_record = ["news/articleversion/", "news/auditentry/", "news/image/add/", "news/source/1/change/"]
    of_record.append("news/agreement/1/texts/1/documents/add/")
    of_record.append("news/articleversion/1/change/")  # public: read, with a picture in it
    for path in ["/admin/", ARTICLES, article, *of_version, *(f"/admin/{each}" for each in of_record)]:
        page.goto(path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 320} == {}


def test_enter_after_the_reason_of_a_withdrawal_withdraws(signed_in, site_to_edit):
    """The page's first button begins a new version."""
    page = signed_in(site_to_edit)
    page.goto("/admin/routes/timetable/1/change/")
    page.fill("[name=because]", "It was never published.")
    page.press("[name=because]", "Enter")
    page.locator(".field-state_now:has-text('Withdrawn')").wait_for()
    assert page.url.endswith("/admin/routes/timetable/1/change/")


class TestForm:
    def test_lengths_are_counted_without_notes(self, draft):
        page = draft()
        page.fill("#id_standfirst", "Trains[^kremlin-79225] [[route:minsk-moscow|run]].")
        assert page.inner_text(".field-standfirst .counter") == "11 / 260"
        page.fill("#id_headline", "a" * 111)
        assert page.locator(".field-headline .counter--over").count() == 1

    def test_a_finding_leads_to_its_line(self, draft):
        page = draft()
        page.fill("#id_body", "Nothing.\n\nIn 2025 it was so.")
        page.click("button[value=publish]")
        page.wait_for_load_state()
        page.click(".error-summary a:has-text('Line 3')")
        page.keyboard.type("So it was.")
        assert body(page) == "Nothing.\n\nSo it was."

    @pytest.mark.parametrize(
        ("locale", "told"),
        [
            ("en-US", "Publish on 28 March 2027, 02:30, Minsk time"),
            ("be-BY", "Апублікаваць: 28 сакавіка 2027, 02:30, паводле мінскага часу"),
        ],
    )
    def test_the_schedule_says_its_outcome(self, draft, locale, told):
        """Also where an editor's own clock skips that hour, and where the browser does not know the language."""
        page = draft(locale=locale, timezone_id="Europe/Berlin", width=360)
        page.fill("#id_publish_at", "2027-03-28T02:30")
        page.locator("[data-day]:has-text('2027')").wait_for()
        assert page.inner_text("[data-day]").replace("\xa0", " ") == told
        assert page.evaluate("document.documentElement.scrollWidth") == 360

    def test_leaving_unkept_text_asks_first(self, draft):
        page = draft()
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.locator("#id_body").press_sequentially("More.")
        with page.expect_event("dialog"):
            page.click(".breadcrumbs a >> nth=0")
        assert asked == ["beforeunload"]
        page.click("button[value=keep]")
        page.click(".breadcrumbs a >> nth=0")
        page.wait_for_url("**/admin/")
        assert asked == ["beforeunload"]
