"""Bookmarks of a PDF, as far as they point at its pages."""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

import pikepdf

from news.pdf.bounds import MAX_BOOKMARKS

DEEPEST = 15


class Bookmarks:
    """`pages`: of the source, by the number of their object, and the pages that stand for them."""

    def __init__(self, source: pikepdf.Pdf, pages: dict[tuple[int, int], pikepdf.Object]) -> None:
        self._root, self._pages = source.Root, pages
        self._seen: set[tuple[int, int]] = set()
        self._names: pikepdf.NameTree | None = None
        with suppress(AttributeError, KeyError, TypeError):
            self._names = pikepdf.NameTree(source.Root.Names.Dests, auto_repair=False)

    def items(self) -> list[pikepdf.OutlineItem]:
        outlines = self._root.get("/Outlines")
        return list(self._children(outlines, 0)) if isinstance(outlines, pikepdf.Dictionary) else []

    def _children(self, parent: pikepdf.Object, depth: int) -> Iterator[pikepdf.OutlineItem]:
        item: object = parent.get("/First")
        while isinstance(item, pikepdf.Dictionary) and item.objgen not in self._seen:
            # Each once: a bookmark that leads back to itself ends there.
            self._seen.add(item.objgen)
            if len(self._seen) > MAX_BOOKMARKS or depth > DEEPEST or not item.is_indirect:
                return
            children = list(self._children(item, depth + 1))
            target = self._target(item)
            title = _words(item.get("/Title"))
            if title and (target is not None or children):
                copy = pikepdf.OutlineItem(title, target)
                copy.children = children
                yield copy
            item = item.get("/Next")

    def _target(self, item: pikepdf.Object) -> pikepdf.Array | None:
        """Its page, from the same height on."""
        action, target = item.get("/A"), self._named(item.get("/Dest"))
        if target is None and isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo":
            target = self._named(action.get("/D"))
        if not isinstance(target, pikepdf.Array) or not len(target):
            return None
        page = self._pages.get(target[0].objgen) if isinstance(target[0], pikepdf.Object) else None
        if page is None:
            return None
        is_height = len(target) > 3 and target[1] == "/XYZ" and isinstance(target[3], int | Decimal)
        return pikepdf.Array([page, pikepdf.Name.XYZ, None, target[3] if is_height else None, None])

    def _named(self, target: object) -> object:
        """What a name stands for (ISO 32000-1, 12.3.2.3); a tree of names that cannot be read has none."""
        if isinstance(target, pikepdf.String):
            name, target = _words(target), None
            with suppress(pikepdf.PdfError, ValueError):
                target = self._names.get(name) if self._names is not None else None
        elif isinstance(target, pikepdf.Name):
            names = self._root.get("/Dests")
            target = names.get(target) if isinstance(names, pikepdf.Dictionary) else None
        return target.get("/D") if isinstance(target, pikepdf.Dictionary) else target


def _words(value: object) -> str:
    """ "" for what is no text, or not in the encoding that it says."""
    if isinstance(value, pikepdf.String):
        with suppress(UnicodeDecodeError):
            return str(value)
    return ""
