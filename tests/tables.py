"""Which tables hold what: content that fixtures bring, what is derived from it, and what arises at work."""

from django.apps import apps

from news.models import (
    ArticleWord,
    AuditEntry,
    ContentStamp,
    FormerAddress,
    PreviewLink,
    Reference,
    SearchDocument,
    Statement,
    TranslationCheck,
    TranslationGap,
    WorkingCopy,
)
from routes.models import Alert, AlertEntity, AlertPeriod

ALL = [model for label in ("news", "routes") for model in apps.get_app_config(label).get_models()]
# Rebuilt from the others whenever they are saved: never in a fixture.
DERIVED = {ArticleWord, ContentStamp, Reference, SearchDocument, Statement, TranslationGap}
# Of this one site and its editors: never in a fixture either.
AT_WORK = {AuditEntry, PreviewLink, WorkingCopy}
CONTENT = [model for model in ALL if model not in DERIVED | AT_WORK]
# The content may hold some; at the start nothing has moved, nothing is behind, and no notice is given.
EMPTY_AT_FIRST = {FormerAddress, TranslationCheck, Alert, AlertPeriod, AlertEntity}
