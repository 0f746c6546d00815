"""What an auditor may narrow the record by."""

from django import forms

from mosovo.audit.states import LookKind, ReviewOutcome
from mosovo.forms import DayField, FilterForm, Form, LongTextField, TimeField, says_why

LONGEST_NUMBER = 19


class RecordFilter(FilterForm):
    """Every answer is optional; both days are inclusive."""

    who = forms.CharField(
        label="Person", required=False, max_length=100, help_text="Name, sign-in name, or warrant or staff number"
    )
    case = forms.CharField(
        label="Case", required=False, max_length=20, help_text="Its number, or the reference in the page’s address"
    )
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)
    from_time = TimeField(label="Time of day from", required=False, help_text="For example 22:00")
    to_time = TimeField(
        label="Time of day before", required=False, help_text="Earlier than the one above: over midnight"
    )


class LookFilter(RecordFilter):
    kind = forms.ChoiceField(label="Kind of look", required=False, choices=[("", "All"), *LookKind.choices])


class ChangeFilter(RecordFilter):
    """Changes are found by the number of a case, which must be given."""

    def clean_case(self) -> str:
        number = str(self.cleaned_data["case"]).strip()
        if number and not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
            raise forms.ValidationError("Changes are found by the number of the case, in figures.")
        return number


class LookingReviewForm(Form):
    """What came of a review."""

    outcome = forms.ChoiceField(label="What came of it?", choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    words = LongTextField(
        label="What explains it, or what was done?",
        max_length=500,
        help_text="The words stay on record; auditors read them. Name no case.",
        validators=[says_why],
    )


class ExportForm(Form):
    """Why a copy of the record is taken."""

    reason = forms.CharField(
        label="What is the copy for?", max_length=200, help_text="The reason stays on record.", validators=[says_why]
    )
