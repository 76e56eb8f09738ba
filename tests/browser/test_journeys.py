"""A journey is asked for and moved through the day, with and without JavaScript, on a phone."""

import pytest


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_question_to_the_next_trains(open_page, axe_violations, javascript):
    page = open_page("/en/journeys/", width=320, javascript=javascript, expected="400 (Bad Request)")
    page.get_by_label("From").fill("Витебск")
    page.get_by_label("To", exact=True).fill("Smolnsk")
    page.keyboard.press("Enter")
    assert "No station here is called “Smolnsk”." in page.inner_text("[role=alert]")
    if javascript:
        assert axe_violations(page) == []
    page.get_by_role("link", name="Smolensk Russia").click()
    assert page.get_by_label("From").input_value() == "Vitebsk"
    assert page.get_by_label("To", exact=True).input_value() == "Smolensk"
    page.get_by_label("Day").fill("2026-12-04")
    page.get_by_label("Time", exact=True).fill("06:00")
    page.get_by_role("button", name="Find").click()
    page.wait_for_load_state()
    first = page.locator(".journey h4").first.inner_text()
    assert page.get_by_text("Sample data, not for travel").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if javascript:
        assert axe_violations(page) == []
    page.get_by_role("link", name="Later").click()
    assert "by=leave" in page.url
    page.get_by_role("link", name="Earlier").click()
    assert "by=arrive" in page.url
    page.wait_for_load_state()
    assert first in page.locator(".journey h4").all_inner_texts()
