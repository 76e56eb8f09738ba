"""The site's style sheet: joined from all its parts, small, within the security policy, and readable in light and dark."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.management.commands import collectstatic

from config.web.stylesheets import NAME, PARTS, StylesheetFinder, stylesheet

FOLDER = settings.BASE_DIR / "static" / "css"
# The sheets of the desk and of /design/ are not for readers.
OWN_SHEETS = {"admin", "design", "desk", *(f"desk/{path.stem}" for path in (FOLDER / "desk").glob("*.css"))}
HEX = re.compile(r"--([\w-]+):\s*#([0-9A-F]{6});")


def written():
    return {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.css")}


def luminance(colour):
    """WCAG 2.2, relative luminance of six hexadecimal digits."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def palettes():
    light, dark = (FOLDER / "tokens.css").read_text().split("prefers-color-scheme: dark")
    by_day = dict(HEX.findall(light))
    return {"light": by_day, "dark": by_day | dict(HEX.findall(dark))}


class TestStylesheet:
    def test_every_part_that_is_written_is_joined_once(self):
        assert sorted(PARTS) == sorted(written() - OWN_SHEETS)

    def test_layers_are_named_before_any_is_used(self):
        first, second = re.findall(r"@layer[^{;]+[;{]", stylesheet())[:2]
        assert first == "@layer tokens, base, layout, components, print;"
        assert second == "@layer tokens {"

    def test_it_stays_under_15_kilobytes_compressed(self):
        assert len(gzip.compress(stylesheet().encode(), 9)) < 15_000

    @pytest.mark.parametrize("part", sorted(written()))
    def test_every_part_opens_and_closes_what_it_opens(self, part):
        css = re.sub(r"/\*.*?\*/", "", (FOLDER / f"{part}.css").read_text(), flags=re.DOTALL)
        depths = [0]
        for brace in re.findall(r"[{}]", css):
            depths.append(depths[-1] + (1 if brace == "{" else -1))
        assert min(depths) == 0
        assert depths[-1] == 0
        assert max(depths) > 0

    @pytest.mark.parametrize("part", sorted(written()))
    def test_nothing_comes_from_outside_or_from_data(self, part):
        css = (FOLDER / f"{part}.css").read_text()
        assert "@import" not in css
        assert "!important" not in css
        assert {url for url in re.findall(r"url\(([^)]+)\)", css) if not url.startswith("../fonts/")} == set()

    def test_every_token_that_is_used_is_set(self):
        css = stylesheet()
        used, given = set(re.findall(r"var\((--[\w-]+)", css)), set(re.findall(r"(--[\w-]+):", css))
        assert used - given == set()

    def test_every_font_file_named_is_there(self):
        for name in re.findall(r"url\(\.\./(fonts/[^)]+)\)", stylesheet()):
            assert (settings.BASE_DIR / "static" / name).is_file(), name


class TestContrast:
    TEXT = [
        *((ink, ground) for ink in ("ink", "ink-2", "link", "link-hover") for ground in ("paper", "surface", "sunk")),
        *((tone, ground) for tone in ("claim", "plum", "force", "info") for ground in ("paper", "surface", f"{tone}-ground")),
        *(("ink", f"{tone}-ground") for tone in ("claim", "plum", "force", "info")),
        ("petrol", "paper"),
        ("petrol", "surface"),
        ("on-petrol", "petrol"),
        ("on-focus", "focus"),
        ("ink", "selection"),
        ("ink-2", "selection"),
        ("link", "selection"),
        ("ink-2", "claim-ground"),
        ("link", "claim-ground"),
        ("link", "plum-ground"),
        ("link", "info-ground"),
        ("petrol", "sunk"),
        ("claim", "sunk"),
        ("plum", "sunk"),
        ("force", "sunk"),
        ("info", "sunk"),
    ]  # fmt: skip

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(("ink", "ground"), TEXT)
    def test_text_is_at_least_4_5_to_1(self, palettes, scheme, ink, ground):
        palette = palettes[scheme]
        assert contrast(palette[ink], palette[ground]) >= 4.5

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("ground", ["paper", "surface", "sunk"])
    def test_borders_of_controls_are_at_least_3_to_1(self, palettes, scheme, ground):
        assert contrast(palettes[scheme]["control"], palettes[scheme][ground]) >= 3

    def test_the_formula(self):
        assert contrast("000000", "FFFFFF") == pytest.approx(21)
        assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


class TestStylesheetFinder:
    @pytest.fixture(autouse=True)
    def folder(self, settings, tmp_path):
        """A project of one's own, so that a part can be changed."""
        css = tmp_path / "static" / "css"
        for part in PARTS:
            path = css / f"{part}.css"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"/* for those who write it */\n@layer {part} {{\n  a {{ color: red }}\n}}")
        settings.BASE_DIR = tmp_path
        return css

    def test_finds_the_joined_sheet_and_nothing_else(self):
        finder = StylesheetFinder()
        found = finder.find(NAME)
        assert Path(found).read_text() == "".join(
            f"\n@layer {part} {{\na {{ color: red }}\n}}" for part in PARTS
        )
        assert finder.find(NAME, find_all=True) == [found]
        assert finder.find("css/tokens.css") == []

    def test_a_changed_part_is_served_at_once(self, folder):
        finder = StylesheetFinder()
        finder.find(NAME)
        (folder / "tokens.css").write_text("a { color: red }")
        assert Path(finder.find(NAME)).read_text().startswith("a { color: red }\n@layer fonts {")

    def test_is_collected_under_its_name(self):
        [(name, storage)] = StylesheetFinder().list(None)
        assert name == "css/site.css"
        assert Path(storage.path(name)).read_text() == stylesheet()


class TestInstalled:
    def test_the_sites_finders_know_the_sheet(self):
        assert Path(finders.find("css/site.css")).read_text() == stylesheet()

    def test_collectstatic_takes_it(self, settings, tmp_path):
        settings.STATIC_ROOT = tmp_path
        command = collectstatic.Command()
        command.set_options(
            interactive=False,
            verbosity=0,
            link=False,
            clear=False,
            dry_run=True,
            ignore_patterns=[],
            use_default_ignore_patterns=True,
            post_process=False,
        )
        assert "css/site.css" in command.collect()["modified"]
