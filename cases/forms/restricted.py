"""Why a restricted part is opened, and what is added to it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.states import RestrictedKind
from mosovo.access.states import OpeningReason
from mosovo.forms import Form, LongTextField, says_why


class OpeningForm(Form):
    """A reason and a sentence."""

    reason = forms.TypedChoiceField(
        label="Why do you need it?", choices=OpeningReason, coerce=OpeningReason, widget=forms.RadioSelect
    )
    sentence = LongTextField(
        label="What do you need it for?",
        help_text="In a sentence. It is kept with your name and the time, and your supervisor can read it.",
        min_length=10,
        max_length=300,
        rows=2,
        validators=[says_why],
        error_messages={"min_length": "Say in a sentence of at least 10 characters what you need it for"},
    )


class RestrictedEntryForm(Form):
    """An entry of a restricted part. kinds: those that belong in it."""

    kind = forms.TypedChoiceField(label="What is it about?", coerce=RestrictedKind, widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=120)
    text = LongTextField(label="Text", rows=8)
    originator = forms.CharField(
        label="Who controls sharing it on", help_text="If not the police.", max_length=120, required=False
    )

    def __init__(self, *args: Any, kinds: Iterable[RestrictedKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
