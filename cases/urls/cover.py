"""Addresses of cover."""

from django.urls import path

from cases.views import cover

urlpatterns = [
    path("cover/", cover.covers, name="covers"),
    path("cover/<uuid:reference>/end/", cover.cover_end, name="cover-end"),
]
