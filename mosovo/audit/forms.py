"""What an auditor may narrow the record by."""

from django import forms

from mosovo.audit.states import LookKind
from mosovo.forms import DayField, FilterForm


class RecordFilter(FilterForm):
    """Every answer is optional; both days are inclusive."""

    who = forms.CharField(
        label="Person", required=False, max_length=100, help_text="Name, sign-in name, or warrant or staff number"
    )
    case = forms.CharField(
        label="Case", required=False, max_length=20, help_text="Its number, or the reference in the page's address"
    )
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)


class LookFilter(RecordFilter):
    kind = forms.ChoiceField(label="Kind of look", required=False, choices=[("", "All"), *LookKind.choices])
