"""Copies what `kept.py` names from one PDF into another, in bounds, and notices whether there is text that can be selected."""

from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from news.pdf import packed
from news.pdf.bounds import MAX_DEPTH, MAX_UNPACKED, MAX_VALUES, Refusal, RefusedError, check_picture
from news.pdf.kept import CHILDREN, DRAWABLES, HOLDERS, KEPT, STREAMS

# Operators that show words, and those of a picture within contents. Most contents of scans have neither, and are not parsed.
TEXT, PICTURE = "Tj TJ ' \"", "BI ID EI"
Value = object


class Copier:
    """`has_text`: whether any page or form that was copied shows words as words, seen or not."""

    def __init__(self, into: pikepdf.Pdf) -> None:
        self.has_text = False
        self._into = into
        # What was copied as what; None while it is being copied, so that nothing holds itself.
        self._copies: dict[tuple[tuple[int, int], str], pikepdf.Object | None] = {}
        self._values = self._depth = self._unpacked = 0

    def stands_for(self, page: pikepdf.Object, copy: pikepdf.Object) -> None:
        """Wherever the page is pointed at, `copy` is."""
        self._copies[page.objgen, "page"] = copy

    def copy(self, value: Value, kind: str) -> Value:
        """None for what is not taken."""
        self._values += 1
        if self._values > MAX_VALUES:
            raise RefusedError(Refusal.TOO_MUCH)
        if not isinstance(value, pikepdf.Object):
            return value
        if isinstance(value, pikepdf.Name | pikepdf.String):
            # Not by way of str: names of letters may be in any code page.
            return pikepdf.Object.parse(value.unparse(resolved=True)) if value.is_indirect else value
        if kind == "drawable" and isinstance(value, pikepdf.Stream):
            kind = next((each for name, each in DRAWABLES.items() if value.get("/Subtype") == name), "plain")
        key = (value.objgen, kind)
        if value.is_indirect and key in self._copies:
            return self._copies[key]
        with self._deeper():
            return self._container(value, kind, key if value.is_indirect else None)

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise RefusedError(Refusal.TOO_MUCH)
        yield
        self._depth -= 1

    def _container(
        self, value: pikepdf.Object, kind: str, key: tuple[tuple[int, int], str] | None
    ) -> pikepdf.Object | None:
        if key:
            self._copies[key] = None
        if isinstance(value, pikepdf.Array):
            copy: pikepdf.Object | None = self._array(value, kind)
        elif isinstance(value, pikepdf.Stream):
            copy = self._stream(value, kind)
        elif isinstance(value, pikepdf.Dictionary):
            copy = self._dictionary(value, kind, key)
        else:
            copy = None
        if key and copy is not None:
            copy = copy if copy.is_indirect else self._into.make_indirect(copy)
            self._copies[key] = copy
        return copy

    def _array(self, value: pikepdf.Object, kind: str) -> pikepdf.Object:
        each = (self.copy(element, kind) for element in value)
        return pikepdf.Array([copy for copy in each if copy is not None or kind not in CHILDREN])

    def _dictionary(
        self, value: pikepdf.Object, kind: str, key: tuple[tuple[int, int], str] | None
    ) -> pikepdf.Object | None:
        keys = KEPT.get(kind)
        # A reference to an object (OBJR) is to an annotation, and those are gone.
        if not keys or (kind == "element" and value.get("/Type") == "/OBJR"):
            return None
        copy: pikepdf.Object = pikepdf.Dictionary()
        if key and kind in HOLDERS:
            copy = self._into.make_indirect(copy)
            self._copies |= {(key[0], each): copy for each in HOLDERS}
        self._fill(copy, value, keys)
        return copy

    def _fill(self, copy: pikepdf.Object, value: pikepdf.Object, keys: dict[str, str]) -> None:
        for name in sorted(value.keys()):
            kind = keys.get(name, keys.get("*"))
            member = self.copy(value[name], kind) if kind else None
            if member is not None:
                copy[name] = member

    def _stream(self, value: pikepdf.Object, kind: str) -> pikepdf.Object | None:
        if kind not in STREAMS:
            return None
        if kind == "picture":
            check_picture(value.get("/Width"), value.get("/Height"))
        data = packed.picture(value) if kind == "picture" else packed.unpacked(value)
        self._unpacked += data.unpacked
        if self._unpacked > MAX_UNPACKED:
            raise RefusedError(Refusal.TOO_MUCH)
        copy = self._into.make_stream(data.data)
        if data.filter:
            copy.Filter = pikepdf.Name(data.filter)
            parms = self.copy(data.parms, "packing")
            if parms is not None:
                copy.DecodeParms = parms
        self._fill(copy, value, KEPT[kind])
        if kind in ("content", "form", "pattern"):
            self._read(copy, data.data)
        return copy

    def _read(self, content: pikepdf.Object, data: bytes) -> None:
        if b"BI" in data:
            for found in pikepdf.parse_content_stream(content, PICTURE):
                if isinstance(found, pikepdf.ContentStreamInlineImage):
                    check_picture(found.iimage.width, found.iimage.height)
        if not self.has_text and any(name.encode() in data for name in TEXT.split()):
            self.has_text = any(
                not found.operands or _has_letters(found.operands[-1])
                for found in pikepdf.parse_content_stream(content, TEXT)
            )


def _has_letters(shown: Value) -> bool:
    if isinstance(shown, pikepdf.Array):
        return any(_has_letters(each) for each in shown)
    return isinstance(shown, pikepdf.String) and bytes(shown) != b""
