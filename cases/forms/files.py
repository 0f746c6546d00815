"""What is said about a file that is added."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.states import FilePart
from mosovo.forms import OnceForm


class FileForm(OnceForm):
    """A file, what it is, and the part of the case it belongs in. parts: those the person has open."""

    title = forms.CharField(
        label="What is it?", help_text="For example: letter from the landlord, 3 March", max_length=200
    )
    part = forms.TypedChoiceField(label="Where does it belong?", coerce=FilePart, widget=forms.RadioSelect)
    file = forms.FileField(
        label="File",
        error_messages={"required": "Choose a file"},
        # What is empty is refused by the check of files, which says what to do.
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, parts: Iterable[FilePart], takes: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(part.value, part.label) for part in parts]  # type: ignore[attr-defined]
        self.fields["file"].help_text = takes
