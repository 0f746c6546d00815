"""What is typed about covert material."""

import datetime as dt
from typing import Any

from django import forms

from cases.forms.sight import PersonForm
from cases.states import Tactic
from mosovo.days import in_words
from mosovo.forms import DayField, LongTextField, MomentField, OnceForm, says_why


class _AgainForm(OnceForm):
    """A form with a day on which something is looked at again: after today, within the force's days."""

    again = ""

    def __init__(self, *args: Any, today: dt.date, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again: Any = self.fields[self.again]
        again.not_before, again.not_after = today + dt.timedelta(days=1), today + dt.timedelta(days=days)
        again.help_text = f"By {in_words(again.not_after)} at the latest."


class CovertForm(_AgainForm):
    """What it is about, and when it is looked at again."""

    again = "review_on"
    title = forms.CharField(label="Title", help_text="Only those named can read it.", max_length=120)
    about = LongTextField(label="Why is it kept from others?", rows=4, validators=[says_why])
    review_on = DayField(label="When will it be reviewed?")


class NamingForm(PersonForm):
    """Who is named, why, and until when."""

    reason = LongTextField(label="Why do they need to know?", max_length=300, rows=3, validators=[says_why])
    leads = forms.BooleanField(label="They lead this, and have no last day", required=False)
    until_on = DayField(label="Last day", required=False)

    def __init__(self, *args: Any, today: dt.date, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until: Any = self.fields["until_on"]
        until.not_before, until.not_after = today, today + dt.timedelta(days=days)
        until.help_text = f"At most until {in_words(until.not_after)}. Leave it empty for somebody who leads."


class CovertContactForm(OnceForm):
    """A contact by a covert tactic."""

    at = MomentField(label="When was it?", help_text="For example 27 3 2026 at 14:30")
    tactic = forms.TypedChoiceField(
        label="Which tactic was used?",
        help_text="In general terms. Do not write here how it was done.",
        choices=Tactic,
        coerce=Tactic,
        widget=forms.RadioSelect,
    )
    learnt = LongTextField(label="What was learnt", rows=8)
    authority = forms.CharField(label="Reference of the authority", max_length=120)
    authority_until = DayField(label="Last day of the authority")


class CovertReviewForm(_AgainForm):
    """What came of looking at it again, and when that is done next."""

    again = "next_on"
    words = LongTextField(
        label="What did the review find?",
        help_text="Whether it is still needed, whether those named still need it, what happens next.",
        rows=5,
        validators=[says_why],
    )
    next_on = DayField(label="When will it be reviewed next?")
