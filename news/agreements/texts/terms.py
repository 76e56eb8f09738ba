"""The words of texts: Vienna Convention art. 33 for what is authentic, Akoma Ntoso 3.0 for the parts of a text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TextKind(models.TextChoices):
    ORIGINAL = "original", pgettext_lazy("text of an agreement", "text as concluded")
    CERTIFIED_COPY = "certified_copy", _("certified copy")
    CONSOLIDATED = "consolidated", _("consolidated text")
    TRANSLATION = "translation", pgettext_lazy("text of an agreement", "translation")


class LegalValue(models.TextChoices):
    """What this copy may be relied on for; whether its language is authentic is a fact of the treaty and said apart."""

    AUTHENTIC = "authentic", _("authentic text")
    OFFICIAL = "official", _("official text")
    INFORMATION = "information", _("for information only")


class ProvisionKind(models.TextChoices):
    PREFACE = "preface", _("opening lines")
    PREAMBLE = "preamble", _("preamble")
    PART = "part", _("part")
    SECTION = "section", pgettext_lazy("of an agreement", "section")
    CHAPTER = "chapter", _("chapter")
    ARTICLE = "article", pgettext_lazy("of an agreement", "article")
    PARAGRAPH = "paragraph", _("paragraph")
    POINT = "point", _("point")
    CONCLUSIONS = "conclusions", _("closing lines")
    ANNEX = "annex", _("annex")


# Beginnings of ids, as the Akoma Ntoso Naming Convention 1.0 abbreviates them.
ABBREVIATIONS = {
    ProvisionKind.PREFACE: "preface",
    ProvisionKind.PREAMBLE: "preamble",
    ProvisionKind.PART: "part",
    ProvisionKind.SECTION: "sec",
    ProvisionKind.CHAPTER: "chp",
    ProvisionKind.ARTICLE: "art",
    ProvisionKind.PARAGRAPH: "para",
    ProvisionKind.POINT: "point",
    ProvisionKind.CONCLUSIONS: "conclusions",
    ProvisionKind.ANNEX: "att",
}
# What holds articles, the widest first.
CONTAINERS = (ProvisionKind.ANNEX, ProvisionKind.PART, ProvisionKind.SECTION, ProvisionKind.CHAPTER)
