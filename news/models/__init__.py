"""The record's tables, by subject."""

import news.models.agreement_triggers
import news.models.article_triggers
import news.models.text_triggers  # noqa: F401  all declare what the database refuses
from news.models.actions import Action, ActionSource
from news.models.actors import Actor
from news.models.addresses import FormerAddress
from news.models.agreement_texts import Provision, TextVersion
from news.models.agreements import Agreement, AgreementTitle, Participation
from news.models.articles import (
    Act,
    Article,
    ArticleKind,
    ArticleVersion,
    Language,
    TranslationCheck,
    TranslationMethod,
)
from news.models.audit import AuditEntry
from news.models.checks import RuleException, RuleFinding
from news.models.figures import Figure, FigureValue, Qualifier, Unit
from news.models.fixture_records import FixtureRecord
from news.models.images import Image
from news.models.list_counts import ListCount
from news.models.mistakes import MistakeReport, MistakeState
from news.models.obligations import Obligation, ObligationEvidence
from news.models.people import Office, Person
from news.models.previews import PreviewLink
from news.models.readings import Reading, ReadingCount, ReadingList
from news.models.references import Reference, Statement
from news.models.register_rows import RegisterRow, RegisterRowCount
from news.models.relations import Relation
from news.models.search import SearchChange, SearchDocument, SearchMirror, SearchWord
from news.models.sources import Cited, Grade, Source, Verification
from news.models.stamp import ContentStamp
from news.models.status_spans import RegisterCount, StatusSpan
from news.models.text_files import TextFile
from news.models.timeline import TimelineCount, TimelineRow
from news.models.topics import Topic
from news.models.translations import GapKind, TranslationGap
from news.models.words import ArticleWord
from news.models.working_copies import WorkingCopy

__all__ = [
    "Act",
    "Action",
    "ActionSource",
    "Actor",
    "Agreement",
    "AgreementTitle",
    "Article",
    "ArticleKind",
    "ArticleVersion",
    "ArticleWord",
    "AuditEntry",
    "Cited",
    "ContentStamp",
    "Figure",
    "FigureValue",
    "FixtureRecord",
    "FormerAddress",
    "GapKind",
    "Grade",
    "Image",
    "Language",
    "ListCount",
    "MistakeReport",
    "MistakeState",
    "Obligation",
    "ObligationEvidence",
    "Office",
    "Participation",
    "Person",
    "PreviewLink",
    "Provision",
    "Qualifier",
    "Reading",
    "ReadingCount",
    "ReadingList",
    "Reference",
    "RegisterCount",
    "RegisterRow",
    "RegisterRowCount",
    "Relation",
    "RuleException",
    "RuleFinding",
    "SearchChange",
    "SearchDocument",
    "SearchMirror",
    "SearchWord",
    "Source",
    "Statement",
    "StatusSpan",
    "TextFile",
    "TextVersion",
    "TimelineCount",
    "TimelineRow",
    "Topic",
    "TranslationCheck",
    "TranslationGap",
    "TranslationMethod",
    "Unit",
    "Verification",
    "WorkingCopy",
]
