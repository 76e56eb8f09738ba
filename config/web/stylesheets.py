"""The site's style sheet is written in parts and served as one file: nothing to build, one request for a reader."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
# In the order of the cascade; tokens.css names the layers.
PARTS = (
    "tokens",
    "fonts",
    "base",
    "layout",
    "components/small",
    "components/forms",
    "components/masthead",
    "components/tables",
    "components/evidence",
    "components/timeline",
    "components/figures",
    "components/charts",
    "components/home",
    "components/article",
    "components/side",
    "components/agreement",
    "components/texts",
    "components/register",
    "components/railway",
    "components/timetable",
    "components/journeys",
    "components/search",
    "components/beside",
    "print",
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s+")


def stylesheet() -> str:
    """The parts, without what only those who write them need: comments and indents."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    written = "\n".join((folder / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)
    return INDENT.sub("\n", COMMENT.sub("", written))


class StylesheetFinder(BaseFinder):
    """Offers `css/site.css` to the development server and to collectstatic alike, joined anew when a part changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=Path(settings.BASE_DIR) / "var" / "stylesheets")

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        if path != NAME:
            return []
        joined = str(self._join())
        return [joined] if find_all else joined

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self._join()
        yield NAME, self.storage

    def _join(self) -> Path:
        target = Path(self.storage.path(NAME))
        css = stylesheet()
        if not target.exists() or target.read_text(encoding="utf-8") != css:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Two workers may join at once: each writes a file of its own, and the rename is atomic.
            draft = target.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(css, encoding="utf-8")
            draft.replace(target)
        return target
