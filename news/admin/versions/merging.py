"""The form's part in two editors at once: puts both texts together, and asks about what both changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from news.keeping import working_copies
from news.keeping.contents import FIELDS, WRITTEN, Content, content_from, content_of
from news.keeping.merging import Conflict, Merge, merge
from news.models import ArticleVersion

MINE, THEIRS, EDITED = "mine", "theirs", "edited"


@dataclass(frozen=True, slots=True)
class Question:
    """A conflict with what was answered so far."""

    conflict: Conflict
    choice: str = ""
    edited: str = ""
    error: str = ""


class MergingForm(forms.ModelForm):
    """`seen`: what the form was opened with; `opening`: its name. Both travel with it, so nothing depends on a script or on a
    session. Answers to questions: `choice-<key>` (mine, theirs, edited) and `edited-<key>`."""

    seen = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    opening = forms.CharField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, max_length=40
    )
    editor: AbstractUser  # who fills it in; set by the admin
    typed: Content
    stored: ArticleVersion
    merge: Merge | None = None
    questions: list[Question] = []

    def put_together(self, cleaned: dict[str, Any]) -> None:
        """Replaces what was typed by what is to be kept, or asks. `stored` is locked: nobody writes until this is kept."""
        base = working_copies.base_of(
            self.stored, by=self.editor, seen=cleaned.get("seen", ""), opening=self.name_of_opening()
        )
        self.typed, theirs = content_from(cleaned), content_of(self.stored)
        self.merge = merge(base, self.typed, theirs, FIELDS)
        answers: dict[str, str] = {}
        for conflict in {each.key: each for each in self.merge.conflicts}.values():
            question = self._answered(conflict)
            if question.choice and not question.error:
                answers[conflict.key] = _text_of(question)
            else:
                self.questions = [*self.questions, question]
        if self.questions:
            self.add_error(
                None, _("Somebody changed the same words after you opened this draft. Choose what stays.")
            )
            return
        for name, text in self.merge.texts(answers).items():
            self._settle(cleaned, name, text, theirs)

    def _settle(self, cleaned: dict[str, Any], name: str, text: str, theirs: Content) -> None:
        if text == theirs[name]:
            cleaned[name] = getattr(self.stored, name)
        elif text != self.typed[name]:
            try:
                cleaned[name] = self.fields[name].clean(text)
            except forms.ValidationError as error:
                self.add_error(name, error)

    def _answered(self, conflict: Conflict) -> Question:
        choice = self.data.get(f"choice-{conflict.key}", "")
        edited = self.data.get(f"edited-{conflict.key}", "").replace("\r\n", "\n").strip()
        is_known = choice in (MINE, THEIRS) or (choice == EDITED and conflict.field in WRITTEN)
        error = ""
        if is_known and choice == EDITED and not edited:
            error = _("Write the words, or choose one of the two texts.")
        elif not is_known and "choices" in self.data:
            error = _("Choose what stays.")
        return Question(conflict, choice if is_known else "", edited, error)

    def name_of_opening(self) -> working_copies.Opening:
        return working_copies.Opening.read(self.cleaned_data.get("opening", ""))

    def came_in(self) -> str:
        """What of somebody else is in the draft now beside one's own words; "" if nothing."""
        if self.merge is None:
            return ""
        lines = []
        if self.merge.taken:
            lines.append(_("Theirs: %(fields)s.") % {"fields": self._labels(self.merge.taken)})
        if self.merge.joined:
            lines.append(
                _("Put together from both: %(fields)s.") % {"fields": self._labels(self.merge.joined)}
            )
        return " ".join(map(str, lines))

    def _labels(self, names: Iterable[str]) -> str:
        return ", ".join(str(self.fields[name].label) for name in names)

    def to_keep(self) -> dict[str, Any]:
        """The fields whose words differ from what is stored."""
        theirs = content_of(self.stored)
        return {
            name: self.cleaned_data[name]
            for name, text in content_from(self.cleaned_data).items()
            if text != theirs[name]
        }


def _text_of(question: Question) -> str:
    texts: Mapping[str, str] = {
        MINE: question.conflict.mine,
        THEIRS: question.conflict.theirs,
        EDITED: question.edited,
    }
    return texts[question.choice]
