"""The HTML of a form's fields, made by Django's own Jinja2 templates: those are compiled to Python, and a form has hundreds."""

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2
from django.template import TemplateDoesNotExist


class FormTemplates(Jinja2):
    """Django's controls have a template in both languages; those of its admin, and ours, only in Django's."""

    def __init__(self) -> None:
        self.others = DjangoTemplates()
        self.found: dict[str, Any] = {}

    def get_template(self, template_name: str) -> Any:
        template = self.found.get(template_name)
        if template is None:
            template = self.found[template_name] = self._find(template_name)
        return template

    def _find(self, name: str) -> Any:
        try:
            return super().get_template(name)
        except TemplateDoesNotExist:
            return self.others.get_template(name)
