"""The rows and fields of the desk's forms, compiled: the markup is Django's, whose scripts and styles work on it."""

from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.forms import inlineformset_factory
from django.template import Context, Engine
from django.template.loader import get_template
from django.test import SimpleTestCase

THEIRS = Engine(
    dirs=[Path(admin.__file__).parent / "templates"],
    libraries={
        "admin_modify": "django.contrib.admin.templatetags.admin_modify",
        "admin_urls": "django.contrib.admin.templatetags.admin_urls",
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
    },
)


class Row(forms.ModelForm):
    done = forms.BooleanField(label="Done?", required=False, help_text="<b>Tick</b> it")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    day = forms.DateField(label="Day <&>", help_text="2025-03-13")

    class Meta:
        model = Permission
        fields = ["name", "codename"]


FIELDSETS = [
    (None, {"fields": ["name", ("codename", "done", "day"), "hidden", "content_type"]}),
    ("More", {"fields": ["day", ("done",)], "classes": ["collapse"], "description": "<i>Why</i>"}),
]


def assert_same(name, context):
    SimpleTestCase().assertHTMLEqual(
        get_template(name).template.render(Context(context)),
        THEIRS.get_template(name).render(Context(context)),
    )


@pytest.mark.parametrize("data", [None, {"name": "", "codename": "x" * 500, "done": "on"}])
def test_of_a_fieldset(data):
    form = Row(data)
    parts = AdminForm(form, FIELDSETS, {}, ["content_type"], admin.ModelAdmin(Permission, admin.site))
    for number, part in enumerate(parts):
        assert_same(
            "admin/includes/fieldset.html",
            {"fieldset": part, "prefix": "p", "id_prefix": 0, "id_suffix": number},
        )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [admin.StackedInline, admin.TabularInline])
@pytest.mark.parametrize("may", [True, False])
@pytest.mark.parametrize("data", [None, {"name": "", "codename": "a"}])
def test_of_rows(kind, may, data):
    """Rows that exist, one that is new, the empty one; with and without the rights; as opened and as refused."""
    whole = ContentType.objects.create(app_label="a", model="b")
    first = Permission.objects.create(content_type=whole, name="First <1>", codename="first")
    inline = type("Rows", (kind,), {"model": Permission, "show_change_link": True})(ContentType, admin.site)
    rows = inlineformset_factory(ContentType, Permission, form=Row, extra=1, can_delete=True)
    sent = data and {
        "p-TOTAL_FORMS": 2,
        "p-INITIAL_FORMS": 1,
        "p-0-id": first.pk,
        **{f"p-{number}-{name}": value for number in (0, 1) for name, value in data.items()},
    }
    formset = rows(sent, instance=whole, prefix="p")
    if data:
        assert not formset.is_valid()
    rights = {f"has_{act}_permission": may for act in ("add", "change", "delete")}
    parts = InlineAdminFormSet(inline, formset, FIELDSETS, {}, ["content_type"], None, **rights)
    assert_same(kind.template, {"inline_admin_formset": parts, "forloop": {"last": False}})
