"""One diary for every deadline."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "mosovo.diary"
    label = "diary"
    verbose_name = "Diary"
