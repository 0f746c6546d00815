"""Addresses of a unit's work, and of giving a case to somebody."""

from django.urls import path

from cases.views import allocation

urlpatterns = [
    path("unit/", allocation.unit_dashboard, name="unit-dashboard"),
    path("cases/<str:reference>/allocate/", allocation.case_allocate, name="case-allocate"),
    path("cases/<str:reference>/exception/", allocation.case_exception, name="case-exception"),
]
