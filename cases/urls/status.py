"""The address of a change of status."""

from django.urls import path

from cases.views import status

urlpatterns = [
    path("cases/<str:reference>/status/", status.status_change, name="status-change"),
]
