"""What a text refers to and whom it quotes: the parser that every other reading of a text shares."""

from markdown_it import MarkdownIt

from news.texts.quotations import Quotation, quotation_syntax
from news.texts.reference_syntax import Reference, reference_syntax, references_in

__all__ = ["SYNTAX", "Quotation", "Reference", "parse", "references_in", "statements"]

# CommonMark and tables. HTML is text here: nothing typed by an editor reaches the page as markup. Whoever never saw
# Markdown means no code by four blanks before a paragraph, and no hidden address by a line like "[sic]: so".
SYNTAX = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "code", "reference"])
)
quotation_syntax(reference_syntax(SYNTAX))


def parse(text: str) -> list[Reference]:
    """Every reference of a Markdown text, in order."""
    return list(references_in(SYNTAX.parse(text)))


def statements(text: str) -> list[Quotation]:
    """Every block quotation of a Markdown text, in order, attributed or not."""
    return [token.meta["quotation"] for token in SYNTAX.parse(text) if "quotation" in token.meta]
