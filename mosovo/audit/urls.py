"""The record of looks and refusals."""

from django.urls import path

from mosovo.audit import views

urlpatterns = [
    path("record/looks/", views.audit_looks, name="audit-looks"),
    path("record/refusals/", views.audit_refusals, name="audit-refusals"),
    path("my-activity/", views.my_activity, name="my-activity"),
]
