"""The tables of `news` that fixtures fill."""

from collections.abc import Collection

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from news.models import (
    Action,
    ActionSource,
    Actor,
    Agreement,
    AgreementTitle,
    Article,
    ArticleVersion,
    Figure,
    FigureValue,
    FormerAddress,
    Image,
    Obligation,
    ObligationEvidence,
    Office,
    Participation,
    Person,
    Provision,
    Relation,
    RuleException,
    Source,
    TextFile,
    TextVersion,
    Topic,
    TranslationCheck,
)
from news.models.agreement_triggers import ACTION_FACTS, EVIDENCE_FACTS, EXCEPTION_FACTS
from news.models.article_triggers import FROZEN as VERSION_WORDS
from news.models.text_triggers import FILE_FACTS, PROVISION_FACTS, VERSION_FACTS
from news.syncing import columns, media
from news.syncing.merging import Content
from news.syncing.tables import Table, register

# How the desk got there; readers never see it.
DESK_OF_A_VERSION = frozenset(
    {
        *("created_at", "created_by", "changed_at", "changed_by", "submitted_at", "submitted_by"),
        *("return_comment", "published_by", "own_text_reason", "second_look_at", "second_look_by"),
    }
)
DATED = ("dated_on", "date_precision")
TEXT_KEY = ("agreement__number", "language", "valid_from", "number")
PICTURE = ("file", "width", "height", "sha256")


def named(facts: Collection[str]) -> frozenset[str]:
    """The fields of the columns that a trigger guards."""
    return frozenset(name.removesuffix("_id") for name in facts)


def words_that_were_public(held: Content) -> Collection[str]:
    """Of a version: all that readers read of it, once its time has come, and its end, once that has."""
    now = columns.canonical(ArticleVersion._meta.get_field("live_from"))(timezone.now())
    if not held["live_from"] or held["live_from"] > now:
        return ()
    is_over = held["live_until"] and held["live_until"] <= now
    return named(VERSION_WORDS) | ({"live_until"} if is_over else set())


def register_tables() -> None:
    register(
        Table(model=ContentType, key=("app_label", "model")),
        Table(model=Permission, key=("codename", "content_type__app_label", "content_type__model")),
        Table(model=Group, file="005_groups.json", key=("name",)),
        Table(model=Source, file="010_sources.json"),
        Table(model=Person, file="020_people.json"),
        Table(model=Office, file="020_people.json"),
        Table(model=Topic, file="030_topics.json"),
        Table(
            model=Image,
            file="040_images.json",
            desk=frozenset({"fallback", "likeness"}),
            derived=frozenset({"sha256"}),
            together=(PICTURE, ("focal_x", "focal_y")),
            offered=lambda rows: rows.used_in_public(),
            completed=media.with_digest,
            stored="file",
            bring=media.bring,
            learn=media.learn,
        ),
        Table(model=Figure, file="050_figures.json", together=(("unit", "currency"),)),
        Table(model=FigureValue, file="050_figures.json"),
        Table(model=Actor, file="060_actors.json"),
        Table(
            model=Agreement,
            file="070_agreements.json",
            key=("number",),
            offered=lambda rows: rows.public(),
        ),
        Table(model=AgreementTitle, file="070_agreements.json"),
        Table(model=Participation, file="070_agreements.json"),
        Table(
            model=Action,
            file="070_agreements.json",
            together=(DATED,),
            frozen=lambda held: named(ACTION_FACTS),
            instead="An action never changes: add one to the file that replaces it.",
            is_permanent=True,
        ),
        Table(
            model=ActionSource,
            file="070_agreements.json",
            together=(("says_on", "says_precision"),),
            frozen=lambda held: named(EVIDENCE_FACTS),
            instead="What a source was recorded as saying never changes: add an action to the file that replaces this one.",
            is_permanent=True,
        ),
        Table(
            model=Relation,
            file="070_agreements.json",
            key=("from_agreement__number", "predicate", "to_agreement__number"),
        ),
        Table(
            model=RuleException,
            file="070_agreements.json",
            frozen=lambda held: named(EXCEPTION_FACTS),
            instead="What an exception is for never changes: add another.",
        ),
        Table(
            model=TextVersion,
            file="072_agreement_texts.json",
            key=TEXT_KEY,
            frozen=lambda held: named(VERSION_FACTS),
            instead="A text never changes: add one to the file that replaces it, with its reason.",
            is_permanent=True,
        ),
        Table(
            model=Provision,
            file="072_agreement_texts.json",
            frozen=lambda held: named(PROVISION_FACTS),
            instead="A text never changes: add one to the file that replaces it, with its reason.",
            is_permanent=True,
        ),
        Table(
            model=TextFile,
            file="072_agreement_texts.json",
            key=(*(f"version__{name}" for name in TEXT_KEY), "number"),
            together=(("withdrawn_at", "withdrawn_because"),),
            stored="file",
            bring=media.bring_document,
            frozen=lambda held: named(FILE_FACTS),
            instead="A document never changes: withdraw it, with the reason, and add one with the next number to the file.",
            is_permanent=True,
            offered=lambda rows: rows.public(),
        ),
        Table(
            model=Obligation,
            file="075_obligations.json",
            key=("agreement__number", "key"),
            together=(("due_on", "due_precision"), ("done_on", "done_precision")),
        ),
        Table(model=ObligationEvidence, file="075_obligations.json", together=(DATED,)),
        Table(
            model=Article,
            file="080_articles.json",
            is_permanent=True,
            offered=lambda rows: rows.filter(versions__live_from__lte=timezone.now()),
        ),
        Table(
            model=ArticleVersion,
            file="080_articles.json",
            key=("article__slug", "language", "number"),
            desk=DESK_OF_A_VERSION,
            together=(("translated_from", "translation_method"), ("reviewed_by", "reviewed_on")),
            frozen=words_that_were_public,
            instead="A version that has been public never changes: add one with the next number to the file, "
            "and give this one its end (`live_until`).",
            is_permanent=True,
            offered=lambda rows: rows.been_public(),
        ),
        Table(model=TranslationCheck, file="080_articles.json"),
        Table(model=FormerAddress, file="090_former_addresses.json", key=("kind", "key")),
    )
