"""Work for the worker: a row in the same transaction first, a message after."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "mosovo.outbox"
    label = "outbox"
    verbose_name = "Work for the worker"
