"""Forms as the pages show them: dates in three boxes, what was typed kept, faults in sentences that name the field.

Every form of an app derives from Form or FilterForm here; a form of another library joins in through PageForm.
"""

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.utils import timezone
from django.utils.formats import date_format

from mosovo.reasons import NO_REASON, is_no_reason

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE)
EARLIEST = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class SummaryLine:
    """One line of the error summary; target is the id of the box to put right, empty where the fault is the form's."""

    message: str
    target: str


class BoundField(forms.BoundField):
    """A field on a page, which knows where an error's link must lead and whether its characters are counted."""

    @property
    def first_id(self) -> str:
        own_id = self.field.widget.attrs.get("id") or self.auto_id
        return f"{own_id}_0" if self.use_fieldset else own_id

    @property
    def counted_to(self) -> int | None:
        """The most characters that may be typed, where a count is shown under the box."""
        return getattr(self.field, "max_length", None) if isinstance(self.field.widget, forms.Textarea) else None

    @property
    def aria_describedby(self) -> str:
        described_by = super().aria_describedby or ""
        return f"{described_by} {self.auto_id}-info".strip() if self.counted_to else described_by


class PageForm(forms.BaseForm):
    """What a form needs to be shown: GOV.UK templates, an error summary, and messages that name the field."""

    default_renderer = TemplatesSetting
    bound_field_class = BoundField
    # The server checks and says what is wrong in one place; the browser's own bubbles would come first.
    use_required_attribute = False
    marks_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = pretty_name(name)
            _name_the_field(field)

    @property
    def error_summary(self) -> list[SummaryLine]:
        """Every fault in the order of the page, the whole form's first."""
        lines = [SummaryLine(str(message), "") for message in self.non_field_errors()]
        for field in self:
            target = "" if field.is_hidden else field.first_id  # type: ignore[attr-defined] # bound_field_class
            lines += [SummaryLine(str(message), target) for message in field.errors]
        return lines


class Form(PageForm, forms.Form):
    """The form of a page that acts."""


class OnceForm(Form):
    """The form of a page that makes a record. reference: the record's to be: sent twice, it is made once."""

    reference = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class FilterForm(PageForm, forms.Form):
    """The form of a page that narrows a list: nothing in it is compulsory, so nothing is marked optional."""

    marks_optional = False


class DayInput(forms.MultiWidget):
    """Day, month and year in three boxes. In an address the whole date does as well: ?from=2026-03-21."""

    template_name = "django/forms/widgets/day.html"
    boxes: tuple[tuple[str, int], ...] = (("Day", 2), ("Month", 2), ("Year", 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # A list, not a dict: the ids then end in _0, _1, _2, and the error summary finds the first.
        super().__init__([forms.TextInput() for _ in self.boxes], attrs)

    def decompress(self, value: dt.date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [""] * len(self.boxes)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        typed = [(part or "").strip() for part in super().value_from_datadict(data, files, name)]
        whole = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", data.get(name) or "")
        if whole and not any(typed):
            typed[:3] = reversed(whole.groups())
        return typed

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, (label, width) in zip(context["widget"]["subwidgets"], self.boxes, strict=True):
            box.update(label=label, width=width)
        return context


class MomentInput(DayInput):
    """Day, month, year and time in four boxes."""

    boxes = (*DayInput.boxes, ("Time", 5))

    def decompress(self, value: dt.date | None) -> list[Any]:
        if not isinstance(value, dt.datetime):
            return super().decompress(value) if value is None else [*super().decompress(value), ""]
        local = timezone.localtime(value)
        return [*super().decompress(local), f"{local:%H:%M}"]


class DayField(forms.Field):
    """A date; not_before and not_after, both inclusive, may be set on the form's own copy once it knows the day."""

    widget = DayInput

    def __init__(self, *, not_before: dt.date = EARLIEST, not_after: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.not_before = not_before
        self.not_after = not_after

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not any(value):
            return None
        return self._day(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        day = self._date_of(value)
        if day and day < self.not_before:
            raise self._fault(f"must be on or after {date_format(self.not_before, 'j F Y')}")
        if day and self.not_after and day > self.not_after:
            raise self._fault(f"must be on or before {date_format(self.not_after, 'j F Y')}")

    def _date_of(self, value: Any) -> dt.date | None:
        return value

    def _fault(self, rest: str) -> ValidationError:
        return ValidationError(f"{self.label or 'The date'} {rest}", code="invalid")

    def _day(self, typed: list[str]) -> dt.date:
        missing = [word for word, part in zip(("day", "month", "year"), typed, strict=False) if not part]
        if missing:
            raise self._fault(f"must include a {' and a '.join(missing)}")
        day, month, year = typed[:3]
        if not re.fullmatch(r"[0-9]{4}", year):
            raise self._fault("must have a year of 4 numbers, for example 2026")
        if month[:3].lower() in MONTHS:
            month = str(MONTHS.index(month[:3].lower()) + 1)
        try:
            return dt.date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            raise self._fault("must be a real date, for example 21 3 2026") from None


class MomentField(DayField):
    """A date and a time on it, in the time of England and Wales; the value is aware."""

    widget = MomentInput

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values or not any(value):
            return None
        day = self._day(value)
        if not value[3]:
            raise self._fault("must include a time")
        return timezone.make_aware(dt.datetime.combine(day, _time(value[3], str(self.label or "The date"))))

    def _date_of(self, value: Any) -> dt.date | None:
        return timezone.localtime(value).date() if value else None


class TimeField(forms.Field):
    """A time of day, in one box."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> dt.time | None:
        typed = (value or "").strip()
        return _time(typed, str(self.label)) if typed else None


def _time(typed: str, label: str) -> dt.time:
    wrong = ValidationError(f"{label} must have a time like 14:30 or 2:30pm", code="invalid")
    found = TIME.fullmatch(typed)
    # A bare "2" could be either half of the day.
    if not found or not (found["minute"] or found["half"]):
        raise wrong
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise wrong
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return dt.time(hour, int(found["minute"] or 0))
    except ValueError:
        raise wrong from None


class LongTextField(forms.CharField):
    """Running text in a tall box, with a count where max_length is given. A new line counts as one character."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        # Browsers send CRLF but count one: without this the last words would be refused under a count that allows them.
        return (super().to_python(value) or "").replace("\r\n", "\n")


def says_why(text: str) -> None:
    """A field's check that a reason is one."""
    if is_no_reason(text):
        raise ValidationError(NO_REASON, code="no_reason")


def _name_the_field(field: forms.Field) -> None:
    """Replace Django's general messages by sentences with the field's label; messages given by the form stay."""
    label = str(field.label)
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _required(field)
    for kind, sentence in (
        (forms.IntegerField, "must be a whole number"),
        (forms.DecimalField, "must be a number"),
    ):
        if field.error_messages.get("invalid") == kind.default_error_messages["invalid"]:
            field.error_messages["invalid"] = f"{label} {sentence}"
    field.error_messages.setdefault(
        "null_characters_not_allowed", f"{label} holds a character that no text can hold (NUL); take it out"
    )
    for code, sentence in {
        "max_length": "must be %(limit_value)d characters or fewer; it has %(show_value)d",
        "min_value": "must be %(limit_value)s or more",
        "max_value": "must be %(limit_value)s or less",
    }.items():
        # These are filled in by Django with "%", the others are not.
        field.error_messages.setdefault(code, f"{label.replace('%', '%%')} {sentence}")


def _required(field: forms.Field) -> str:
    label = str(field.label)
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    verb = "Select" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "Enter"
    verb = "Choose" if isinstance(field, forms.FileField) else verb
    if label.endswith("?"):
        return f"{verb} an answer to “{label}”"
    # "Date of visit" goes small inside the sentence; "PNC number" keeps its capitals.
    return f"{verb} {label if label[1:2].isupper() else label[:1].lower() + label[1:]}"
