"""Addresses of the case file, split by noun."""

from django.urls import include, path

urlpatterns = [
    path("", include("cases.urls.allocation")),
    path("", include("cases.urls.day")),
    path("", include("cases.urls.case")),
    path("", include("cases.urls.record")),
    path("", include("cases.urls.visits")),
    path("", include("cases.urls.status")),
    path("", include("cases.urls.restricted")),
    path("", include("cases.urls.informant")),
    path("", include("cases.urls.covert")),
    path("", include("cases.urls.files")),
    path("", include("cases.urls.search")),
    path("", include("cases.urls.flag")),
    path("", include("cases.urls.meeting")),
    path("", include("cases.urls.sight")),
    path("", include("cases.urls.cover")),
    path("", include("cases.urls.emergency")),
]
