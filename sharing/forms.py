"""What is typed when a disclosure is put, decided, or delegated."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField

from mosovo.forms import DayField, Form, LongTextField, OnceForm, says_why
from mosovo.staff.models import Officer
from mosovo.workflow.decisions import unanswered
from sharing.models import Delegation
from sharing.rules import DISCLOSURE, PARTS
from sharing.states import Outcome


class PutForm(OnceForm):
    """A disclosure and before whom it is put."""

    to_whom = forms.CharField(
        label="To whom would it be disclosed?",
        help_text="The person or body, and what they are to this case.",
        max_length=300,
    )
    proposal = LongTextField(
        label="What would be disclosed, and why?",
        help_text="Facts and purpose, and nothing from the confidential section: whoever decides does not see it.",
        max_length=4000,
        rows=8,
    )
    put_to = forms.ModelChoiceField(
        Officer.objects.none(),
        label="Who is to decide",
        help_text="A superintendent or above, or an officer to whom a superintendent has delegated these decisions.",
        empty_label="Choose",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, deciders: QuerySet[Officer]) -> None:
        super().__init__(data)
        self.fields["put_to"].queryset = deciders  # type: ignore[attr-defined]


class DecideForm(Form):
    """Every question of the kind, the outcome, the reasons. None can be left out; the rules say what is missing."""

    outcome = forms.ChoiceField(label="Your decision", choices=Outcome.choices, widget=forms.RadioSelect)
    reasons = LongTextField(
        label="Reasons", help_text="In words that stand without the file.", rows=6, validators=[says_why]
    )
    marks_optional = False

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        questions = {
            prompt.code: LongTextField(label=prompt.label, help_text=prompt.help, required=False, rows=3)
            for prompt in DISCLOSURE.prompts
        }
        # Before the form is made, so that they come first and are treated like any that stand in the class.
        self.base_fields = {**questions, **self.base_fields}  # type: ignore[misc]
        super().__init__(data)

    @property
    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """The questions under their headings, for the page."""
        return [(title, [self[prompt.code] for prompt in prompts]) for title, prompts in PARTS]

    @property
    def answers(self) -> dict[str, str]:
        """Prompt code to answer; for a form that was checked."""
        return {prompt.code: self.cleaned_data.get(prompt.code, "") for prompt in DISCLOSURE.prompts}

    def clean(self) -> dict[str, Any]:
        """Say at each open question what to do."""
        cleaned = super().clean() or self.cleaned_data
        for code, sentence in unanswered(DISCLOSURE, self.answers).items():
            self.add_error(code, sentence)
        return cleaned


class DelegateForm(Form):
    """To whom, for how long, why."""

    delegate = forms.ModelChoiceField(Officer.objects.none(), label="Delegate to", empty_label="Choose")
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day")
    reason = forms.CharField(
        label="Why", max_length=Delegation._meta.get_field("reason").max_length, validators=[says_why]
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, officers: QuerySet[Officer], today: dt.date) -> None:
        super().__init__(data, initial={"from_on": today})
        self.fields["delegate"].queryset = officers  # type: ignore[attr-defined]
        for name in ("from_on", "until_on"):
            self.fields[name].not_before = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "Last day must be on or after the first day")
        return cleaned
