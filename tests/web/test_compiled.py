"""Compiled templates: every page, and partials included from Django's templates; escaped, translated."""

import pytest
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from markupsafe import Markup, escape

from config.web.compiled import FOLDER, printed

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
