"""When the clock sets off what. An administrator may change each schedule, or switch it off; that is left as it is."""

from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from mosovo.reference import installs

# Name, task, hour and minute in England and Wales. 02:15 comes once on the nights when the clocks change.
DAILY = (
    ("Nightly sweep of the diary", "mosovo.diary.sweep", 2, 15),
    ("Daily e-mail that work waits", "mosovo.diary.digests", 7, 0),
)
RELAY = ("Send waiting work to the worker", "mosovo.outbox.relay", 10)


@installs
def schedules() -> None:
    known = set(PeriodicTask.objects.values_list("name", flat=True))
    for name, task, hour, minute in DAILY:
        if name not in known:
            # In words, as the administrator would type them; the table keeps text.
            when, _ = CrontabSchedule.objects.get_or_create(
                minute=str(minute), hour=str(hour), timezone="Europe/London"
            )
            PeriodicTask.objects.create(name=name, task=task, crontab=when)
    name, task, seconds = RELAY
    if name not in known:
        every, _ = IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)
        # What one missed, the next sends: a message that waited longer than that is worth nothing.
        PeriodicTask.objects.create(name=name, task=task, interval=every, expire_seconds=seconds)
