"""The words of compiled templates reach the catalogues wherever they stand."""

from config.web.management.commands.makemessages import calls


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
