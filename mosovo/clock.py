"""The one place that reads the clock, for views, tasks and commands; rules and actions are handed the time."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The date in England and Wales."""
    return timezone.localdate()
