"""`make run`: what is skipped the second time, and what it says."""

import pytest

from workbench import site
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError
from workbench.site import Stamp


@pytest.fixture
def stamps(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "ROOT", tmp_path)
    (tmp_path / "a.json").write_text("[]")
    return lambda context="": Stamp("content", tmp_path.glob("*.json"), context)


class TestStamp:
    def test_is_current_once_written(self, stamps):
        assert not stamps().is_current()
        stamps().write()
        assert stamps().is_current()

    @pytest.mark.parametrize(("name", "text"), [("a.json", "[1]"), ("b.json", "[]")])
    def test_a_changed_or_new_file_makes_it_stale(self, stamps, tmp_path, name, text):
        stamps().write()
        (tmp_path / name).write_text(text)
        assert not stamps().is_current()

    def test_another_database_makes_it_stale(self, stamps):
        stamps("one").write()
        assert not stamps("two").is_current()


class TestPort:
    def test_is_8000_unless_said(self, monkeypatch):
        monkeypatch.delenv("PORT", raising=False)
        assert site.port_from_environment() == 8000

    @pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "٣"])
    def test_nonsense_is_refused(self, monkeypatch, port):
        monkeypatch.setenv("PORT", port)
        with pytest.raises(CannotGoOnError, match="is not a port"):
            site.port_from_environment()


class TestClosingLines:
    def test_the_last_lines_name_site_admin_and_sample_data(self):
        lines = site.closing_lines("http://127.0.0.1:8000", "Editor       editor").splitlines()
        assert [line.partition("  ")[0] for line in lines if line] == [
            "Editor",
            "Site",
            "Admin",
            "Sample data",
            "Stop",
        ]

    def test_no_account_no_line(self):
        assert "Editor" not in site.closing_lines("http://127.0.0.1:8000", "")


def test_make_lists_every_target_it_has():
    text = (ROOT / "Makefile").read_text()
    phony = next(line for line in text.splitlines() if line.startswith(".PHONY:")).split()[1:]
    listed = [
        line.partition(":")[0]
        for line in text.splitlines()
        if "## " in line and not line.startswith(("#", "\t"))
    ]
    assert sorted(listed) == sorted(set(phony) - {"environment", "dev-environment"})
