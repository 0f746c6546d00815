"""Addresses of the case page's own tabs."""

from django.urls import path

from cases.views import case

urlpatterns = [
    path("cases/<str:reference>/", case.case_overview, name="case"),
    path("cases/<str:reference>/timeline/", case.case_timeline, name="case-timeline"),
]
