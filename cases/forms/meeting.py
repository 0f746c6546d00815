"""What is typed about a meeting: calling it, and each part of its record by itself. Nothing is saved here."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Agency, Meeting
from cases.rules.meeting import DISCLOSURE, LONGEST, PARTS, WRITTEN, why_not_held_on, why_not_next
from cases.states import DisclosureAnswer
from mosovo.forms import DayField, Form, LongTextField, MomentField
from mosovo.staff.models import Officer

DISCUSSED = frozenset(prompt.code for prompt in PARTS)
CAME = (("present", "Present"), ("report", "Absent, sent a report"), ("absent", "Absent, sent no report"))


class CallForm(Form):
    """Who chairs, when and where."""

    chair: "forms.ModelChoiceField[Officer]" = forms.ModelChoiceField(
        label="Chair", help_text="Sees this case from now until some weeks after the meeting.", queryset=None
    )
    held_at = MomentField(label="When", help_text="For example 27 3 2026 at 14:30")
    place = forms.CharField(label="Place", help_text="A room, or how to join from elsewhere.", max_length=200)

    def __init__(self, *args: Any, chairs: QuerySet[Officer], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        self.today = today

    def clean_held_at(self) -> dt.datetime:
        held_at: dt.datetime = self.cleaned_data["held_at"]
        why_not = why_not_held_on(timezone.localdate(held_at), today=self.today)
        if why_not:
            raise forms.ValidationError(why_not)
        return held_at


class CancelForm(Form):
    """Why a meeting is called off."""

    reason = LongTextField(label="Why is the meeting cancelled?", max_length=300, rows=3)


class PartForm(Form):
    """One box of the record. It is kept unfinished too: what is lacking is said before signing."""

    marks_optional = False
    # No max_length: a count under every box would be noise; this one is only a guard.
    text = LongTextField(required=False, validators=[MaxLengthValidator(LONGEST)])

    def __init__(self, *args: Any, part: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=part, **kwargs)
        box = self.fields["text"]
        box.label, box.help_text = WRITTEN[part].label, WRITTEN[part].help
        box.widget.attrs["rows"] = 5 if part in DISCUSSED else 3


class DisclosureForm(Form):
    """Whether to disclose, and to whom."""

    marks_optional = False
    outcome = forms.ChoiceField(label=DISCLOSURE.question, choices=DISCLOSURE.outcomes, widget=forms.RadioSelect)
    to_whom = forms.CharField(
        label="To whom",
        help_text="Where it is to be disclosed: the person, and what they are to the case.",
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == DisclosureAnswer.DISCLOSE and not cleaned.get("to_whom"):
            self.add_error("to_whom", "Say to whom it is to be disclosed.")
        return cleaned


class NextMeetingForm(Form):
    """The day of the next meeting."""

    next_on = DayField(label="Next meeting", help_text="For example 27 3 2026")

    def __init__(self, *args: Any, held_on: dt.date, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held_on, self.today = held_on, today

    def clean_next_on(self) -> dt.date:
        next_on: dt.date = self.cleaned_data["next_on"]
        why_not = why_not_next(next_on, held_on=self.held_on, today=self.today)
        if why_not:
            raise forms.ValidationError(why_not)
        return next_on


class AttendanceForm(Form):
    """An agency that was there or was not."""

    agency: "forms.ModelChoiceField[Agency]" = forms.ModelChoiceField(queryset=None)
    came = forms.ChoiceField(label="Was it there?", choices=CAME, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Who came",
        help_text="One line for each person. Leave it empty where the agency was absent.",
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, prefix="attendance", **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("came") == "present" and not cleaned.get("name"):
            self.add_error("name", "Write who came for the agency.")
        if cleaned.get("came") in {"report", "absent"} and cleaned.get("name"):
            self.add_error("name", "Leave the name empty for an agency that was absent.")
        return cleaned


class ActionForm(Form):
    """What an agency undertakes."""

    text = forms.CharField(label="What is to be done", max_length=300)
    agency: "forms.ModelChoiceField[Agency]" = forms.ModelChoiceField(queryset=None)
    owner_name = forms.CharField(label="Who does it", max_length=120)
    due_on = DayField(label="By when", help_text="For example 27 3 2026")

    def __init__(self, *args: Any, agencies: QuerySet[Agency], held_on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, prefix="action", **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["due_on"].not_before = held_on  # type: ignore[attr-defined]


class DoneForm(Form):
    """What was done about an action."""

    note = forms.CharField(label="What was done", max_length=300)


class LineForm(Form):
    """A line to take out."""

    line = forms.IntegerField(widget=forms.HiddenInput)


def as_called(meeting: Meeting) -> dict[str, Any]:
    """A planned meeting as the values to begin its moving from."""
    return {"chair": meeting.chair_id, "held_at": meeting.held_at, "place": meeting.place}
