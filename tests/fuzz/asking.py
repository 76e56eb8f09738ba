"""Requests nobody meant, made by chance: every address with likely, hostile and random parameters, methods and bodies. Pure."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

# Most doors are the desk's; most requests are not.
OF_READERS = 0.6
METHODS = ["GET"] * 16 + ["HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"]
DAYS = [
    "2026-02-26",
    "2025-03-13",
    "1999-12-08",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2026-13-01",
    "today",
    "26.02.2026",
]
LIKELY = [
    *(
        "1",
        "2",
        "0",
        "-1",
        "vitebsk",
        "smolensk",
        "minsk",
        "transport",
        "report",
        "in_force",
        "open",
        "ru",
        "be",
        "en",
        "all",
    ),
    *(
        "treaty",
        "russia",
        "belarus",
        "price",
        "fastest",
        "explainer",
        "06:00",
        "23:59",
        "24:00",
        "adult",
        "out",
        "back",
    ),
]
HOSTILE = [
    *(
        "",
        " ",
        "\x00",
        "\x00" * 9,
        "\ud800",
        "\u202e",
        "💥",
        "ÿ",
        "Ў" * 400,
        "a" * 9000,
        "%",
        "%%%",
        "%00",
        "%zz",
        "\r\n\r\n",
    ),
    *(
        "'",
        "''",
        '"',
        "\\",
        "';--",
        "' OR 1=1--",
        "1;DROP TABLE news_article",
        "{{7*7}}",
        "${7*7}",
        "__class__",
        "*",
        "?",
    ),
    *(
        "9" * 400,
        "-9" * 60,
        "1e999",
        "NaN",
        "Infinity",
        "0x10",
        "١٢",
        "²",
        "½",
        "1_000",
        "9223372036854775808",
        "2147483648",
    ),
    *(
        "../../etc/passwd",
        "..%2f",
        "//evil.example",
        "javascript:alert(1)",
        "<script>",
        "=1+1",
        "[]",
        "{}",
        "null",
        "true",
    ),
    *(
        "AND",
        "OR NOT",
        "a*",
        '"unfinished',
        "(((",
        ")",
        "NEAR(a b)",
        "^",
        "a:b",
        "-",
        "--",
        "+",
        "&",
        ";",
        ",",
        ",,,,",
        "|",
    ),
]
TYPES = [
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/xml",
    "",
]


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    at_the_desk: bool = False

    def __str__(self):
        who = "at the desk" if self.at_the_desk else "as a reader"
        return f"{self.method} {self.path[:300]} {who} {self.content_type} {self.body[:200]!r}"


def value(random):
    kind = random.random()
    if kind < 0.35:
        return random.choice(LIKELY)
    if kind < 0.5:
        return random.choice(DAYS)
    if kind < 0.8:
        return random.choice(HOSTILE)
    if kind < 0.9:
        return str(random.randint(-(2**70), 2**70) if random.random() < 0.5 else random.randint(-3, 60))
    return "".join(
        chr(random.choice((random.randint(0, 0x7F), random.randint(0, 0x52F), random.randint(0, 0x10FFFF))))
        for _ in range(random.randint(1, 12))
    )


def written(text):
    """In an address, whatever it is: lone surrogates too."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="/")


class Asker:
    """`places`: {door: [parameters that lead somewhere]}; `names`: of parameters that pages read."""

    def __init__(self, doors, places, names):
        self.doors, self.places, self.names = doors, places, sorted(names)
        self.readers = [door for door in doors if not door.is_desk]

    def one(self, random):
        door = random.choice(self.readers if random.random() < OF_READERS else self.doors)
        path = written(door.path(self.parameters(random, door)))
        if random.random() < 0.05:
            path = path.replace("/en/", random.choice(("/ru/", "/be/", "/de/", "/EN/", "//")), 1)
        if random.random() < 0.05:
            path += random.choice((written(value(random)), "/", ".json", "/..", "%00", "?"))
        if random.random() < 0.8:
            path += f"?{self.query(random)}"
        method = random.choice(METHODS)
        if method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            return Asked(method, path, at_the_desk=door.is_desk)
        return Asked(method, path, *self.body(random), at_the_desk=door.is_desk)

    def parameters(self, random, door):
        known = self.places.get(door.key) or [{}]
        found = dict(random.choice(known))
        for name in door.parameters:
            if name not in found or random.random() < 0.15:
                found[name] = value(random).replace("/", "") or "x"
        return found

    def query(self, random):
        pairs = [
            (random.choice(self.names) if random.random() < 0.9 else value(random), value(random))
            for _ in range(random.randint(1, 4))
        ]
        text = urlencode([tuple(part.encode("utf-8", "surrogatepass") for part in pair) for pair in pairs])
        return (
            text
            if random.random() < 0.95
            else text.replace("%", "%%", 1) + random.choice(("&&&", "=", "%", ";a=b", "&q=1" * 1001))
        )

    def body(self, random):
        kind = random.choice(TYPES)
        sent = self.query(random).encode()
        if random.random() < 0.3:
            sent = random.randbytes(random.randint(0, 300))
        elif "json" in kind:
            sent = random.choice(
                (
                    b"{}",
                    b"[]",
                    b"null",
                    b'{"text":1}',
                    b'{"editor":null,"fields":[1]}',
                    b"{",
                    b'"\\ud800"',
                    b"[" * 5000,
                )
            )
        elif "boundary" in kind:
            sent = (
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="'
                + written(value(random)).encode()
                + b'"\r\n\r\n'
                + sent
                + b"\r\n--x--\r\n"
            )
        return sent, kind
