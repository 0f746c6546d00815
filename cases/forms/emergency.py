"""Opening a case in an emergency, and reviewing that."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mosovo.access.states import Compartment, EmergencyReason
from mosovo.forms import Form, LongTextField, says_why

PARTS = {Compartment.CASE: "The case file", Compartment.SENSITIVE: "The case file and its sensitive part"}


class EmergencyForm(Form):
    """What, and why it cannot wait."""

    compartment = forms.TypedChoiceField(label="What must you open?", coerce=Compartment, widget=forms.RadioSelect)
    reason = forms.TypedChoiceField(
        label="What is the emergency?", choices=EmergencyReason, coerce=EmergencyReason, widget=forms.RadioSelect
    )
    sentence = LongTextField(
        label="What has happened?",
        help_text="In a sentence. Your supervisor reviews it, and the offender manager is told.",
        min_length=10,
        max_length=300,
        rows=3,
        validators=[says_why],
        error_messages={"min_length": "Say in a sentence of at least 10 characters what has happened"},
    )

    def __init__(self, *args: Any, parts: Iterable[Compartment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compartment"].choices = [(part.value, PARTS[part]) for part in parts]  # type: ignore[attr-defined]


class ReviewForm(Form):
    """Whether it was justified, and why."""

    is_justified = forms.TypedChoiceField(
        label="Was it justified?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    review = LongTextField(label="Why, or why not?", max_length=1000, rows=4, validators=[says_why])
