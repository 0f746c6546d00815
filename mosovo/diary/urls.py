"""Addresses of the diary."""

from django.urls import path

from mosovo.diary import views

urlpatterns = [
    path("notifications/", views.notification_list, name="notification-list"),
    path("notifications/read/", views.notification_read_all, name="notification-read-all"),
    path("notifications/<uuid:reference>/read/", views.notification_read, name="notification-read"),
    path("deadlines/", views.deadline_list, name="deadline-list"),
    path("deadlines/<int:reference>/waive/", views.deadline_waive, name="deadline-waive"),
]
