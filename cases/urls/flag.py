"""The operational flag."""

from django.urls import path

from cases.views import flag

urlpatterns = [
    path("people/<str:reference>/flag/", flag.flag, name="flag"),
]
