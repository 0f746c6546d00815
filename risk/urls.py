"""Addresses of the risk pages."""

from django.urls import path

from risk import views

urlpatterns = [
    path("cases/<str:reference>/risk/", views.case_risk, name="case-risk"),
    path("cases/<str:reference>/risk/srp/", views.srp_score, name="srp-score"),
    path("cases/<str:reference>/risk/level/", views.level_set, name="level-set"),
    path("srp/<uuid:reference>/", views.srp, name="srp"),
]
