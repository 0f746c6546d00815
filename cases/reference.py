"""The agencies a force starts with (Criminal Justice Act 2003, section 325), and what the clock sets off for cases."""

from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from cases.models import Agency
from mosovo.reference import installs

AGENCIES = (
    ("police", "Police", False),
    ("probation", "Probation Service", False),
    ("prison", "HM Prison Service", False),
    ("childrens-services", "Children's social care", True),
    ("adult-services", "Adult social care", False),
    ("youth-justice", "Youth justice service", True),
    ("health", "Health", False),
    ("mental-health", "Mental health trust", False),
    ("housing", "Housing authority", False),
    ("education", "Education", True),
    ("jobcentre", "Jobcentre Plus", False),
    ("immigration", "Immigration Enforcement", False),
    ("monitoring", "Electronic monitoring provider", False),
)


@installs
def agencies() -> None:
    known = set(Agency.objects.values_list("code", flat=True))
    Agency.objects.bulk_create(
        Agency(code=code, name=name, cares_for_children=children)
        for code, name, children in AGENCIES
        if code not in known
    )


LOCKED = "Keep a supervisor on locked cases"
QUARANTINE, MINUTES = "Ask the scanner about files that wait", 5


@installs
def schedules() -> None:
    if not PeriodicTask.objects.filter(name=LOCKED).exists():
        when, _ = CrontabSchedule.objects.get_or_create(minute="45", hour="2", timezone="Europe/London")
        PeriodicTask.objects.create(name=LOCKED, task="mosovo.cases.locked", crontab=when)
    if not PeriodicTask.objects.filter(name=QUARANTINE).exists():
        every, _ = IntervalSchedule.objects.get_or_create(every=MINUTES, period=IntervalSchedule.MINUTES)
        PeriodicTask.objects.create(
            name=QUARANTINE, task="mosovo.cases.quarantine", interval=every, expire_seconds=MINUTES * 60
        )
