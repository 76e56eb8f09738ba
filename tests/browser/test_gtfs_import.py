"""A feed taken in at the desk: looked at, then taken, by everybody."""

from urllib.request import urlopen

from tests.browser.conftest import PHONE


def test_a_feed_is_looked_at_and_taken(signed_in, site_to_edit, axe_violations):
    with urlopen(f"{site_to_edit.address}/gtfs.zip") as answer:
        feed = {"name": "feed.zip", "mimeType": "application/zip", "buffer": answer.read()}
    page = signed_in(site_to_edit, width=PHONE, dark=True, bypass_csp=True)
    page.goto("/admin/routes/timetable/import-gtfs/")
    assert axe_violations(page) == []
    for button, words in (("look", "A dry run: nothing was kept"), ("take", "Taken in")):
        page.set_input_files("[name=file]", feed)
        page.fill("[name=prefix]", "other")
        page.click(f"[name={button}]")
        assert page.inner_text("#gtfs-report") == words
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.set_input_files("[name=file]", {**feed, "buffer": b"no zip"})
    page.click("[name=look]")
    assert "Nothing was taken." in page.inner_text(".errornote")
