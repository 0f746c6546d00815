"""The media: enquiries, consultation, statements."""

from django.apps import AppConfig


class MediaCommsConfig(AppConfig):
    name = "media_comms"
    verbose_name = "Media and communities"

    def ready(self) -> None:
        from cases.timeline import add_source  # noqa: PLC0415 - needs the models
        from media_comms.queries import history  # noqa: PLC0415
        from mosovo.context import Place, add_place  # noqa: PLC0415
        from mosovo.staff.states import UNIT_WORK, Ability  # noqa: PLC0415

        add_source("Media", history)
        press = Ability.HANDLE_MEDIA
        add_place(Place("Media", "enquiries", frozenset({press, *UNIT_WORK}), 80, landing=frozenset({press})))
