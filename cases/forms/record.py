"""What a supervisor may narrow the record of a case by."""

from django import forms

from cases.queries.record import KINDS
from mosovo.forms import DayField, FilterForm, TimeField


class CaseRecordFilter(FilterForm):
    """Every answer is optional; both days are inclusive, and the hours are those of each day."""

    kind = forms.ChoiceField(label="What is on record", required=False, choices=[("", "Everything"), *KINDS])
    who = forms.CharField(
        label="Person", required=False, max_length=100, help_text="Name, sign-in name, or warrant or staff number"
    )
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)
    from_time = TimeField(label="Time of day from", required=False, help_text="For example 22:00")
    to_time = TimeField(
        label="Time of day before", required=False, help_text="Earlier than the one above: over midnight"
    )
