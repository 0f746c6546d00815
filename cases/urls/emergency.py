"""Addresses of emergency access."""

from django.urls import path

from cases.views import emergency

urlpatterns = [
    path("people/<str:reference>/emergency/", emergency.emergency_open, name="emergency-open"),
    path("emergencies/<uuid:reference>/", emergency.emergency, name="emergency"),
]
