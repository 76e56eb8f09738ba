"""What still stands between a draft and its readers, in words an editor understands, each with its field and line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from news import readiness_counts as counts
from news import readiness_rules as rules
from news.readiness_counts import Count
from news.readiness_rules import Finding, Level, Text
from news.readiness_translations import translations_are_level

if TYPE_CHECKING:
    from news.models import ArticleVersion

__all__ = ["Check", "Finding", "Level", "blocks", "checks", "readiness"]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: what is said where it holds, and what was found where it does not."""

    done: str | Promise
    findings: tuple[Finding, ...]
    # What is counted, and how much of it keeps the rule: "Alternative texts", "2 of 3". "" where nothing is counted.
    counted: str | Promise = ""
    count: str = ""


# The order of the form.
FIELDS = (
    *("headline", "standfirst", "body", "confirmed", "claimed", "unknown", "byline", "dateline"),
    *("lead_image", "act", "note", "translated_from"),
)


def readiness(version: "ArticleVersion") -> list[Finding]:
    """What was found, in the order of the form, line by line."""
    return in_order(finding for check in checks(version) for finding in check.findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (FIELDS.index(finding.field), finding.line or 0))


def blocks(version: "ArticleVersion") -> list[Finding]:
    return [finding for finding in readiness(version) if finding.level == Level.BLOCK]


def checks(version: "ArticleVersion") -> list[Check]:
    """Every rule in the order in which an editor works. A number of queries that does not grow with the text."""
    text = Text(version)
    return [_check(text, *each) for each in RULES]


def _check(text: Text, done: "Done", rule: "Rule", count: Count | None = None) -> Check:
    told = done(text) if callable(done) else done
    counted, number = count or ("", lambda text: "")
    return Check(told, tuple(rule(text)), counted, number(text))


def counted_sources(text: Text) -> str:
    count = len(text.sources)
    return ngettext("Rests on %(count)d source", "Rests on %(count)d sources", count) % {"count": count}


def counted_references(text: Text) -> str:
    count = len(text.references)
    return ngettext("%(count)d reference, found", "%(count)d references, all found", count) % {"count": count}


Done = str | Promise | Callable[[Text], str]
Rule = Callable[[Text], Iterable[Finding]]
RULES: list[tuple[Done, Rule] | tuple[Done, Rule, Count]] = [
    (_("Headline and text are there"), rules.has_its_words),
    (_("Headline and standfirst fit"), rules.is_not_too_long, counts.LENGTHS),
    (counted_references, rules.references_lead_somewhere, counts.REFERENCES),
    (counted_sources, rules.rests_on_a_source),
    (_("Every quotation names who said it"), rules.quotations_name_their_speaker, counts.STATEMENTS),
    (
        _("Every number, date and claim has its note"),
        rules.passages_that_assert_are_sourced,
        counts.SOURCES,
    ),
    (_("Every number is a figure"), rules.numbers_are_figures, counts.FIGURES),
    (_("Every picture is described"), rules.pictures_are_described, counts.PICTURES),
    (_("A lead picture is chosen"), rules.has_a_lead_picture),
    (_("The note says what changed"), rules.changes_say_what_changed),
    (_("What it is called fits what it changes"), rules.minor_updates_change_no_fact),
    (_("It says what is confirmed, claimed and unknown"), rules.box_is_filled),
    (_("Translations are level"), translations_are_level),
]
