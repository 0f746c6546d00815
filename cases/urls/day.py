"""Addresses of my day and of the list of cases."""

from django.urls import path

from cases.views import day

urlpatterns = [
    path("my-day/", day.my_day, name="my-day"),
    path("caseload/", day.caseload, name="caseload"),
]
