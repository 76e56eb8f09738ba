"""Why a soft rule's finding stands: written once, with the reason, in the language of whoever gives it."""

from typing import Any

from django.utils.translation import get_language

from config.web.translated import LANGUAGES
from news.agreements.rules import Finding
from news.models import Agreement, RuleException


def record_exception(agreement: Agreement, finding: Finding, reason: str, *, by: Any = None) -> RuleException:
    """For a finding that has one already, the first reason stands."""
    language = (get_language() or "en")[:2]
    column = f"reason_{language if language in LANGUAGES else 'en'}"
    exception, _created = RuleException.objects.get_or_create(
        agreement=agreement,
        rule=finding.rule,
        action_key=finding.action,
        defaults={column: reason.strip(), "recorded_by": by},
    )
    return exception
