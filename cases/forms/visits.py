"""What is typed about a home visit or a conversation. The rules say what is wrong; nothing is saved here."""

import datetime as dt
from typing import Any

from django import forms

from cases.models import Visit
from cases.rules.visits import VisitEntry, faults_in_visit, why_not_yet
from cases.states import VisitOutcome
from mosovo.forms import DayField, Form, LongTextField, MomentField, OnceForm

ANNOUNCED = (("yes", "Arranged beforehand"), ("no", "Unannounced"))


class VisitForm(OnceForm):
    """A home visit."""

    visited_at = MomentField(label="When did you visit?", help_text="For example 27 3 2026 at 14:30")
    announced = forms.TypedChoiceField(
        label="Was the visit announced?",
        choices=ANNOUNCED,
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    safety_assessed_on = DayField(label="Day the safety assessment was made")
    safety_notes = LongTextField(
        label="What the safety assessment says",
        help_text="Known dangers, who went, how you stayed in touch.",
        max_length=500,
        rows=3,
    )
    outcome = forms.ChoiceField(
        label="How did it end?",
        help_text="Only a visit on which the person was seen moves the next date.",
        choices=VisitOutcome,
        widget=forms.RadioSelect,
    )
    who_answered = forms.CharField(label="Who answered the door", max_length=200, required=False)
    present = forms.CharField(label="Who else was present", max_length=300, required=False)
    seen = LongTextField(label="What was seen and said", rows=8)
    devices = forms.CharField(
        label="Devices seen or examined",
        help_text="Telephones, computers, game consoles, memory sticks.",
        max_length=300,
        required=False,
    )
    concerns = LongTextField(label="Concerns", rows=4, required=False)
    next_step = forms.CharField(label="Next step", max_length=300, required=False)

    def __init__(self, *args: Any, opened_on: dt.date, assessment_days: int, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = {"opened_on": opened_on, "assessment_days": assessment_days, "now": now}
        days = "day" if assessment_days == 1 else "days"
        self.fields[
            "safety_assessed_on"
        ].help_text = f"On the day of the visit, or up to {assessment_days} {days} before."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for name, sentence in faults_in_visit(self.entry(), **self.limits).items():  # type: ignore[arg-type]
                self.add_error(name, sentence)
        return cleaned

    def entry(self) -> VisitEntry:
        """The visit as typed; for a form without faults in its single fields."""
        return VisitEntry(**{name: value for name, value in self.cleaned_data.items() if name != "reference"})


def as_typed(visit: Visit) -> dict[str, Any]:
    """A visit as the values to begin its correction from."""
    names = [name for name in VisitForm.base_fields if name not in {"reference", "announced"}]
    return {
        **{name: getattr(visit, name) for name in names},
        "announced": "yes" if visit.announced else "no",
    }


class ContactForm(Form):
    """A conversation with anyone about the person."""

    at = MomentField(label="When did you talk?", help_text="For example 27 3 2026 at 14:30")
    with_whom = forms.CharField(
        label="Who did you talk to?", help_text="Name, and what they are to the person.", max_length=200
    )
    text = LongTextField(label="What was said", rows=8)

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_at(self) -> dt.datetime:
        at: dt.datetime = self.cleaned_data["at"]
        fault = why_not_yet(at, now=self.now)
        if fault:
            raise forms.ValidationError(fault)
        return at
