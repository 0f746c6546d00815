"""What an officer answers: the questions of the SRP, and the level with its reasons."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from cases.models import Nominal
from cases.states import RiskLevel
from mosovo.days import in_words
from mosovo.forms import DayField, Form, LongTextField, OnceForm, says_why
from risk.guidance import GUIDES, PARTS
from risk.models import StaticAssessment
from risk.queries import suggestion
from risk.rules import GENDER_ON_RECORD, LEAST_REASON, Scored, file_warnings, scored, why_not_differ
from risk.srp import QUESTIONS, Answers, Fault, FaultKind, Gender, Result, Supervision, score, unanswered
from risk.srp.coefficients import MOST_SANCTIONS

DAYS = (
    "assessed_on",
    "date_of_birth",
    "last_sexual_sanction_on",
    "convicted_on",
    "follow_up_on",
    "last_offence_on",
)
COUNTS = ("contact_adult", "contact_child", "images_indirect", "non_contact", "total_sanctions")
YES_OR_NO = ("has_sexual_offence", "is_current_offence_sexual", "is_victim_stranger")
CHOICES = {
    "gender": ((Gender.MALE, "Male"), (Gender.FEMALE, "Female"), (Gender.OTHER, "Another gender, or not known")),
    "supervision": (
        (Supervision.COMMUNITY, "In the community"),
        (Supervision.CUSTODY, "In custody, serving a sentence"),
        (Supervision.REMAND, "On remand"),
    ),
}
# What the record of the person can fill in beforehand, each confirmed by a tick of its own.
CONFIRMED = ("date_of_birth", "gender")
WORDS = {"true": True, "false": False}


@dataclass(frozen=True)
class Asked:
    """One question as the page shows it: its field, the coding help, and the tick where the record filled it in."""

    field: BoundField
    help: str
    oasys: str
    confirm: BoundField | None


class SrpForm(OnceForm):
    """The questions of the SRP. Which answers are needed is the score's to say, so no field is required by itself."""

    # Nothing is compulsory to the fields themselves; the labels say which may stay empty.
    marks_optional = False

    result: Result

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, nominal: Nominal, today: dt.date, hints: Mapping[str, str]
    ) -> None:
        self.today = today
        self.nominal = nominal
        self.on_record = _on_record(nominal)
        # Before the form is made, so that these fields are treated like any that stand in the class.
        self.base_fields = {**self.base_fields, **_fields(self.on_record, hints)}  # type: ignore[misc]
        super().__init__(data, initial={"assessed_on": today, **self.on_record})
        self.fields["assessed_on"].not_after = today  # type: ignore[attr-defined]

    @property
    def parts(self) -> list[tuple[str, list[Asked]]]:
        """The questions under their headings, for the page."""
        return [(part.title, [self._asked(guide.name) for guide in part.guides]) for part in PARTS]

    @property
    def scored(self) -> Scored:
        """The points so far, and the result where the answers are complete; for a form that was checked."""
        answers, nominal = self.result.answers, self.nominal
        return scored(self.result, file_warnings(answers, sex=nominal.sex, date_of_birth=nominal.date_of_birth))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Every answer as it is sent once more when the result is kept."""
        given = [(name, value) for name, value in self.cleaned_data.items() if not _is_empty(value)]
        return [(name, "on" if value is True else str(value)) for name, value in given]

    def clean(self) -> dict[str, Any]:
        """Score what was given and say at each field what is missing or contradicts another."""
        cleaned = super().clean() or self.cleaned_data
        unread = [Fault(name, "", FaultKind.MALFORMED) for name in QUESTIONS if name in self.errors]
        answers = Answers(**{name: _answer(name, cleaned.get(name)) for name in QUESTIONS})
        self.result = score(answers, today=self.today, malformed=unread)
        for fault in [*self.result.errors, *unanswered(answers)]:
            if fault.field not in self.errors:
                self.add_error(fault.field, fault.message)
        for name, value in self.on_record.items():
            if getattr(answers, name) == value and not cleaned.get(f"{name}_checked"):
                self.add_error(f"{name}_checked", f"Check the {QUESTIONS[name].label.lower()} and tick that you have")
        return cleaned

    def _asked(self, name: str) -> Asked:
        confirm = self[f"{name}_checked"] if name in self.on_record else None
        return Asked(self[name], GUIDES[name].help, QUESTIONS[name].oasys, confirm)


class LevelForm(Form):
    """A level with reasons, and why it differs where it is not the one that the score suggests."""

    level = forms.ChoiceField(label="Risk level", choices=RiskLevel.choices, widget=forms.RadioSelect)
    reasons = LongTextField(
        label="Reasons",
        max_length=4000,
        min_length=LEAST_REASON,
        rows=6,
        help_text="What you know, from where, and why it comes to this level.",
        error_messages={"min_length": f"Reasons must be at least {LEAST_REASON} characters"},
        validators=[says_why],
    )
    assessment = forms.ChoiceField(
        label="Assessment it rests on",
        required=False,
        help_text="Where you name none, the level is compared with the newest.",
    )
    differs_because = LongTextField(
        label="Why the level differs from the score",
        max_length=2000,
        rows=4,
        required=False,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, assessments: list[StaticAssessment], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.by_reference = {str(row.reference): row for row in assessments}
        self.newest = assessments[0] if assessments else None
        choices = [("", "None")] + [(reference, _words(row)) for reference, row in self.by_reference.items()]
        self.fields["assessment"].choices = choices  # type: ignore[attr-defined]
        if not assessments:
            del self.fields["assessment"], self.fields["differs_because"]

    @property
    def basis(self) -> StaticAssessment | None:
        """The assessment that was chosen, if any."""
        return self.by_reference.get(self.cleaned_data.get("assessment") or "")

    def clean(self) -> dict[str, Any]:
        """Ask for the difference where the level is not the one suggested."""
        cleaned = super().clean() or self.cleaned_data
        compared = self.basis or self.newest
        suggested = (suggestion(compared) if compared else None) or ""
        level, why = cleaned.get("level"), cleaned.get("differs_because", "")
        refusal = why_not_differ(level, suggested, why) if level else None
        if refusal:
            self.add_error("differs_because", refusal)
        return cleaned


def _is_empty(value: Any) -> bool:
    """Nothing was given; 0 is something."""
    return value is None or value is False or value == ""


def _on_record(nominal: Nominal) -> dict[str, Any]:
    known = {"date_of_birth": nominal.date_of_birth, "gender": GENDER_ON_RECORD.get(nominal.sex)}
    return {name: known[name] for name in CONFIRMED if known[name]}


def _fields(on_record: Mapping[str, Any], hints: Mapping[str, str]) -> dict[str, forms.Field]:
    """A field for each question in the order of the page, with a tick after each that the record filled in."""
    fields: dict[str, forms.Field] = {}
    for name, guide in GUIDES.items():
        hint = " ".join(part for part in (guide.hint, hints.get(name, "")) if part)
        fields[name] = _field(name, label=guide.label, help_text=hint)
        if name in on_record:
            label = "I have checked this against the record it was taken from"
            fields[f"{name}_checked"] = forms.BooleanField(label=label, required=False)
    return fields


def _field(name: str, **words: Any) -> forms.Field:
    if name in DAYS:
        return DayField(required=False, **words)
    if name in COUNTS:
        box = forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"})
        return forms.IntegerField(min_value=0, max_value=MOST_SANCTIONS, required=False, widget=box, **words)
    if name in YES_OR_NO:
        radios = forms.RadioSelect(attrs={"class": "govuk-radios--inline"})
        return forms.ChoiceField(choices=(("true", "Yes"), ("false", "No")), required=False, widget=radios, **words)
    return forms.ChoiceField(choices=CHOICES[name], required=False, widget=forms.RadioSelect, **words)


def _answer(name: str, value: Any) -> Any:
    """The typed answer of a cleaned value; nothing chosen is no answer."""
    if _is_empty(value):
        return None
    if name in YES_OR_NO:
        return WORDS[value]
    if name == "gender":
        return Gender(value)
    return Supervision(value) if name == "supervision" else value


def _words(assessment: StaticAssessment) -> str:
    suggested = suggestion(assessment)
    says = f"suggests {suggested.label.lower()}" if suggested else "suggests no level"
    return f"{assessment.algorithm}, {in_words(assessment.assessed_on)}: {says}"
