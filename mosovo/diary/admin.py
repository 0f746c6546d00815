"""When the clock does what, in Django admin. What is done is the code's to say: a schedule gives it a time."""

from django.contrib import admin
from django.http import HttpRequest
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from mosovo.staff.site import Keeper, site


@admin.register(PeriodicTask, site=site)
class PeriodicTaskAdmin(Keeper):
    """Task and arguments are not typed here: whoever could would run any task with any record's number."""

    list_display = ("name", "enabled", "crontab", "interval", "last_run_at")
    list_select_related = ("crontab", "interval")
    fields = ("name", "task", "description", "enabled", "crontab", "interval", "last_run_at")
    readonly_fields = ("name", "task", "description", "last_run_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(CrontabSchedule, site=site)
class CrontabAdmin(Keeper):
    list_display = ("__str__", "human_readable")
    fields = ("minute", "hour", "day_of_week", "day_of_month", "month_of_year", "timezone")


@admin.register(IntervalSchedule, site=site)
class IntervalAdmin(Keeper):
    list_display = ("every", "period")
