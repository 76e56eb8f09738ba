"""After publishing, in a real browser: what a draft changes, who would suffer from a deletion, an address that moves."""

import pytest

SOURCE = "/admin/news/source/?q=izvestia-2026-02-26"
PERSON = "/admin/news/person/?q=sergey-glazyev"
ROW = "#result_list tbody th a >> nth=0"


def first_of(page, path):
    page.goto(path)
    page.click(ROW)
    return page


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_what_readers_read_is_shown_before_a_deletion_and_holds_the_thing(
    signed_in, site_to_edit, axe_violations, width, dark
):
    page = first_of(signed_in(site_to_edit, width=width, dark=dark, bypass_csp=True), SOURCE)
    form = page.url.partition("?")[0]
    page.goto(form.replace("change", "delete"))
    said = page.inner_text("#content")
    assert "It is used." in said
    assert "Supreme State Council adopted seven documents" in said
    assert "Высший Государственный Совет принял семь документов" in said
    assert page.locator("input[type=submit]").count() == 0
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("text=Back")
    assert page.url == form


def test_what_is_used_nowhere_goes(signed_in, site_to_edit):
    page = signed_in(site_to_edit)
    page.goto("/admin/news/topic/add/")
    page.fill("#id_slug", "weather")
    page.fill("#id_name_en", "Weather")
    page.click("[name=_continue]")
    page.goto(page.url.replace("change", "delete"))
    assert "Its page, /en/topics/weather/, will be gone in every language." in page.inner_text("#content")
    page.click("text=Delete it")
    assert page.request.get("/en/topics/weather/").status == 404


@pytest.mark.parametrize("javascript", [True, False])
def test_an_address_moves_and_comes_back(signed_in, site_to_edit, axe_violations, javascript):
    page = first_of(signed_in(site_to_edit, javascript=javascript, bypass_csp=True), PERSON)
    page.click("text=Change the address…")
    page.wait_for_load_state()
    assert "Readers who come to /en/people/sergey-glazyev/ are led to the new address" in page.inner_text(
        "#content"
    )
    if javascript:
        assert axe_violations(page) == []
    page.fill("#id_key", "alexander-lukashenko")
    page.click("input[type=submit]")
    assert "Something else has this address." in page.inner_text(".errorlist")
    page.fill("#id_key", "s-glazyev")
    page.click("input[type=submit]")
    assert "The address is /en/people/s-glazyev/ now" in page.inner_text(".messagelist")
    form = page.url.partition("?")[0]
    page.goto("/ru/people/sergey-glazyev/?as_of=2026-02-26")
    assert page.url.endswith("/ru/people/s-glazyev/?as_of=2026-02-26")
    page.goto("/en/news/supreme-state-council-2026/")
    assert page.locator("main a[href='/en/people/s-glazyev/']").count() > 0
    # The way back, in the same browser, which has kept the redirect if it may.
    page.goto(f"{form.removesuffix('change/')}address/")
    page.fill("#id_key", "sergey-glazyev")
    page.click("input[type=submit]")
    assert page.goto("/ru/people/sergey-glazyev/").status == 200
    assert page.url.endswith("/ru/people/sergey-glazyev/")
    page.goto("/ru/people/s-glazyev/")
    assert page.url.endswith("/ru/people/sergey-glazyev/")


def test_a_minor_update_that_changes_a_fact_is_refused_and_said_while_one_types(signed_in, site_to_edit):
    page = signed_in(site_to_edit, javascript=False)
    page.goto("/admin/news/article/")
    page.click(ROW)
    page.click("section[aria-labelledby=language-en] button[value=minor]")
    body = page.input_value("#id_body")
    page.fill("#id_body", f"{body}\n\nThere are 777 of them.[^izvestia-2026-02-26]")
    page.click("button[value=keep]")
    page.wait_for_load_state()
    said = page.inner_text(".panel >> nth=0")
    assert "What changed since version 1" in said
    assert "Number: “777” is new" in said
    page.click("button[value=publish]")
    assert "A minor update changes no fact. Number: “777” is new." in page.inner_text(".error-summary")
    page.fill("#id_body", body)
    page.fill("#id_headline", page.input_value("#id_headline") + ", again")
    page.click("button[value=keep]")
    page.wait_for_load_state()
    assert "Headline: wording only" in page.inner_text(".panel >> nth=0")
