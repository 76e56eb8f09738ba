"""Templates compiled to Python by Jinja2: public pages, and what forms repeat most. They cost a tenth of what Django's do.

They lie in `templates/compiled/` and are rendered and included as any other; only what stands in them is written in Jinja's
language. Each language has an environment of its own, so that words, addresses and dates are looked up once.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.admin.templatetags.admin_modify import cell_count
from django.template import Context, Engine, Origin, TemplateDoesNotExist
from django.template.defaultfilters import date, truncatechars, urlencode
from django.template.loaders.base import Loader as BaseLoader
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # not told to be typed
from django.utils.translation import get_language, gettext, ngettext, npgettext, override, pgettext
from jinja2 import nodes
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from config.web.frame import FUNCTIONS
from config.web.templatetags.site import register as site

FOLDER = Path(settings.BASE_DIR) / "templates" / "compiled"
KEPT = 4096
SIGNS = ("mark", "pip", "state_words", "in_language", "evidence", "arrow", "kind_line", "trace")
DATES = ("day", "partial_date", "moment")
SPECIAL = re.compile("[&<>\"']").search
# What templates call by name. An application adds its own as it starts.
KNOWN: dict[str, Callable[..., Any]] = {each.__name__: each for each in FUNCTIONS}


class Names(jinja2.runtime.Context):
    """Calls what a template calls at once; Jinja's own looks six times how it wants to be called."""

    def call(
        self, called: Any, /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **kwargs: Any
    ) -> Any:
        if called.__class__ is FunctionType and called.__dict__:
            return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)
        return called(*args, **kwargs)


class Kept(FileSystemBytecodeCache):
    """The code of a template lies beside it, as Python's own does beside a module, and is made anew where the template, Jinja or
    this module changed. The languages share what was read."""

    def __init__(self) -> None:
        ours = hashlib.sha1(Path(__file__).read_bytes(), usedforsecurity=False).hexdigest()[:8]
        made_by = f"{sys.implementation.cache_tag}.jinja-{jinja2.__version__}.{ours}"
        super().__init__(str(FOLDER / "__pycache__"), f"%s.{made_by}.pyc")
        self.code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            super().load_bytecode(bucket)
            self.code[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.code
        if sys.dont_write_bytecode:
            return
        # Where a server may not write, `manage.py compile_templates` has written before, or each process compiles.
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def printed(value: Any) -> Any:
    """What a template prints, escaped. Most is a word without anything to escape, or markup: `escape` makes a Markup of both."""
    kind = type(value)
    if kind is Markup or kind is SafeString:
        return value
    return escape(value) if kind is not str or SPECIAL(value) else value


class Generator(CodeGenerator):
    """What a template prints goes through `escape` of its module; the module's last line says that this is `printed`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # Jinja's name
        super().visit_Template(node, frame)
        self.writeline("from config.web.compiled import printed as escape")


class Environment(jinja2.Environment):
    context_class = Names
    code_generator_class = Generator


CODE = Kept()


def environment() -> jinja2.Environment:
    """Of the language and place of the addresses that are active."""
    return _environment(get_language() or settings.LANGUAGE_CODE, get_script_prefix(), get_urlconf())


@lru_cache(16)
def _environment(language: str, *_place: str | None) -> jinja2.Environment:
    made = Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        auto_reload=settings.DEBUG,
        bytecode_cache=CODE,
        undefined=jinja2.ChainableUndefined,
    )
    made.globals |= words(language) | KNOWN
    made.globals |= {
        "url": lru_cache(KEPT)(address),
        "static": static if settings.DEBUG else cache(static),
        "cell_count": cell_count,
    }
    made.globals |= {"LANGUAGE_CODE": language, "LANGUAGES": settings.LANGUAGES, "language": lambda: language}
    # The words of a date hang on nothing but the date.
    made.filters |= site.filters | {name: lru_cache(KEPT)(site.filters[name]) for name in DATES}
    made.filters |= {"capfirst": capfirst, "date": lru_cache(KEPT)(date_as), "truncatechars": truncatechars}
    made.filters |= {"urlencode": urlencode}
    made.globals["once"] = lru_cache(KEPT, typed=True)(said_of)
    # Known to all without being imported: an import costs more than most partials.
    for name in (each for each in all_names() if Path(each).name == "macros.html"):
        macros = vars(made.get_template(name).make_module(made.globals, shared=True)).items()
        made.globals |= {name: each for name, each in macros if isinstance(each, jinja2.runtime.Macro)}
    made.globals |= signs(made)
    return made


def signs(environment: jinja2.Environment) -> dict[str, Callable[..., Any]]:
    """What a page repeats most: macros of a few words or numbers, which say the same of the same."""
    macros: dict[str, Any] = {name: environment.globals[name] for name in SIGNS}
    kept: dict[str, Callable[..., str]] = {
        name: lru_cache(KEPT, typed=True)(macro) for name, macro in macros.items()
    }
    mark, state_words = kept["mark"], kept["state_words"]

    def marked(numbers: Iterable[int]) -> Any:
        return mark(tuple(numbers)) if numbers else ""

    def state_pip(state: Any) -> Any:
        return state_words(*[environment.getattr(state, name) for name in ("label", "shape", "tone")])

    return kept | {"mark": marked, "state_pip": state_pip}


def words(language: str) -> dict[str, Callable[..., Markup]]:
    """gettext's four in a language. Our own words are not escaped, as in Django's templates. They are few, since they stand in
    the templates; a list says the same in every row."""

    def in_language(translated: Callable[..., str]) -> Callable[..., Markup]:
        def said(*message: Any) -> Markup:
            with override(language):
                return Markup(translated(*message))  # noqa: S704

        return said

    return {
        "_": cache(in_language(gettext)),
        "pgettext": cache(in_language(pgettext)),
        "ngettext": lru_cache(KEPT)(in_language(ngettext)),
        "npgettext": lru_cache(KEPT)(in_language(npgettext)),
    }


def said_of(macro: jinja2.runtime.Macro, *facts: Any) -> str:
    """What a macro says of facts that are equal where it says the same; the last ones are kept, and none is said twice."""
    return macro(*facts)


def address(name: str, /, *args: Any, **parts: Any) -> str:
    """As Django's tag `url`."""
    return reverse(name, args=args, kwargs=parts)


def date_as(value: Any, form: str) -> str:
    """As Django's filter `date`: a moment in the site's time."""
    return date(template_localtime(value), form)


def all_names() -> list[str]:
    """news/article_detail.html, …"""
    return sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))


class Compiled:
    """What Django asks of a template, be it a page or included."""

    def __init__(self, name: str, engine: Engine, origin: Origin) -> None:
        self.name = name
        self.engine = engine
        self.origin = origin

    @property
    def template(self) -> jinja2.Template:
        return environment().get_template(self.name)

    def render(self, context: Context) -> str:
        if context.template is not None:
            return self._rendered(context)
        with context.bind_template(self):  # type: ignore[arg-type]  # runs the context processors
            return self._rendered(context)

    def _rendered(self, context: Context) -> str:
        template = self.template
        try:
            given: Any = context.flatten()
            names = template.new_context(template.environment.globals | given, shared=True)
            return mark_safe("".join(template.root_render_func(names)))
        except Exception:
            template.environment.handle_exception()  # names the lines of the template


class Loader(BaseLoader):
    """Asked before the others for the names that lie in the folder."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self.found: dict[str, Compiled] = {}

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(all_names())

    def get_template(self, template_name: str, skip: Any = None) -> Any:
        if template_name not in self.found:
            if template_name not in self.names:
                raise TemplateDoesNotExist(template_name)
            origin = Origin(str(FOLDER / template_name), template_name, self)
            self.found[template_name] = Compiled(template_name, self.engine, origin)
        return self.found[template_name]
