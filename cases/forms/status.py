"""What is typed about a change of status. The rules say what is wrong; nothing is saved here."""

import datetime as dt
from typing import Any

from django import forms

from cases.rules.status import LEAST_REASON, faults_in_change, moves_from
from cases.states import CaseStatus
from mosovo.forms import DayField, Form, LongTextField


class StatusForm(Form):
    """The moves possible from here, the day and the reason.

    seen: the status the page showed, so that nobody else's change is overwritten unread.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    status = forms.TypedChoiceField(label="What has changed?", coerce=CaseStatus, widget=forms.RadioSelect)
    on = DayField(label="On which day?")
    reason = LongTextField(
        label="What happened?",
        help_text=f"At least {LEAST_REASON} characters. It stays in the case's history.",
        max_length=300,
        rows=3,
    )

    def __init__(
        self,
        *args: Any,
        before: str,
        why_not_close: str | None,
        opened_on: dt.date,
        last_on: dt.date | None,
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.limits = {"opened_on": opened_on, "last_on": last_on, "today": today}
        status: Any = self.fields["status"]
        moves = moves_from(before)
        status.choices = [(after, words) for after, words in moves if after != CaseStatus.CLOSED or not why_not_close]
        if why_not_close and len(status.choices) < len(moves):
            status.help_text = why_not_close

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"status", "on", "reason"} & set(self.errors):
            faults = faults_in_change(
                self.before,
                cleaned["status"],
                on=cleaned["on"],
                reason=cleaned["reason"],
                **self.limits,  # type: ignore[arg-type] # each of its own type
            )
            for name, sentence in faults.items():
                self.add_error(name, sentence)
        return cleaned
