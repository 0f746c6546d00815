"""What is typed about those who told us something."""

import datetime as dt
from typing import Any

from django import forms

from cases.actions.informant import Care
from cases.models import InformantVersion
from cases.states import Confidence
from mosovo.days import in_words
from mosovo.forms import DayField, Form, LongTextField, MomentField, OnceForm, says_why

ASKED = (("yes", "Yes, we had asked them for it"), ("no", "No, they came to us by themselves"))


class InformantForm(OnceForm):
    """Who somebody is and the care we owe them."""

    who = forms.CharField(label="Who are they?", max_length=200)
    relation = forms.CharField(label="How do they know the person managed?", max_length=300)
    confidence = forms.TypedChoiceField(
        label="What confidentiality did they ask for?", choices=Confidence, coerce=Confidence, widget=forms.RadioSelect
    )
    asked = forms.CharField(label="What they asked, in their words", max_length=300, required=False)
    harm = LongTextField(label="What could happen to them if it were known?", rows=4)
    care = LongTextField(label="What is done about it?", rows=4)
    look_again_on = DayField(label="When will this be reviewed?")

    def __init__(self, *args: Any, today: dt.date, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again: Any = self.fields["look_again_on"]
        again.not_before, again.not_after = today + dt.timedelta(days=1), today + dt.timedelta(days=days)
        again.help_text = f"By {in_words(again.not_after)} at the latest. The deadline will not name them."

    def typed(self) -> Care:
        """What is known and owed, as typed; for a form without faults."""
        return Care(**{name: self.cleaned_data[name] for name in Care.__dataclass_fields__})


class LookAgainForm(InformantForm):
    """The same, looked at again."""

    changed = LongTextField(
        label="What has changed, if anything?",
        help_text="Say how you made sure.",
        max_length=300,
        rows=3,
        validators=[says_why],
    )


def as_known(version: InformantVersion) -> dict[str, Any]:
    """A version as the values to look at again; the day is to be given anew."""
    return {name: getattr(version, name) for name in Care.__dataclass_fields__ if name != "look_again_on"}


class InformationForm(OnceForm):
    """Something they told us."""

    at = MomentField(label="When did they tell us?", help_text="For example 27 3 2026 at 14:30")
    how = forms.CharField(
        label="How did it come to us?", help_text="For example: by telephone, or at the front desk", max_length=200
    )
    was_asked = forms.TypedChoiceField(
        label="Had we asked them for it?",
        choices=ASKED,
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    text = LongTextField(label="What they said", rows=8)


class ReferralForm(OnceForm):
    """The intelligence bureau was told of them."""

    referred_on = DayField(label="When was the bureau told?")
    to_whom = forms.CharField(label="Who was told there?", max_length=200)
    why = LongTextField(label="Why were they told?", max_length=300, rows=3, validators=[says_why])

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referred_on"].not_after = today  # type: ignore[attr-defined]


class AnswerForm(Form):
    """What the bureau answered."""

    answered_on = DayField(label="When did the answer come?")
    answer = LongTextField(label="What did the bureau answer?", rows=5, validators=[says_why])

    def __init__(self, *args: Any, first: dt.date, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on: Any = self.fields["answered_on"]
        on.not_before, on.not_after = first, today
