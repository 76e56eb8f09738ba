"""What cannot be true of an instrument, and what is doubtful: the 26 rules of the register, checked before anything is saved.

Pure: plain objects in, findings in words out. A partial date clashes only where no reading of it would fit (rule 20).
"""

from news.agreements.rules.hard import ACYCLIC, makes_a_cycle, may_be_confirmed, validate
from news.agreements.rules.shapes import Finding, Subject, words
from news.agreements.rules.versions import version_findings

__all__ = [
    "ACYCLIC",
    "Finding",
    "Subject",
    "makes_a_cycle",
    "may_be_confirmed",
    "validate",
    "version_findings",
    "words",
]
