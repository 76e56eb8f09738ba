"""Collects the words of compiled templates too, wherever they stand in an expression: Django's own command reads its own
template language, and of `{{ _("…") }}` only a word at the beginning.
"""

from pathlib import Path

import jinja2
from django.core.management.commands import makemessages
from jinja2.ext import extract_from_ast

COMPILED = "templates/compiled/"
FUNCTIONS = ("_", "pgettext", "ngettext", "npgettext")


class BuildFile(makemessages.BuildFile):
    def preprocess(self) -> None:
        if COMPILED not in Path(self.path).as_posix():
            super().preprocess()
            return
        source = Path(self.path).read_text(encoding="utf-8")
        Path(self.work_path).write_text(calls(source), encoding="utf-8")


def calls(source: str) -> str:
    """What a template translates, as lines of Python on the lines where they stand: gettext reads those."""
    tree = jinja2.Environment(autoescape=True).parse(source)
    lines = [""] * (source.count("\n") + 1)
    for number, function, words in extract_from_ast(tree, FUNCTIONS, babel_style=False):
        # The number that ngettext goes by is no string, and is said by any.
        arguments = [repr(word) for word in words] + ["0"] * function.startswith("n")
        lines[number - 1] += f"{function}({', '.join(arguments)});"
    return "\n".join(lines)


class Command(makemessages.Command):
    build_file_class = BuildFile
