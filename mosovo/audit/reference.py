"""When the record is sealed and gone through. An administrator may change the schedule; that is left as it is."""

from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from mosovo.reference import installs

NAME, TASK, SECONDS = "Seal the record", "mosovo.audit.seal", 60
# Before the nightly sweep, which makes the deadlines.
NIGHTLY, NIGHTLY_TASK, HOUR, MINUTE = "Find unusual looking", "mosovo.audit.unusual", "0", "45"


@installs
def schedules() -> None:
    if not PeriodicTask.objects.filter(name=NAME).exists():
        every, _ = IntervalSchedule.objects.get_or_create(every=SECONDS, period=IntervalSchedule.SECONDS)
        PeriodicTask.objects.create(name=NAME, task=TASK, interval=every, expire_seconds=SECONDS)
    if not PeriodicTask.objects.filter(name=NIGHTLY).exists():
        when, _ = CrontabSchedule.objects.get_or_create(minute=MINUTE, hour=HOUR, timezone="Europe/London")
        PeriodicTask.objects.create(name=NIGHTLY, task=NIGHTLY_TASK, crontab=when)
