"""Hostile texts by the hundred, each family along what it varies: how a script is written, where it stands, how a scheme hides.

Beside `hostile.MARKDOWN`, which was written by hand.
"""

from html import escape
from itertools import product
from urllib.parse import quote

from tests.news.hostile import MARKDOWN

RUN = "alert(1)"
# Each could run, load or restyle where HTML is taken as it is.
HTML = (
    *(f"<{tag} {handler}={RUN}>" for tag, handler in (
        *(("img src=x", "onerror"), ("body", "onload"), ("svg", "onload"), ("input autofocus", "onfocus")),
        *(("video src=x", "onerror"), ("audio src=x", "onerror"), ("details open", "ontoggle"), ("div", "onpointerover")),
        *(("marquee", "onstart"), ("p", "onclick"), ("a href=#", "onmouseover"), ("table", "onbeforecopy")),
        *(("dialog open", "onclose"), ("p contenteditable", "oninput"), ("style", "onload"), ("picture", "onanimationend")),
    )),
    f"<script>{RUN}</script>",
    f"<script src=//evil.example/{RUN}></script>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f"<svg><a xlink:href=javascript:{RUN}><text>x</text></a></svg>",
    f"<svg><set attributeName=href to=javascript:{RUN}>",
    f"<math href=javascript:{RUN}>x</math>",
    f"<object data=javascript:{RUN}></object>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<button form=f formaction=javascript:{RUN}>x</button>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style=background:url(//evil.example)>x</p>",
    "<link rel=import href=//evil.example>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
)  # fmt: skip


def disguised(html):
    """The same tag as parsers that disagree with browsers read it."""
    tag, rest = html[1:].split(None, 1) if " " in html else (html[1:-1], ">")
    yield html.upper()
    yield html.replace(" ", "/")
    yield html.replace(" ", "\n").replace("=", "\x0c=\t")
    yield f"<{tag}\x00 {rest}"
    yield f"<<{html[1:]}"
    yield html.rstrip(">")
    yield f"<!--><{html[1:]}-->"
    yield f"<![CDATA[>{html}]]>"
    yield f"<title>{html}</title>"
    yield f"<noscript>{html}</noscript>"
    yield f"<textarea></textarea>{html}"
    yield f"<math><mi><style><!--</style>{html}-->"
    yield escape(html)
    yield quote(html)


SCHEMES = (f"javascript:{RUN}", "vbscript:msgbox(1)", f"data:text/html,<script>{RUN}</script>")


def hidden(scheme):
    name, rest = scheme.split(":", 1)
    yield scheme
    yield scheme.upper()
    yield f"{name}&colon;{rest}"
    yield f"{name}&#58;{rest}"
    yield f"{name}&#x3a;{rest}"
    yield f"{name[:4]}&Tab;{name[4:]}:{rest}"
    yield f"{name[:4]}&NewLine;{name[4:]}:{rest}"
    yield f"{name[:4]}\t{name[4:]}:{rest}"
    yield f"&#1;{scheme}"
    yield f"\x01{scheme}"
    yield f"\u00a0{scheme}"
    yield f"\u200b{scheme}"
    yield "".join(f"&#{ord(letter)};" for letter in scheme)
    yield "".join(f"&#x{ord(letter):x};" for letter in scheme)
    yield f"{name}%3A{rest}"
    yield f"\\{scheme}"


LINKS = (
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "[x][1]\n\n[1]: {}",
    "<{}>",
    '[x]({} "t")',
    "<a href='{}'>x</a>",
    "[![x](a)]({})",
)
PLACES = (
    "# {}",
    "- {}",
    "> {}",
    "| {} |\n| --- |\n| {} |",
    "**{}**",
    "`` {} ``",
    "[{}](/a)",
    "[[person:lux|{}]]",
    "[^izvestia] {}",
)


def families():
    yield from MARKDOWN
    for html in HTML:
        yield html
        yield from disguised(html)
    for scheme, link in product(SCHEMES, LINKS):
        yield from (link.format(form) for form in hidden(scheme))
    for html, place in product(HTML[:12], PLACES):
        yield place.replace("{}", html)
