"""Work for the worker: a row in the same transaction first, a message after."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "mosovo.outbox"
    label = "outbox"
    verbose_name = "Work for the worker"

    def ready(self) -> None:
        # Makes the configured Celery the current one: without it the web would send its messages to no broker of ours.
        import mosovo.celery  # noqa: F401, PLC0415
