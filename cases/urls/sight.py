"""Addresses of who sees a case, and of what one may see oneself."""

from django.urls import path

from cases.views import held, sight

urlpatterns = [
    path("my-rights/", held.my_rights, name="my-rights"),
    path("cases/<str:reference>/sight/", sight.case_sight, name="case-sight"),
    path("cases/<str:reference>/sight/give/", sight.sight_give, name="sight-give"),
    path("cases/<str:reference>/sight/<str:number>/end/", sight.sight_end, name="sight-end"),
    path("cases/<str:reference>/lock/", sight.case_lock, name="case-lock"),
    path("cases/<str:reference>/exclusions/add/", sight.case_exclude, name="case-exclude"),
    path("cases/<str:reference>/exclusions/<str:number>/end/", sight.exclusion_end, name="exclusion-end"),
]
