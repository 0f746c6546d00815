"""What a supervisor may narrow the record of a case by."""

from django import forms

from cases.queries.record import KINDS
from mosovo.forms import DayField, FilterForm


class CaseRecordFilter(FilterForm):
    """Every answer is optional; both days are inclusive."""

    kind = forms.ChoiceField(label="What is on record", required=False, choices=[("", "Everything"), *KINDS])
    who = forms.CharField(
        label="Person", required=False, max_length=100, help_text="Name, sign-in name, or warrant or staff number"
    )
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)
