"""The filters of the list of cases. They live in the address alone."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from cases.models import Case
from cases.states import ACTIVE_STATUSES, CaseStatus, Category, Level, RiskLevel
from mosovo.forms import FilterForm
from mosovo.staff.models import Officer

NOT_ASSESSED = ("none", "Not assessed")
OPEN = "open"
STATUSES = [(OPEN, "Every open case"), *CaseStatus.choices]
DUE = [("overdue", "Overdue"), ("week", "Within a week"), ("month", "Within a month")]
DAYS = {"overdue": -1, "week": 7, "month": 31}
Rows = QuerySet[Any]  # of cases, with what cases_in_sight adds to them
SMALL = {"class": "govuk-checkboxes--small"}


def _boxes(label: str, choices: Any, **kwargs: Any) -> django_filters.MultipleChoiceFilter:
    widget = forms.CheckboxSelectMultiple(attrs=SMALL)
    return django_filters.MultipleChoiceFilter(label=label, choices=choices, widget=widget, **kwargs)


class CaseFilter(django_filters.FilterSet):
    """officer: "me", "all", "none" or a colleague's number."""

    officer = django_filters.ChoiceFilter(label="Offender manager", method="of_officer", empty_label=None)
    risk = _boxes("Risk of serious harm", [*RiskLevel.choices, NOT_ASSESSED], method="at_risk")
    due = django_filters.ChoiceFilter(label="Next date", choices=DUE, method="due_within", empty_label="Any")
    category = _boxes("Category", [(value, label.partition(":")[0]) for value, label in Category.choices])
    level = _boxes("Level", Level.choices)
    status = django_filters.ChoiceFilter(label="Status", choices=STATUSES, method="of_status", empty_label=None)

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()
        form = FilterForm

    def __init__(self, *args: Any, person: Officer, managers: list[Officer], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.today = person, today
        others = [(officer.number, officer.full_name) for officer in managers if officer != person]
        fixed = [("me", "Me"), ("all", "Everyone"), ("none", "Nobody yet")]
        self.filters["officer"].extra["choices"] = [*fixed, *others]

    def of_officer(self, rows: Rows, name: str, value: str) -> Rows:
        if value == "all":
            return rows
        if value == "none":
            return rows.filter(officer=None)
        return rows.filter(officer=self.person) if value == "me" else rows.filter(officer__number=value)

    def at_risk(self, rows: Rows, name: str, values: list[str]) -> Rows:
        return rows.filter(risk_level__in=["" if value == "none" else value for value in values]) if values else rows

    def due_within(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(next_due_on__lte=self.today + dt.timedelta(days=DAYS[value]))

    def of_status(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(Q(status__in=ACTIVE_STATUSES) if value == OPEN else Q(status=value))
