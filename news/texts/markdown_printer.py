"""From Markdown's tokens to the page's markup: how a figure, a note, a picture, a statement and a table are printed."""

from collections.abc import MutableMapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

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
        self._tables = 0
        self._in_margin: set[FigureValue] = set()

    # References ---------------------------------------------------------------------------------------------

    def reference(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        meta = tokens[at].meta
        target = self._lookup.find(meta["reference"])
        if target is None:
            return self._missing(meta["reference"])
        if isinstance(target.thing, FigureValue):
            text = format_html('<span class="quantity">{}</span>', self._link(target, meta["in_link"]))
            return text + self._marks(tokens, at + 1, [target.thing.source], meta["in_link"])
        link = self._link(target, meta["in_link"])
        return format_html("<b>{}</b>", link) if meta.get("speaker") else link

    def note(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        """Neighbouring notes share one mark, printed where it begins."""
        return "" if at and self._prints_mark(tokens[at - 1]) else self._marks(tokens, at, [], False)

    def _prints_mark(self, token: Token) -> bool:
        if token.type == "note":
            return True
        target = self._lookup.find(token.meta["reference"]) if token.type == "reference" else None
        return target is not None and isinstance(target.thing, FigureValue)

    def _marks(self, tokens: Tokens, start: int, sources: list[Source], in_link: bool) -> SafeString:
        """One mark for the sources and for every note that follows without a gap, each source once."""
        missing = SafeString("")
        for token in tokens[start:]:
            if token.type != "note":
                break
            target = self._lookup.find(token.meta["reference"])
            if target:
                sources = [*sources, target.thing]
            else:
                missing += self._missing(token.meta["reference"])
            in_link = token.meta["in_link"]
        numbers = format_html_join(
            "", "{}", ((self._number(each, in_link),) for each in dict.fromkeys(sources))
        )
        return (format_html('<sup class="mark">{}</sup>', numbers) if numbers else SafeString("")) + missing

    def _number(self, source: Source, in_link: bool) -> SafeString:
        """The markup of site/_mark.html; the first mark of a source bears the id that the list at the foot leads back to."""
        note = self._notes.mark(source)
        number = format_html(
            '<span class="vh">{} </span>{}', pgettext("before a number", "source"), note.number
        )
        if in_link:
            return number
        first = format_html(' id="{}"', note.mark_id) if note.times == 1 else ""
        return format_html('<a href="#{}"{}>{}</a>', note.anchor, first, number)

    def _link(self, target: Target, in_link: bool) -> SafeString:
        text = target.text
        if isinstance(target.thing, FigureValue) and not text:
            text = value_text(target.thing, self._lookup.language)
        language = format_html(' lang="{}"', target.language) if target.language else ""
        if not in_link and (url := target.url):
            return format_html('<a href="{}"{}>{}</a>', url, language, text)
        return format_html("<span{}>{}</span>", language, text) if language else format_html("{}", text)

    def _missing(self, reference: Reference) -> SafeString:
        """An editor sees what leads nowhere; a reader sees the words, and of a note nothing."""
        if self._preview:
            return format_html('<span class="missing">{}</span>', reference.text or str(reference))
        return SafeString("") if reference.is_note else format_html("{}", reference.words)

    # Blocks -------------------------------------------------------------------------------------------------

    def paragraph_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        paragraph = self.renderToken(tokens, at, options, env)
        return (
            paragraph + self._margin(tokens[at + 1])
            if env.get("margins") and not tokens[at].level
            else paragraph
        )

    def _margin(self, inline: Token) -> SafeString:
        """The paragraph's first figure stands beside it, once a page, with its qualifier: a copy, hidden from screen readers."""
        for token in inline.children or []:
            target = self._lookup.find(token.meta["reference"]) if token.type == "reference" else None
            if target and isinstance(target.thing, FigureValue):
                if target.thing in self._in_margin:
                    return SafeString("")
                self._in_margin.add(target.thing)
                return format_html(
                    '<span class="marginal" aria-hidden="true"><b>{}</b>{}</span>',
                    value_text(target.thing, self._lookup.language),
                    value_note(target.thing),
                )
        return SafeString("")

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
        return format_html('<p class="state state--claim">{}{}</p>\n', pip, text)

    def table_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        """A wide table scrolls in a frame of its own, which the keyboard can reach and a screen reader can name."""
        self._tables += 1
        name = gettext("Table %(number)d") % {"number": self._tables}
        frame = '<div class="tt-scroll" tabindex="0" role="region" aria-label="{}"><table class="table">\n'
        return format_html(frame, name)

    def table_close(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        return f'<th scope="col"{_number_class(tokens[at])}>'

    def td_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        return f"<td{_number_class(tokens[at])}>"

    # Links --------------------------------------------------------------------------------------------------

    def link_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Env) -> str:
        """Editors vouch for their links, so nothing tells search engines otherwise; `external` is for the style sheet."""
        if _leads_off_site(str(tokens[at].attrs.get("href", ""))):
            tokens[at].attrs["rel"] = "external"
        return self.renderToken(tokens, at, options, env)

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
