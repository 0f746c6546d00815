"""The worker and the clock. ``celery -A mosovo.celery worker`` and ``celery -A mosovo.celery beat``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mosovo.settings")
os.environ.setdefault("MOSOVO_PROCESS", "worker")

app = Celery("mosovo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
