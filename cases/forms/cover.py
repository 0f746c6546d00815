"""Giving cover for an absent officer."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from mosovo.forms import DayField, Form, LongTextField, says_why
from mosovo.staff.models import Officer


class CoverForm(Form):
    """Who is away, who covers, between which days and why."""

    covered = forms.ModelChoiceField(Officer.objects.none(), label="Who is away?", empty_label="Choose")
    coverer = forms.ModelChoiceField(Officer.objects.none(), label="Who covers for them?", empty_label="Choose")
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day")
    reason = LongTextField(label="Why is cover needed?", max_length=300, rows=2, validators=[says_why])

    def __init__(self, *args: Any, officers: QuerySet[Officer], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"from_on": today}, **kwargs)
        for name in ("covered", "coverer"):
            self.fields[name].queryset = officers  # type: ignore[attr-defined]
        for name in ("from_on", "until_on"):
            self.fields[name].not_before = today  # type: ignore[attr-defined]
