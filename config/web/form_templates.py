"""The HTML of a form's fields, made by Django's own Jinja2 templates: those are compiled to Python, and a form has hundreds."""

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from django import forms
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.utils.safestring import mark_safe

FOLDER = Path(forms.__file__).parent / "jinja2"
INCLUDED = re.compile(r"""{% include ["']([^"']+)["'] %}""")
# Django asks each choice for its template; nearly all of a list have this one.
CHOICE = "{% include widget.template_name %}"
USUAL = "django/forms/widgets/select_option.html"
CHOICE_INSIDE = (
    f'{{% if widget.template_name == "{USUAL}" %}}{{% include "{USUAL}" %}}{{% else %}}{CHOICE}{{% endif %}}'
)


class Whole(jinja2.FileSystemLoader):
    """Puts what a template includes into it: Django's are one line each, and an include costs more than the line."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, uptodate = super().get_source(environment, template)
        source = source.removesuffix("\n").replace(CHOICE, CHOICE_INSIDE)
        return INCLUDED.sub(lambda found: self.get_source(environment, found[1])[0], source), path, uptodate


class Field:
    """What a form asks of a template."""

    def __init__(self, template: jinja2.Template) -> None:
        self.template = template

    def render(self, context: dict[str, Any], request: Any = None) -> str:
        return mark_safe(self.template.render(context))


class FormTemplates(BaseRenderer):
    """Django's controls have a template in both languages; those of its admin, and ours, only in Django's."""

    def __init__(self) -> None:
        self.others = DjangoTemplates()
        self.found: dict[str, Any] = {}

    @cached_property
    def environment(self) -> jinja2.Environment:
        return jinja2.Environment(loader=Whole(FOLDER), autoescape=True)

    def get_template(self, template_name: str) -> Any:
        template = self.found.get(template_name)
        if template is None:
            template = self.found[template_name] = self._find(template_name)
        return template

    def _find(self, name: str) -> Any:
        try:
            return Field(self.environment.get_template(name))
        except jinja2.TemplateNotFound:
            return self.others.get_template(name)
