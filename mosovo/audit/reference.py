"""When the record is sealed. An administrator may change the schedule; that is left as it is."""

from django_celery_beat.models import IntervalSchedule, PeriodicTask

from mosovo.reference import installs

NAME, TASK, SECONDS = "Seal the record", "mosovo.audit.seal", 60


@installs
def schedules() -> None:
    if not PeriodicTask.objects.filter(name=NAME).exists():
        every, _ = IntervalSchedule.objects.get_or_create(every=SECONDS, period=IntervalSchedule.SECONDS)
        PeriodicTask.objects.create(name=NAME, task=TASK, interval=every, expire_seconds=SECONDS)
