"""Lines of an agreement's page: words with the numbers of their sources, given out in the order in which the page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from news.agreements.facts import RecordedAction
from news.agreements.terms import Assertion, Occurrence
from news.models import ActionSource
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class Line:
    """Words, and what they rest on. `lang`: of the words, where it is not the page's. `url`: where they lead."""

    text: str
    numbers: tuple[int, ...] = ()
    lang: str = ""
    url: str = ""


def marks(notes: Notes, evidence: Iterable[ActionSource]) -> tuple[int, ...]:
    """The numbers of the sources, each once, in the order in which the page first met them."""
    return tuple(sorted({notes.mark(said.source).number for said in evidence}))


def grade_of(action: RecordedAction) -> str:
    """For site/_evidence.html."""
    return "expected" if action.occurrence != Occurrence.OCCURRED else str(action.assertion.value)


def grade_words(action: RecordedAction) -> str:
    """How well its date is supported: by how many sources, and whether they agree."""
    if action.occurrence != Occurrence.OCCURRED:
        return str(action.occurrence.label)
    agreeing = sum(1 for said in action.evidence if said.other_date is None)
    match action.assertion:
        case Assertion.DISPUTED:
            return gettext("sources differ on the date")
        case Assertion.CONFIRMED:
            return ngettext("confirmed: one source", "confirmed: %(count)d sources", agreeing) % {
                "count": agreeing
            }
    return ngettext("reported by one source", "reported by %(count)d sources", agreeing) % {"count": agreeing}


def said_lines(notes: Notes, evidence: Sequence[ActionSource], language: str) -> list[Line]:
    """What the sources say, those that say the same together."""
    groups: dict[tuple[str, str], list[ActionSource]] = {}
    for said in evidence:
        groups.setdefault(type(said).says.read(said), []).append(said)
    return [
        Line(text, marks(notes, group), "" if spoken in ("", language) else spoken)
        for (text, spoken), group in groups.items()
    ]
