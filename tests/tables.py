"""Which tables hold what: content that fixtures bring, what is derived from it, and what arises at work."""

from django.apps import apps

from news.models import (
    ArticleWord,
    AuditEntry,
    ContentStamp,
    FixtureRecord,
    FormerAddress,
    ListCount,
    MistakeReport,
    ObligationEvidence,
    PreviewLink,
    Reading,
    ReadingCount,
    Reference,
    RegisterCount,
    RegisterRow,
    RegisterRowCount,
    RuleException,
    RuleFinding,
    SearchChange,
    SearchDocument,
    SearchMirror,
    SearchWord,
    Statement,
    StatusSpan,
    TextFile,
    TimelineCount,
    TimelineRow,
    TranslationCheck,
    TranslationGap,
    WorkingCopy,
)
from routes.models import Alert, AlertEntity, AlertPeriod, CompiledService, FeedReport, Transfer

ALL = [model for label in ("news", "routes") for model in apps.get_app_config(label).get_models()]
# Rebuilt from the others whenever they are saved: never in a fixture.
DERIVED = {
    ArticleWord,
    CompiledService,
    ContentStamp,
    ListCount,
    Reading,
    ReadingCount,
    Reference,
    RegisterCount,
    RegisterRow,
    RegisterRowCount,
    RuleFinding,
    SearchChange,
    SearchDocument,
    SearchMirror,
    SearchWord,
    Statement,
    StatusSpan,
    TimelineCount,
    TimelineRow,
    TranslationGap,
}
# Of this one site and its editors: never in a fixture either.
AT_WORK = {
    *(
        AuditEntry,
        FeedReport,
        FixtureRecord,
        MistakeReport,
        PreviewLink,
        SearchChange,
        SearchMirror,
        WorkingCopy,
    )
}
CONTENT = [model for model in ALL if model not in DERIVED | AT_WORK]
# The content may hold some; at the start nothing has moved, no rule is broken, nothing is behind, of no promise is an
# outcome known, no notice is given, and of no way between stations on foot is it known how long it takes.
EMPTY_AT_FIRST = {
    *(FormerAddress, ObligationEvidence, RuleException, TextFile, TranslationCheck),
    *(Alert, AlertPeriod, AlertEntity, Transfer),
}
