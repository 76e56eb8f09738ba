"""What may stand in rendered text at all: everything else is taken out at render, whoever wrote it and however it came."""

import re

import nh3

# Tags with their attributes. Text written by editors makes the plain ones, the printer the rest.
ATTRIBUTES: dict[str, set[str]] = {
    **{tag: set() for tag in ("b", "blockquote", "br", "code", "em", "footer", "hr", "li", "ol", "p", "pre")},
    **{
        tag: set()
        for tag in ("strong", "sup", "tbody", "thead", "tr", "ul", "figcaption", "figure", "picture")
    },
    "a": {"href", "id", "rel", "title", "lang", "hreflang"},
    "div": {"tabindex", "role", "aria-label"},
    "figcaption": {"lang"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"},
    "ol": {"start"},
    "source": {"type", "srcset", "sizes"},
    "span": {"aria-hidden", "lang"},
    "svg": {"viewBox", "aria-hidden", "focusable"},
    "table": set(),
    "td": set(),
    "th": {"scope"},
    "use": {"href"},
}
CLASSES: dict[str, set[str]] = {
    "blockquote": {"statement"},
    "div": {"tt-scroll"},
    "figure": {"picture"},
    "p": {"state", "state--claim"},
    "span": {"credit", "marginal", "missing", "quantity", "vh"},
    "sup": {"mark"},
    "svg": {"pip"},
    "table": {"table"},
    "td": {"num"},
    "th": {"num"},
}
SCHEMES = {"http", "https", "mailto"}
# Names that the page itself uses are out of the reach of a text.
IDS = re.compile(r"(?:section-[a-z0-9-]+|mark-\d+)")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if IDS.fullmatch(value) else None
    # A <use> that leads to another file would load it.
    if tag == "use" and name == "href":
        return value if value.startswith("#pip-") else None
    return value


_cleaner = nh3.Cleaner(
    tags=set(ATTRIBUTES),
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> str:
    return _cleaner.clean(html)
