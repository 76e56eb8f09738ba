"""Which rows a reader may see, named once; and how rows are found by their natural keys. By subject."""

from news.querysets.articles import TEXTS, ArticleQuerySet, ArticleVersionQuerySet, TranslationGapQuerySet
from news.querysets.derived import (
    ReadingQuerySet,
    ReferenceQuerySet,
    SearchDocumentQuerySet,
    StatementQuerySet,
    TimelineRowQuerySet,
)
from news.querysets.keys import AgingQuerySet, KeyedQuerySet, NaturalKeyManager, as_read
from news.querysets.record import (
    FigureQuerySet,
    FormerAddressQuerySet,
    ImageQuerySet,
    PersonQuerySet,
    SourceQuerySet,
    TopicQuerySet,
)
from news.querysets.register import (
    AgreementQuerySet,
    ObligationQuerySet,
    RegisterRowQuerySet,
    RelationQuerySet,
    RuleFindingQuerySet,
    StatusSpanQuerySet,
    TextFileQuerySet,
    TextVersionQuerySet,
)

__all__ = [
    "TEXTS",
    "AgingQuerySet",
    "AgreementQuerySet",
    "ArticleQuerySet",
    "ArticleVersionQuerySet",
    "FigureQuerySet",
    "FormerAddressQuerySet",
    "ImageQuerySet",
    "KeyedQuerySet",
    "NaturalKeyManager",
    "ObligationQuerySet",
    "PersonQuerySet",
    "ReadingQuerySet",
    "ReferenceQuerySet",
    "RegisterRowQuerySet",
    "RelationQuerySet",
    "RuleFindingQuerySet",
    "SearchDocumentQuerySet",
    "SourceQuerySet",
    "StatementQuerySet",
    "StatusSpanQuerySet",
    "TextFileQuerySet",
    "TextVersionQuerySet",
    "TimelineRowQuerySet",
    "TopicQuerySet",
    "TranslationGapQuerySet",
    "as_read",
]
