import re

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.forms.renderers import DjangoTemplates, get_default_renderer

from config.web.form_templates import FormTemplates


class EveryControl(forms.Form):
    use_required_attribute = False
    text = forms.CharField(help_text="A <b>hint</b>.", initial="Says \"yes\" & 'no' <now>")
    long = forms.CharField(widget=forms.Textarea)
    choice = forms.ChoiceField(choices=[("a", "A"), ("Group", [("b", "the other side's")])], initial="b")
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    one = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()
    on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField()
    kept = forms.CharField(widget=forms.HiddenInput)
    moment = forms.SplitDateTimeField(widget=AdminSplitDateTime)


def html(renderer, data):
    """Without the differences that no browser sees: space between marks, and how an apostrophe is escaped."""
    text = str(EveryControl(data, renderer=renderer)).replace("&#39;", "&#x27;").replace("&#34;", "&quot;")
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", text))


class TestFormTemplates:
    def test_is_what_forms_use(self):
        assert isinstance(get_default_renderer(), FormTemplates)

    def test_the_html_is_that_of_djangos_templates(self):
        for data in (None, {"text": "<script>", "several": ["b"]}):
            assert html(FormTemplates(), data) == html(DjangoTemplates(), data)
