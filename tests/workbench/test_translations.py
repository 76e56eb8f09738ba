"""The words of compiled templates reach the catalogues wherever they stand."""

from config.web.management.commands.makemessages import calls
from workbench import translations


def test_words_are_collected_wherever_they_stand_in_an_expression():
    template = """{% set x = _("In a tag") %}
<p title="{{ said or _('He said "no"') }}">{{ ngettext("%(n)s day", "%(n)s days", n) % {"n": n} }}</p>
{% if pgettext("a place", "Here") %}{{ npgettext("trains", "one", "many", 2) }}{% endif %}
{{ gone }} {# _("In a comment") #}"""
    assert calls(template).split("\n") == [
        "_('In a tag');",
        """_('He said "no"');ngettext('%(n)s day', '%(n)s days', 0);""",
        "pgettext('a place', 'Here');npgettext('trains', 'one', 'many', 0);",
        "",
    ]


def test_what_the_collector_passes_over_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    (tmp_path / "said.py").write_text(
        "from django.utils.translation import gettext as now\n"
        "from django.utils.translation import gettext_lazy as _\n"
        "print(f\"{_('Inside')}\")\n"
    )
    assert translations.uncollected(tmp_path) == [
        "said.py:1: gettext has another name here, now",
        "said.py:3: a string to translate stands inside an f-string",
    ]
