"""A component with its states, printed by the template that pages use. Nothing is read from or written to the database."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SPOKEN_OF = re.compile(r"{#-?\s*(.*?)\s*-?#}", re.DOTALL)
NAMED = re.compile(r'\bid="([^"]+)"')
NAMING = re.compile(r'\b(id|for|href|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')

# What a template is given, or what was printed already.
Given = Mapping[str, Any] | SafeString


@dataclass(frozen=True, slots=True)
class Component:
    """`name`: of its template, or of what pages print without one. `examples`: what it is given, by the name of the state."""

    name: str
    examples: Mapping[str, Given]
    # Classes of the element in which pages show it: an aside is narrow, a text has a measure.
    around: str = ""
    element: str = "div"
    # No wider than some words: its states stand side by side.
    small: bool = False

    @property
    def anchor(self) -> str:
        return re.sub(r"\W+", "-", self.name.removesuffix(".html")).strip("-")

    @property
    def says(self) -> str:
        """What its template says of itself at its head."""
        return says_of_itself(self.name) if self.name.endswith(".html") else ""

    def shown(self, request: HttpRequest) -> Iterator[tuple[str, SafeString]]:
        """Each state with its HTML, the ids of which no other on the page bears."""
        for number, (state, given) in enumerate(self.examples.items(), start=1):
            html = given if isinstance(given, SafeString) else render_to_string(self.name, given, request)
            yield state, apart(html, f"{self.anchor}-{number}")


def partials() -> set[str]:
    """The names of all partials of public pages: those that are included and never shown alone."""
    return {
        name.removeprefix("compiled/")
        for path in TEMPLATES.rglob("*.html")
        if not (name := path.relative_to(TEMPLATES).as_posix()).startswith(("admin/", "compiled/admin/"))
        and path.name.startswith("_")
    }


def says_of_itself(name: str) -> str:
    path = TEMPLATES / "compiled" / name
    found = SPOKEN_OF.search((path if path.exists() else TEMPLATES / name).read_text(encoding="utf-8"))
    return " ".join(found[1].split()) if found else ""


def apart(html: str, mark: str) -> SafeString:
    """The same with ids of its own, so that a component may stand on a page many times. Ids of elsewhere are left alone."""
    own = set(NAMED.findall(html))

    def renamed(found: re.Match[str]) -> str:
        attribute, value = found.groups()
        if attribute == "href":
            named = value.removeprefix("#")
            return f'href="#{named}-{mark}"' if value.startswith("#") and named in own else found[0]
        return (
            f'{attribute}="{" ".join(f"{each}-{mark}" if each in own else each for each in value.split())}"'
        )

    return mark_safe(NAMING.sub(renamed, html))
