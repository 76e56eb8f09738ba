"""What the database itself refuses about the register: changed actions, and actions that do not fit their instrument.

The facts of an action and of its evidence never change; their words (notes, places, translations) may be mended.
Deleting is held by foreign keys: an action with evidence, an instrument with actions cannot go. (No trigger can tell that
from emptying a database, which SQLite does row by row.)
"""

from collections.abc import Iterable

from config.web.triggers import Trigger, declare
from news.agreements.terms import ActionType, Family

ACTION_FACTS = (
    "agreement_id",
    "key",
    "type",
    "layer",
    "actor_id",
    "dated_on",
    "date_precision",
    "effective_on",
    "document_number",
    "provisions",
    "by_agreement_id",
    "occurrence",
    "assertion",
    "recorded_at",
    "replaces_id",
)
EXCEPTION_FACTS = ("agreement_id", "rule", "action_key", "recorded_at")
EVIDENCE_FACTS = ("action_id", "source_id", "says_on", "says_precision")

FROZEN = "An action never changes; enter a new one that replaces it."
EVIDENCE_FROZEN = "What a source was recorded as saying never changes; replace the action."
EXCEPTION_FROZEN = "What an exception is for never changes."
NUMBER_FROZEN = "A register number never changes."
FAMILY_FROZEN = "An instrument with actions keeps its family and its adopting organ."
FAMILY = "Rule 10: acts of organs are not ratified, treaties are not adopted by an organ."
ACTOR = "Rule 13: who acts takes part in the instrument."
FUTURE = "Rule 19: what occurred is not dated after the day it was recorded."
FIRST_DAY = "A month or a year is written as its first day."
CHAIN = "Rule 25: an action replaces one of the same instrument."


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _frozen(name: str, model: str, columns: Iterable[str], message: str, also: str = "") -> Trigger:
    """Refuses any change of the columns; `also` narrows it with a further condition."""
    columns = tuple(columns)
    table = model.replace(".", "_").lower()
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return Trigger(
        name=name,
        model=model,
        sqlite=(
            f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" WHEN ({changed}){also} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ROW({new}) IS DISTINCT FROM ROW({old}){also} THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE UPDATE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {table}_{name}()",
        ),
    )


# Each condition is true of a row that must not be. Both databases read them as they stand, but for days (see below).
_organ_act, _treaty = (_quoted(ActionType.of_family(family)) for family in (Family.ORGAN_ACT, Family.TREATY))
UNFIT = {
    "family": (
        "NOT EXISTS (SELECT 1 FROM news_agreement AS a WHERE a.id = NEW.agreement_id AND "  # noqa: S608 our own words
        f"((a.family = 'organ_act' AND NEW.type IN ({_organ_act})) "
        f"OR (a.family = 'treaty' AND NEW.type IN ({_treaty}))))",
        FAMILY,
    ),
    "actor": (
        "NEW.actor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM news_participation AS p "
        "WHERE p.agreement_id = NEW.agreement_id AND p.actor_id = NEW.actor_id) "
        "AND NOT EXISTS (SELECT 1 FROM news_agreement AS a "
        "WHERE a.id = NEW.agreement_id AND a.adopting_organ_id = NEW.actor_id)",
        ACTOR,
    ),
    "chain": (
        "NEW.replaces_id IS NOT NULL AND EXISTS (SELECT 1 FROM news_action AS r "
        "WHERE r.id = NEW.replaces_id AND r.agreement_id <> NEW.agreement_id)",
        CHAIN,
    ),
}
# The site's day (Europe/Minsk, UTC+3 all year) of the moment of recording.
SQLITE_DAYS = {
    "future": ("NEW.occurrence = 'occurred' AND NEW.dated_on > date(NEW.recorded_at, '+3 hours')", FUTURE),
    "first_day": (
        "(NEW.date_precision = 'month' AND strftime('%d', NEW.dated_on) <> '01') "
        "OR (NEW.date_precision = 'year' AND strftime('%m-%d', NEW.dated_on) <> '01-01')",
        FIRST_DAY,
    ),
}
POSTGRESQL_DAYS = {
    "future": (
        "NEW.occurrence = 'occurred' AND NEW.dated_on > (NEW.recorded_at AT TIME ZONE 'Europe/Minsk')::date",
        FUTURE,
    ),
    "first_day": (
        "(NEW.date_precision = 'month' AND extract(day FROM NEW.dated_on) <> 1) "
        "OR (NEW.date_precision = 'year' AND extract(doy FROM NEW.dated_on) <> 1)",
        FIRST_DAY,
    ),
}

declare(
    _frozen("action_frozen", "news.Action", ACTION_FACTS, FROZEN),
    _frozen("evidence_frozen", "news.ActionSource", EVIDENCE_FACTS, EVIDENCE_FROZEN),
    _frozen("rule_exception_frozen", "news.RuleException", EXCEPTION_FACTS, EXCEPTION_FROZEN),
    _frozen("agreement_number_frozen", "news.Agreement", ["number"], NUMBER_FROZEN),
    _frozen(
        "agreement_family_frozen",
        "news.Agreement",
        ["family", "adopting_organ_id"],
        FAMILY_FROZEN,
        " AND EXISTS (SELECT 1 FROM news_action WHERE agreement_id = OLD.id)",
    ),
    Trigger(
        name="action_fits",
        model="news.Action",
        # An action cannot change, so what fits when it is entered fits for good.
        sqlite=tuple(
            f'CREATE TRIGGER "action_fits__{name}" BEFORE INSERT ON "news_action" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for name, (condition, message) in (UNFIT | SQLITE_DAYS).items()
        ),
        postgresql=(
            "CREATE OR REPLACE FUNCTION news_action_fits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + " ".join(
                f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF;"
                for condition, message in (UNFIT | POSTGRESQL_DAYS).values()
            )
            + " RETURN NEW; END $$",
            'CREATE OR REPLACE TRIGGER "action_fits" BEFORE INSERT ON "news_action" '
            "FOR EACH ROW EXECUTE FUNCTION news_action_fits()",
        ),
    ),
)
