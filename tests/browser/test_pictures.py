"""Pictures in a real browser: the focal point by mouse and keyboard, and pages that do not move while pictures arrive."""

import re
from fractions import Fraction
from io import BytesIO

import pytest
from PIL import Image as Pillow

from news.pictures.cards import PICTURE_SIZE
from news.pictures.renditions import CROPS, WIDE, Original, crop_box
from tests.news.pictures.samples import photograph, saved, with_metadata

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shifted += each.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
SIZE = """(selector) => {
  const shown = document.querySelector(selector);
  return [shown.naturalWidth ?? shown.width, shown.naturalHeight ?? shown.height];
}"""
SHOWN = """() => [...document.querySelectorAll("main picture img")]
  .filter((each) => each.clientWidth)
  .map((each) => [each.complete && each.naturalWidth > 0, each.currentSrc])"""
STATE = "() => [Number(id_focal_x.value), Number(id_focal_y.value)]"


@pytest.fixture
def picture_page(site_to_edit, signed_in):
    """The page of a picture that an editor has just uploaded."""

    def picture_page(data=None, **options):
        page = signed_in(site_to_edit, **options)
        page.goto("/admin/news/image/add/")
        file = {"name": "bridge.jpg", "mimeType": "image/jpeg", "buffer": data or saved(photograph(), "JPEG")}
        page.set_input_files("#id_file", file)
        for name, text in (
            ("key", "bridge"),
            ("alt_en", "A bridge"),
            ("credit_en", "Us"),
            ("licence", "CC0"),
        ):
            page.fill(f"#id_{name}", text)
        page.click("[name=_continue]")
        assert "bridge" in page.inner_text(".messagelist")
        page.wait_for_load_state()
        page.locator(".focal__stage").evaluate("(stage) => stage.scrollIntoView({ block: 'center' })")
        return page

    return picture_page


class TestFocalPoint:
    def test_by_a_click_and_by_dragging(self, picture_page):
        page = picture_page()
        stage = page.locator(".focal__stage").bounding_box()
        page.mouse.click(stage["x"] + stage["width"] * 0.25, stage["y"] + stage["height"] * 0.8)
        assert page.evaluate(STATE) == pytest.approx([25, 80], abs=1)
        page.mouse.move(stage["x"] + stage["width"] * 0.25, stage["y"] + stage["height"] * 0.8)
        page.mouse.down()
        page.mouse.move(stage["x"] + stage["width"] * 0.6, stage["y"] + stage["height"] * 0.1, steps=4)
        page.mouse.up()
        assert page.evaluate(STATE) == pytest.approx([60, 10], abs=1)
        page.mouse.move(stage["x"], stage["y"])  # let go
        assert page.evaluate(STATE) == pytest.approx([60, 10], abs=1)
        kept = page.evaluate(STATE)
        page.click("[name=_continue]")
        page.wait_for_selector(".messagelist")
        assert [page.input_value(f"#id_focal_{axis}") for axis in "xy"] == list(map(str, kept))

    def test_by_the_keyboard(self, picture_page):
        page = picture_page()
        handle = page.get_by_role("slider", name="Focal point")
        handle.focus()
        for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown", "ArrowUp"):
            page.keyboard.press(key)
        assert page.evaluate(STATE) == [52, 59]
        assert handle.get_attribute("aria-valuetext") == "52 per cent from the left, 59 per cent from the top"
        for _ in range(9):
            page.keyboard.press("Shift+ArrowRight")
        assert page.evaluate(STATE) == [100, 59]
        page.fill("#id_focal_x", "7")
        assert handle.get_attribute("aria-valuenow") == "7"

    def test_the_crops_are_those_that_the_server_makes(self, picture_page):
        page = picture_page()
        shown = page.evaluate(SIZE, ".focal__stage img")
        for focal in ((50, 50), (0, 100), (83, 17)):
            page.fill("#id_focal_x", str(focal[0]))
            page.fill("#id_focal_y", str(focal[1]))
            original = Original("", *shown, focal=focal)
            for shape, ratio in (
                (WIDE, CROPS[WIDE]),
                ("{}x{}".format(*PICTURE_SIZE), Fraction(*PICTURE_SIZE)),
            ):
                box = page.get_attribute(f"[data-crop='{shape}']", "data-box")
                left, top, wide, high = map(int, box.split())
                expected = crop_box(original, ratio)
                assert (left, top, left + wide, top + high) == pytest.approx(expected, abs=1)

    def test_is_seen_before_the_picture_is_saved(self, site_to_edit, signed_in):
        page = signed_in(site_to_edit)
        page.goto("/admin/news/image/add/")
        assert not page.is_visible(".focal__stage")
        upright = with_metadata("JPEG", orientation=6)
        page.set_input_files("#id_file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": upright})
        page.wait_for_selector(".focal__stage canvas")
        assert page.evaluate(SIZE, ".focal__stage canvas") == [20, 40]
        page.locator(".focal__stage").click(position={"x": 3, "y": 3})
        assert page.evaluate(STATE) != [50, 50]

    def test_without_a_script_there_are_two_fields_and_the_crop(self, picture_page):
        page = picture_page(javascript=False)
        page.fill("#id_focal_x", "0")
        page.click("[name=_continue]")
        assert page.input_value("#id_focal_x") == "0"
        assert page.locator(".focal__crops figure:visible img").count() == 1
        assert re.search(r"-16x9-0-50\.webp$", page.get_attribute(".focal__crops img", "src"))

    @pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
    def test_can_be_used_by_everybody(self, picture_page, axe_violations, width, dark):
        page = picture_page(width=width, dark=dark, bypass_csp=True)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestPictures:
    @pytest.mark.parametrize("width", [360, 1280])
    @pytest.mark.parametrize("path", ["/en/news/supreme-state-council-2026/", "/ru/", "/be/news/"])
    def test_arrive_without_moving_the_page(self, open_page, path, width):
        page = open_page("/en/about/", width=width, expected="net::ERR_FAILED")
        page.add_init_script(SHIFTS)
        # Letters that swap in late would count too: here only pictures are asked about.
        page.route("**/fonts/**", lambda route: route.abort())
        # The slowest picture there is: the page stands before the first byte.
        page.route("**/media/**", lambda route: (page.wait_for_timeout(150), route.continue_()))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        for _ in range(8):
            page.mouse.wheel(0, 900)
            page.wait_for_timeout(50)
        page.wait_for_load_state("networkidle")
        shown = page.evaluate(SHOWN)
        assert all(is_there for is_there, _src in shown)
        assert all(src.endswith(".avif") for _there, src in shown)
        assert shown or (path, width) == ("/be/news/", 360)  # lists show none on a phone
        assert page.evaluate("window.shifted") < 0.02

    def test_a_phone_gets_a_small_one(self, open_page):
        page = open_page("/en/news/supreme-state-council-2026/", width=360)
        page.wait_for_load_state("networkidle")
        source = page.evaluate("document.querySelector('main picture img').currentSrc")
        assert re.search(r"/media/renditions/[0-9a-f]{20}-(320|640)\.avif$", source)

    def test_a_card_is_there_in_three_languages(self, open_page):
        seen = set()
        for language in ("en", "ru", "be"):
            page = open_page(f"/{language}/news/supreme-state-council-2026/")
            address = page.get_attribute("meta[property='og:image']", "content")
            answer = page.request.get(address)
            assert Pillow.open(BytesIO(answer.body())).size == (1200, 630)
            seen.add(answer.body())
        assert len(seen) == 3
