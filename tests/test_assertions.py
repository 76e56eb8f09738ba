"""No test may be one that cannot fail: each checks something."""

import ast

import pytest

from workbench.environment import ROOT

# A call that fails by itself: a helper named so, `pytest.raises`, a mock's or Django's own assertion.
CHECKING_CALLS = ("assert", "django_assert", "raises", "warns", "fail", "check", "expect")
FILES = sorted((ROOT / "tests").rglob("test_*.py"))


def unchecked_tests(source):
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    tests = (node for node in functions if node.name.startswith("test_"))
    return [test.name for test in tests if not any(map(is_check, ast.walk(test)))]


def is_check(node):
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)
    return isinstance(node, ast.Call) and name_of(node.func).startswith(CHECKING_CALLS)


def name_of(function):
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_test_checks_something(file):
    assert unchecked_tests(file.read_text()) == []


def test_the_search_sees_a_test_without_a_check():
    source = "def test_a():\n  x = 1\nclass TestB:\n  def test_b(self):\n    assert True\n  def test_c(self):\n    assert x\n"
    assert unchecked_tests(source) == ["test_a", "test_b"]
