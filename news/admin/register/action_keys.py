"""What follows from an action that is entered: its layer, and the key that names it within its agreement."""

from collections.abc import Collection

from news.agreements.terms import ActionType, Layer


def layer_of(kind: str | None) -> Layer:
    return Layer.DOMESTIC if kind in ActionType.of(Layer.DOMESTIC) else Layer.INTERNATIONAL


def free_key(kind: str, actor: str, taken: Collection[str]) -> str:
    """law-signed-russia, and a number if that is taken."""
    stem = "-".join(filter(None, [kind.replace("_", "-"), actor]))[:70]
    keys = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in keys if key not in taken)
