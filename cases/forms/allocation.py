"""Forms of allocating a case, and of an exception from the cap."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.actions.allocation import CapExceptionGiven
from cases.queries.allocation import Candidate
from mosovo.days import in_words
from mosovo.forms import DayField, Form, LongTextField, says_why


class ExceptionForm(Form):
    """Why a caseload may stay over the cap, and until when."""

    reason = LongTextField(
        label="Why may the caseload be over the cap?", max_length=1000, rows=4, validators=[says_why]
    )
    ends_on = DayField(label="Until which day?")

    def __init__(self, *args: Any, latest: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _within(self.fields["ends_on"], today, latest)

    def given(self) -> CapExceptionGiven:
        return CapExceptionGiven(self.cleaned_data["reason"], self.cleaned_data["ends_on"])


class AllocateForm(Form):
    """Who takes the case and why; and, once the cap has stood in the way, why it may be passed and until when.

    seen: the offender manager the page showed, so that nobody else's allocation is undone unread.
    over_cap: the sentence by which the cap refused, "" before it has.
    """

    officer = forms.ChoiceField(
        label="Who takes the case?",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "That officer may not take this case. The table says why."},
    )
    reason = LongTextField(label="Why this officer?", max_length=300, rows=3, validators=[says_why])
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    excepting = forms.BooleanField(widget=forms.HiddenInput, required=False)
    exception_reason = LongTextField(
        label="Why may the caseload pass the cap?", max_length=1000, rows=4, required=False, validators=[says_why]
    )
    exception_ends_on = DayField(label="Until which day?", required=False)
    marks_optional = False
    over_cap = ""

    def __init__(self, *args: Any, candidates: Iterable[Candidate], latest: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["officer"]
        who.choices = [(one.officer.number, str(one.officer)) for one in candidates if one.why_not is None]
        _within(self.fields["exception_ends_on"], today, latest)

    def exception(self) -> CapExceptionGiven | None:
        """What was given, where both parts were."""
        reason, ends_on = self.cleaned_data["exception_reason"], self.cleaned_data["exception_ends_on"]
        return CapExceptionGiven(reason, ends_on) if reason and ends_on else None

    def ask_for_exception(self, over_cap: str) -> None:
        """Say what the exception still lacks; nothing on the first refusal, which only opens its fields."""
        self.over_cap = over_cap
        if self.cleaned_data["excepting"]:
            if not self.cleaned_data["exception_reason"]:
                self.add_error("exception_reason", "Say why the caseload may pass the cap.")
            if not self.cleaned_data["exception_ends_on"]:
                self.add_error("exception_ends_on", "Say until which day it may.")


def _within(field: Any, today: Any, latest: Any) -> None:
    field.not_before, field.not_after = today, latest
    field.help_text = f"At most until {in_words(latest)}."
