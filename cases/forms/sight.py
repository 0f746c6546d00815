"""Letting somebody see a case, locking it, excluding somebody from it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from cases.queries.sight import person_named
from mosovo.access.states import CaseRight
from mosovo.days import in_words
from mosovo.forms import DayField, Form, LongTextField, says_why
from mosovo.staff.models import Officer


class PersonForm(Form):
    """Somebody of the force, by number and family name, so that a slip in the number does not reach somebody else."""

    number = forms.CharField(label="Warrant or staff number", max_length=20)
    family_name = forms.CharField(label="Family name", max_length=100)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        number, name = cleaned.get("number"), cleaned.get("family_name")
        if number and name:
            cleaned["officer"] = person_named(number, name)
            if cleaned["officer"] is None:
                self.add_error("number", "Nobody who signs in here has this number and this family name")
        return cleaned


class GiveSightForm(PersonForm):
    """Who, what, why, and until when."""

    rights = forms.MultipleChoiceField(
        label="What besides reading the case file?",
        choices=[(right.value, right.label) for right in CaseRight if right is not CaseRight.VIEW_CASE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = LongTextField(label="Why do they need to see it?", max_length=300, rows=3, validators=[says_why])
    until_on = DayField(label="Last day")

    def __init__(self, *args: Any, today: dt.date, latest: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until: Any = self.fields["until_on"]
        until.not_before, until.not_after = today, latest
        until.help_text = f"At most until {in_words(latest)}."


class ReasonForm(Form):
    """Why something is done, or ended."""

    reason = LongTextField(label="Why?", max_length=300, rows=3, validators=[says_why])

    def __init__(self, *args: Any, ask: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = ask
        self.fields["reason"].error_messages["required"] = f"Enter an answer to “{ask}”"


class LockForm(ReasonForm):
    """Why, and which other supervisors keep sight."""

    also = forms.MultipleChoiceField(
        label="Which other supervisors keep sight?", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, supervisors: Iterable[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_number = {officer.number: officer for officer in supervisors}
        also: Any = self.fields["also"]
        also.choices = [(number, str(officer)) for number, officer in self.by_number.items()]
        if not self.by_number:
            del self.fields["also"]

    def others(self) -> list[Officer]:
        return [self.by_number[number] for number in self.cleaned_data.get("also", ())]


class ExcludeForm(PersonForm):
    """Who must not see the case, and why."""

    reason = LongTextField(
        label="Why must they not see it?",
        help_text="Supervisors of the unit read this; others see only that the person is excluded.",
        max_length=300,
        rows=3,
        validators=[says_why],
    )
