"""Forms of the diary's pages."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mosovo.forms import FilterForm, Form, LongTextField, says_why
from mosovo.staff.models import Officer

AGE_CHOICES = (
    ("", "Whenever due"),
    ("overdue", "Overdue"),
    ("week", "Overdue by up to 7 days"),
    ("month", "Overdue by 8 to 30 days"),
    ("longer", "Overdue by more than 30 days"),
)


class DeadlineFilter(FilterForm):
    """Narrows the list of a team's deadlines."""

    officer = forms.ChoiceField(label="Whose work", required=False)
    age = forms.ChoiceField(label="How late", choices=AGE_CHOICES, required=False)

    def __init__(self, *args: Any, owners: Iterable[Officer] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["officer"]
        whose.choices = [("", "Everybody's"), *((one.number, str(one)) for one in owners), ("none", "Nobody's")]


class WaiveForm(Form):
    """Why a deadline is let go."""

    reason = LongTextField(
        label="Why is it waived?", max_length=300, help_text="The reason stays on record.", validators=[says_why]
    )
