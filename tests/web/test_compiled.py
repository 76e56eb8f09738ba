"""Compiled templates: every page, and partials included from Django's templates; escaped, translated."""

import sys

import jinja2
import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from jinja2 import FileSystemBytecodeCache, FileSystemLoader, nodes
from markupsafe import Markup, escape

from config.web import compiled
from config.web.compiled import FOLDER, Environment, Kept, environment, printed

NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))


def test_are_included_as_any_other():
    page = Template('{% include "site/_mark.html" with numbers=numbers only %}!')
    assert page.render(Context({"numbers": [1, 2]})) == (
        '<sup class="mark"><a href="#source-1"><span class="vh">source </span>1</a><wbr>'
        '<a href="#source-2"><span class="vh">source </span>2</a></sup>!'
    )
    assert page.render(Context({"numbers": []})) == "!"


def test_escape_what_is_not_markup():
    state = {"label": "<b>", "shape": '"', "tone": SafeString("force")}
    html = render_to_string("site/_state.html", {"state": state})
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert 'href="#pip-&#34;"' in html
    assert isinstance(html, SafeString)


class Marked:
    def __html__(self):
        return "<i>"


@pytest.mark.parametrize(
    "value", ["<b>", "a & 'b'", "", SafeString("<b>"), Markup("<b>"), gettext_lazy("<"), 3, None, Marked()]
)
def test_print_as_markupsafe_does(value):
    assert str(printed(value)) == str(escape(value))


def test_print_by_our_own_means():
    modules = [get_template(name).template.template.root_render_func.__globals__ for name in NAMES]
    assert all(each["escape"] is printed for each in modules)


def test_speak_the_language_of_the_page(as_language):
    with as_language("ru"):
        assert render_to_string("site/_in_language.html", {"language": "be"}) != "in Belarusian"
    assert render_to_string("site/_in_language.html", {"language": "be"}) == "in Belarusian"


def test_each_is_found_and_compiled():
    assert [get_template(name).template.template.name for name in NAMES] == NAMES


def test_djangos_language_is_left_to_the_desk():
    others = {path.relative_to(FOLDER.parent).parts[0] for path in FOLDER.parent.rglob("*.html")}
    assert others == {"compiled", "admin"}


def test_any_other_name_is_left_to_the_other_loaders():
    assert get_template("admin/_gist.html").template.name == "admin/_gist.html"
    with pytest.raises(TemplateDoesNotExist):
        get_template("site/_none.html")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_worked_out_as_one_is_compiled(name):
    """Its code is kept in files and shared by the languages: a filter of a constant would stay what it was."""
    tree = environment().parse((FOLDER / name).read_text())
    assert [
        each for each in tree.find_all((nodes.Filter, nodes.Test)) if isinstance(each.node, nodes.Const)
    ] == []


class TestCode:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path, monkeypatch):
        monkeypatch.setattr(compiled, "FOLDER", tmp_path)
        monkeypatch.setattr(sys, "dont_write_bytecode", False)
        (tmp_path / "page.html").write_text("{{ word }}")
        return tmp_path

    def rendered(self):
        """In a process that has just begun."""
        made = Environment(loader=FileSystemLoader(compiled.FOLDER), bytecode_cache=Kept())
        return made.get_template("page.html").render(word="one")

    def test_lies_beside_the_templates(self, folder, monkeypatch):
        assert self.rendered() == "one"
        monkeypatch.delattr(jinja2.Environment, "compile")
        assert self.rendered() == "one"

    def test_is_made_anew_where_the_template_changed(self, folder):
        self.rendered()
        (folder / "page.html").write_text("{{ word }}!")
        assert self.rendered() == "one!"

    def test_is_done_without_where_nothing_may_be_written(self, monkeypatch):
        def refuse(*args):
            raise PermissionError

        monkeypatch.setattr(FileSystemBytecodeCache, "dump_bytecode", refuse)
        assert self.rendered() == "one"
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        with pytest.raises(CommandError, match="unset PYTHONDONTWRITEBYTECODE"):
            call_command("compile_templates")
