"""Completed years between two dates."""

import datetime as dt


def completed_years(start: dt.date, end: dt.date) -> int:
    """Whole years from start to end; below zero where end comes first.

    A birthday of 29 February is reached on 1 March in a common year (MoJ regression file, row 12).
    """
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
