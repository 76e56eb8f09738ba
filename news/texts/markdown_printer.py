"""From Markdown's tokens to the page's markup: how a figure, a note, a picture, a statement and a table are printed."""

from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import escape

from config.web import dates
from news.models import FigureValue, Image, Source
from news.texts.figure_text import figure_text
from news.texts.notes import Notes
from news.texts.reference_lookup import Lookup, Target
from news.texts.reference_syntax import Reference

Env = MutableMapping[str, Any]
Tokens = Sequence[Token]


class Printer(RendererHTML):
    """One printer serves one page. Its rules are named after token types, as markdown-it's renderer wants them."""

    def __init__(self, lookup: Lookup, notes: Notes, *, preview: bool) -> None:
        super().__init__()
        self._lookup = lookup
        self._notes = notes
        self._preview = preview
        # Said before every number of a source.
        self._source = pgettext("before a number", "source")
        self._tables = 0
        self._in_margin: set[FigureValue] = set()

    # References ---------------------------------------------------------------------------------------------

    def reference(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        meta = tokens[at].meta
        target = self._lookup.find(meta["reference"])
        if target is None:
            return self._missing(meta["reference"])
        if isinstance(target.thing, FigureValue):
            text = f'<span class="quantity">{self._link(target, meta["in_link"])}</span>'
            return text + self._marks(tokens, at + 1, [target.thing.source], meta["in_link"])
        link = self._link(target, meta["in_link"])
        return f"<b>{link}</b>" if meta.get("speaker") else link

    def note(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        """Neighbouring notes share one mark, printed where it begins."""
        return "" if at and self._prints_mark(tokens[at - 1]) else self._marks(tokens, at, [], False)

    def _prints_mark(self, token: Token) -> bool:
        if token.type == "note":
            return True
        target = self._lookup.find(token.meta["reference"]) if token.type == "reference" else None
        return target is not None and isinstance(target.thing, FigureValue)

    def _marks(self, tokens: Tokens, start: int, sources: list[Source], in_link: bool) -> str:
        """One mark for the sources and for every note that follows without a gap, each source once."""
        missing = ""
        for token in tokens[start:]:
            if token.type != "note":
                break
            target = self._lookup.find(token.meta["reference"])
            if target:
                sources = [*sources, target.thing]
            else:
                missing += self._missing(token.meta["reference"])
            in_link = token.meta["in_link"]
        numbers = "".join([self._number(each, in_link) for each in dict.fromkeys(sources)])
        return (f'<sup class="mark">{numbers}</sup>' if numbers else "") + missing

    def _number(self, source: Source, in_link: bool) -> str:
        """The markup of site/_mark.html; the first mark of a source bears the id that the list at the foot leads back to."""
        note = self._notes.mark(source)
        number = f'<span class="vh">{self._source} </span>{note.number}'
        if in_link:
            return number
        first = f' id="{note.mark_id}"' if note.times == 1 else ""
        return f'<a href="#{note.anchor}"{first}>{number}</a>'

    def _link(self, target: Target, in_link: bool) -> str:
        text = target.text
        if isinstance(target.thing, FigureValue) and not text:
            text = value_text(target.thing, self._lookup.language)
        language = f' lang="{escape(target.language)}"' if target.language else ""
        if not in_link and (url := target.url):
            return f'<a href="{escape(url)}"{language}>{escape(text)}</a>'
        return f"<span{language}>{escape(text)}</span>" if language else str(escape(text))

    def _missing(self, reference: Reference) -> str:
        """An editor sees what leads nowhere; a reader sees the words, and of a note nothing."""
        if self._preview:
            return f'<span class="missing">{escape(reference.text or str(reference))}</span>'
        return "" if reference.is_note else str(escape(reference.words))

    # Blocks -------------------------------------------------------------------------------------------------

    def paragraph_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        paragraph = self.renderToken(tokens, at, options, env)
        return (
            paragraph + self._margin(tokens[at + 1])
            if env.get("margins") and not tokens[at].level
            else paragraph
        )

    def _margin(self, inline: Token) -> str:
        """The paragraph's first figure stands beside it, once a page, with its qualifier: a copy, hidden from screen readers."""
        for token in inline.children or []:
            target = self._lookup.find(token.meta["reference"]) if token.type == "reference" else None
            if target and isinstance(target.thing, FigureValue):
                if target.thing in self._in_margin:
                    return ""
                self._in_margin.add(target.thing)
                text = escape(value_text(target.thing, self._lookup.language))
                note = escape(value_note(target.thing))
                return f'<span class="marginal" aria-hidden="true"><b>{text}</b>{note}</span>'
        return ""

    def picture(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        reference = tokens[at].meta["reference"]
        target = self._lookup.find(reference)
        if target is None or not isinstance(target.thing, Image):
            return f"<p>{self._missing(reference)}</p>\n"
        return picture_html(target.thing, self._lookup.language, caption=reference.text)

    def statement_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        return '<blockquote class="statement">'

    def statement_label(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        count = tokens[at].meta["sources"]
        label = ngettext("Statement, one source", "Statement, %(count)d sources", count) % {"count": count}
        pip = render_to_string("site/_pip.html", {"shape": "half"})
        text = label if count else gettext("Statement, no source given")
        return f'<p class="state state--claim">{pip}{escape(text)}</p>\n'

    def table_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        """A wide table scrolls in a frame of its own, which the keyboard can reach and a screen reader can name."""
        self._tables += 1
        name = gettext("Table %(number)d") % {"number": self._tables}
        frame = f'<div class="tt-scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
        return f'{frame}<table class="table">\n'

    def table_close(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        return f'<th scope="col"{_number_class(tokens[at])}>'

    def td_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        return f"<td{_number_class(tokens[at])}>"

    # Links --------------------------------------------------------------------------------------------------

    def link_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        """Editors vouch for their links, so nothing tells search engines otherwise; `external` is for the style sheet."""
        link = tokens[at]
        if _leads_off_site(str(link.attrs.get("href", ""))):
            link = replace(link, attrs={**link.attrs, "rel": "external"})
        return self.renderToken([link], 0, options, env)

    def image(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        """Pictures come from the library (`[[image:…]]`), with credit and size; another one is only linked to."""
        text = self.renderInlineAsText(tokens[at].children, options, env)
        return f'<a href="{escape(tokens[at].attrs["src"])}">{escape(text or tokens[at].attrs["src"])}</a>'


def value_text(value: FigureValue, language: str) -> str:
    """3 %, 4.5 billion US dollars: the amount with its unit."""
    return figure_text(value.amount, value.figure.unit, value.figure.currency, language=language)


def value_note(value: FigureValue) -> str:
    """What stands beside the number: “almost”; growth of trade turnover, 2025. One source"""
    told = {
        "name": value.figure.name,
        "period": dates.partial_date(value.as_of_date),
        "verification": capfirst(value.get_verification_display()),
    }
    if not value.qualifier:
        return gettext("%(name)s, %(period)s. %(verification)s") % told
    told["qualifier"] = value.get_qualifier_display()
    return gettext("“%(qualifier)s”; %(name)s, %(period)s. %(verification)s") % told


def picture_html(image: Image, language: str, *, caption: str = "") -> SafeString:
    """site/_figure.html for a picture of the library, with a caption of the text's own if it has one."""
    caption_language = Image.caption.read(image, language)[1]
    foreign = caption_language if not caption and caption_language != language else ""
    return render_to_string("site/_figure.html", {"image": image, "caption": caption, "lang": foreign})


def _number_class(cell: Token) -> str:
    return ' class="num"' if "right" in str(cell.attrs.get("style", "")) else ""


def _leads_off_site(href: str) -> bool:
    try:
        return bool(urlsplit(href).netloc)
    except ValueError:
        return True
