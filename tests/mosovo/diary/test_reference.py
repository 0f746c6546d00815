import pytest
from celery import current_app
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from mosovo.diary.reference import schedules

pytestmark = pytest.mark.django_db


def test_the_schedules_are_there_after_migrating():
    daily = PeriodicTask.objects.exclude(crontab=None)
    assert {(one.task, one.crontab.hour, one.crontab.minute, str(one.crontab.timezone)) for one in daily} >= {
        ("mosovo.diary.sweep", "2", "15", "Europe/London"),
        ("mosovo.diary.digests", "7", "0", "Europe/London"),
    }
    relay = PeriodicTask.objects.get(task="mosovo.outbox.relay")
    assert (relay.interval.every, relay.interval.period) == (10, "seconds")


def test_each_names_a_task_that_the_worker_knows():
    current_app.loader.import_default_modules()
    assert {one.task for one in PeriodicTask.objects.filter(task__startswith="mosovo.")} <= set(current_app.tasks)


def test_installing_again_adds_nothing_and_leaves_what_an_administrator_changed():
    later = CrontabSchedule.objects.create(hour="4", minute="0", timezone="Europe/London")
    PeriodicTask.objects.filter(task="mosovo.diary.sweep").update(crontab=later, enabled=False)
    before = (PeriodicTask.objects.count(), CrontabSchedule.objects.count())
    schedules()
    assert (PeriodicTask.objects.count(), CrontabSchedule.objects.count()) == before
    sweep = PeriodicTask.objects.get(task="mosovo.diary.sweep")
    assert (sweep.crontab, sweep.enabled) == (later, False)


def test_what_is_missing_is_made_again():
    PeriodicTask.objects.filter(task="mosovo.diary.digests").delete()
    schedules()
    assert PeriodicTask.objects.get(task="mosovo.diary.digests").enabled
