"""The media: enquiries, consultation, statements."""

from django.apps import AppConfig


class MediaCommsConfig(AppConfig):
    name = "media_comms"
    verbose_name = "Media and communities"
