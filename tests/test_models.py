"""What holds for every table: it can be named in a fixture, and the tests attack each of its constraints."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.tables import ALL, CONTENT

CONSTRAINTS = sorted(constraint.name for model in ALL for constraint in model._meta.constraints)
TESTS = "\n".join(path.read_text() for path in (Path(settings.BASE_DIR) / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("model", CONTENT, ids=str)
def test_every_model_has_a_natural_key(model):
    assert callable(getattr(model, "natural_key", None))
    assert callable(getattr(model._default_manager, "get_by_natural_key", None))


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_every_constraint_is_attacked(name):
    assert f'"{name}"' in TESTS, f"No test breaks the constraint {name} with raw rows."


def test_constraints_of_abstract_models_reach_their_children():
    """`class Meta:` instead of `class Meta(Base.Meta):` drops them silently."""
    for model in ALL:
        for base in model.__mro__[1:]:
            if getattr(getattr(base, "_meta", None), "abstract", False):
                inherited = {c.name % {"class": model.__name__.lower()} for c in base._meta.constraints}
                assert inherited <= {constraint.name for constraint in model._meta.constraints}
