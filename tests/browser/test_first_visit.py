"""What a first visit costs a phone: bytes on the line, requests, and how far a page moves when its fonts come late."""

import pytest

ARTICLE = "news/supreme-state-council-2026/"
MOST_BYTES = {"en": 120_000, "ru": 160_000, "be": 160_000}  # headers and fonts included, pictures not
MOST_REQUESTS = 10
MOST_MOVED = 0.02  # cumulative layout shift, https://web.dev/articles/cls
LATE = 600  # milliseconds: text is painted in the reader's own font by then
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "device_scale_factor": 3}
STILL = [
    *(f"/{language}/{ARTICLE}" for language in MOST_BYTES),
    "/ru/agreements/security-guarantees/",
    "/en/routes/vitebsk-smolensk/",
]
ADD_UP_SHIFTS = """
window.moved = 0;
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved += shift.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def phone(browser, site):
    """A page of a browser that holds nothing of the site yet."""
    context = browser.new_context(base_url=site.address, **PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", MOST_BYTES)
def test_an_article_is_light(phone, language):
    network = phone.context.new_cdp_session(phone)
    network.send("Network.enable")
    asked, received = {}, {}
    network.on("Network.responseReceived", lambda told: asked.update({told["requestId"]: told["response"]}))
    network.on(
        "Network.loadingFinished",
        lambda told: received.update({told["requestId"]: told["encodedDataLength"]}),
    )
    phone.goto(f"/{language}/{ARTICLE}", wait_until="networkidle")
    sizes = {
        asked[each]["url"]: size
        for each, size in received.items()
        if not asked[each]["mimeType"].startswith("image/")
    }
    assert sum(sizes.values()) < MOST_BYTES[language], sizes
    assert len(sizes) <= MOST_REQUESTS, sorted(sizes)
    assert sum(".woff2" in url for url in sizes) > 1  # fonts are among them


@pytest.mark.parametrize("path", STILL)
def test_a_page_stands_still_when_its_fonts_come_late(phone, path):
    held = []
    phone.add_init_script(ADD_UP_SHIFTS)
    phone.route("**/*.woff2", lambda route: held.append(route))
    phone.goto(path, wait_until="domcontentloaded")
    phone.wait_for_timeout(LATE)
    phone.route("**/*.woff2", lambda route: route.continue_())  # one that is asked for only now comes at once
    for font in held:
        font.continue_()
        phone.wait_for_timeout(LATE / 6)  # one after another, as on a slow line
    phone.wait_for_function("document.fonts.status === 'loaded'")
    assert held
    assert phone.evaluate("window.moved") < MOST_MOVED
