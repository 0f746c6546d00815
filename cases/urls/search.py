"""The address of the search."""

from django.urls import path

from cases.views import search

urlpatterns = [
    path("search/", search.search, name="search"),
]
