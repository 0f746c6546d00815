"""What is typed about the media: the enquiry, the unit's answer, a consultation, the statement, a reason for none."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.models import Agency, Case
from media_comms.queries import agencies_in_use, units_to_ask
from media_comms.rules import why_not_confirm, why_not_exceptional, why_not_explained
from media_comms.states import Confirmation
from mosovo.forms import Form, LongTextField, MomentField, OnceForm
from mosovo.staff.models import Unit


class LogForm(OnceForm):
    """An enquiry as it came in."""

    outlet = forms.CharField(label="Outlet", help_text="The paper, station or site.", max_length=120)
    journalist = forms.CharField(label="Journalist, and how to reach them", max_length=120, required=False)
    received_at = MomentField(label="When it came in")
    question = LongTextField(label="What they ask", help_text="In their words.", max_length=4000, rows=6)
    about = forms.CharField(label="Person or place they ask about", max_length=200, required=False)
    deadline_at = MomentField(label="Their deadline", required=False)
    child_at_risk = forms.BooleanField(label="A child may be at risk", required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Unit to ask",
        help_text="The unit that manages offenders in the place concerned. Its supervisors are told at once.",
        empty_label="Choose",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: dt.datetime, today: dt.date) -> None:
        super().__init__(data, initial={"received_at": now})
        self.fields["unit"].queryset = units_to_ask()  # type: ignore[attr-defined]
        self.fields["received_at"].not_after = today  # type: ignore[attr-defined]
        self.fields["deadline_at"].not_before = today  # type: ignore[attr-defined]


class AnswerForm(Form):
    """The unit's answer. The case is found through what the person may see, and nothing of it reaches the press."""

    text = LongTextField(
        label="What the press office should know",
        help_text="It reads this, and nothing else of yours. Leave out names and details of cases.",
        max_length=4000,
        rows=6,
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label="Agencies that must be consulted before a statement",
        help_text="Every agency that takes part in managing the person, or is concerned in another way.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        required=False,
    )
    child_at_risk = forms.BooleanField(
        label="A child may be at risk",
        help_text="Then an agency that cares for children is consulted as well.",
        required=False,
    )
    case = forms.CharField(
        label="Case it is about",
        help_text="The reference. The press office never sees it.",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, cases: QuerySet[Case], child_at_risk: bool = False
    ) -> None:
        super().__init__(data, initial={"child_at_risk": child_at_risk})
        self.cases = cases
        self.fields["agencies"].queryset = agencies_in_use()  # type: ignore[attr-defined]

    def clean_case(self) -> Case | None:
        """The case with the reference that was typed; None where none was."""
        reference = self.cleaned_data["case"].strip().upper()
        if not reference:
            return None
        found = self.cases.filter(nominal__reference=reference).first()
        if found is None:
            raise ValidationError(f"There is no case {reference} that you may see; check the reference or leave it out")
        return found


class ConsultForm(Form):
    """An agency that was consulted."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label="Choose")
    consulted = forms.CharField(label="Whom did you speak to?", max_length=120)
    view = LongTextField(label="What did they say?", max_length=4000)

    def __init__(self, data: Mapping[str, Any] | None = None, *, agencies: QuerySet[Agency]) -> None:
        super().__init__(data)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class StatementForm(Form):
    """What is said to the media. The rules say which statements may not be issued."""

    # Whether the explanation may stay empty depends on the statement; its hint says so.
    marks_optional = False
    text = LongTextField(label="Statement", help_text="Accurate, honest and fair.", max_length=6000, rows=10)
    confirmation = forms.ChoiceField(
        label="Does it say whether somebody is managed?", choices=Confirmation.choices, widget=forms.RadioSelect
    )
    explanation = LongTextField(
        label="Explanation",
        help_text="Needed where you neither confirm nor deny: why, explained carefully. It is kept, not published.",
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse at the field that is to blame, in the words of the rules."""
        cleaned = super().clean() or self.cleaned_data
        confirmation = cleaned.get("confirmation", "")
        for field, refused in (
            ("confirmation", why_not_confirm(confirmation)),
            ("explanation", why_not_explained(confirmation, cleaned.get("explanation", ""))),
        ):
            if refused:
                self.add_error(field, refused)
        return cleaned


class CloseForm(Form):
    """Why the media get no statement."""

    reason = LongTextField(
        label="What is so exceptional?",
        help_text="Refusing to answer is a last resort. Say what makes this one of the most exceptional cases.",
        max_length=4000,
    )

    def clean_reason(self) -> str:
        """A reason that can mean something."""
        reason: str = self.cleaned_data["reason"]
        refused = why_not_exceptional(reason)
        if refused:
            raise ValidationError(refused)
        return reason
