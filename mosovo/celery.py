"""The worker and the clock. ``celery -A mosovo.celery worker`` and ``celery -A mosovo.celery beat``."""

import os

from celery import Celery
from django.conf import settings

# Started by its own command; a process that has its settings already keeps its own login.
if not settings.configured:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mosovo.settings")
    os.environ.setdefault("MOSOVO_PROCESS", "worker")

app = Celery("mosovo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
