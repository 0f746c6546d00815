"""What is on record about where the person was."""

import datetime as dt

from django.db.models import Max

from cases.models import Case, StatusChange


def last_change_on(case: Case) -> dt.date | None:
    """The day of the case's last change of status, or None where it has had none."""
    day: dt.date | None = StatusChange.objects.filter(case=case).aggregate(day=Max("on"))["day"]
    return day
