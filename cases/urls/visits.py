"""Addresses of home visits and conversations."""

from django.urls import path

from cases.views import visits

urlpatterns = [
    path("cases/<str:reference>/visits/record/", visits.visit_record, name="visit-record"),
    path("cases/<str:reference>/conversations/record/", visits.contact_record, name="contact-record"),
    path("visits/<uuid:reference>/", visits.visit, name="visit"),
    path("visits/<uuid:reference>/correct/", visits.visit_correct, name="visit-correct"),
]
