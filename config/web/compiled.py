"""The partials that pages and forms repeat most (marks, states, sources, rows and fields), compiled to Python by Jinja2.

They lie in `templates/compiled/` and are included as any other; only what stands in them is written in Jinja's language. A
list of sources costs a twentieth of what it costs in Django's.
"""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.admin.templatetags.admin_modify import cell_count
from django.template import Context, Origin, TemplateDoesNotExist
from django.template.loaders.base import Loader as BaseLoader
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext
from markupsafe import Markup

from config.web.templatetags.site import day, partial_date

FOLDER = Path(settings.BASE_DIR) / "templates" / "compiled"


def _translated(text: str) -> Markup:
    """Our own words are not escaped, as in Django's templates."""
    return _words(get_language(), "", text)


def _translated_in(context: str, text: str) -> Markup:
    return _words(get_language(), context, text)


@cache
def _words(language: str | None, context: str, text: str) -> Markup:
    """Few, since they stand in the templates; a list says the same words in every row."""
    return Markup(pgettext(context, text) if context else gettext(text))  # noqa: S704


def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        auto_reload=settings.DEBUG,
        undefined=jinja2.ChainableUndefined,
    )
    made.globals |= {"_": _translated, "pgettext": _translated_in, "language": get_language}
    made.globals |= {"url": reverse, "static": static, "cell_count": cell_count}
    made.filters |= {"day": day, "partial_date": partial_date, "capfirst": capfirst}
    # Known to all without being imported: an import costs more than most partials.
    macros = vars(made.get_template("macros.html").module).items()
    made.globals |= {name: each for name, each in macros if isinstance(each, jinja2.runtime.Macro)}
    return made


class Partial:
    """What Django's `include` asks of a template."""

    def __init__(self, template: jinja2.Template, origin: Origin) -> None:
        self.template = template
        self.name = template.name
        self.origin = origin

    def render(self, context: Context) -> str:
        return mark_safe(self.template.render(context.flatten()))


class Loader(BaseLoader):
    """Asked before the others: a name that lies in the folder is compiled once."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self.found: dict[str, Partial] = {}

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))

    @cached_property
    def environment(self) -> jinja2.Environment:
        return environment()

    def get_template(self, template_name: str, skip: Any = None) -> Any:
        if template_name not in self.names:
            raise TemplateDoesNotExist(template_name)
        if template_name not in self.found or settings.DEBUG:
            origin = Origin(str(FOLDER / template_name), template_name, self)
            self.found[template_name] = Partial(self.environment.get_template(template_name), origin)
        return self.found[template_name]
