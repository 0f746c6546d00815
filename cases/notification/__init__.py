"""The law of notification, from facts alone: for how long, what is due and by when, what was late, and review.

`read` takes a person's record, `work_out` answers from the facts in it by the law of law.csv, `written` makes plain
values of the answer. Nothing here knows a database, a clock or a page.
"""

from cases.notification.answers import Answer, Deadline, Period, ReviewAnswer
from cases.notification.exchange import Reading, read
from cases.notification.facts import Person
from cases.notification.law import Law, LawError, NotWorkedOut, standing_law
from cases.notification.other_acts import terrorism_period, violent_offender_period
from cases.notification.period import notification_period
from cases.notification.reading import Fault
from cases.notification.review import review_answer
from cases.notification.working import work_out
from cases.notification.writing import refused, written

__all__ = [
    "Answer",
    "Deadline",
    "Fault",
    "Law",
    "LawError",
    "NotWorkedOut",
    "Period",
    "Person",
    "Reading",
    "ReviewAnswer",
    "notification_period",
    "read",
    "refused",
    "review_answer",
    "standing_law",
    "terrorism_period",
    "violent_offender_period",
    "work_out",
    "written",
]
