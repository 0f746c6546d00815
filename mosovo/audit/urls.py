"""The record of looks and refusals."""

from django.urls import path

from mosovo.audit import views

urlpatterns = [
    path("record/looks/", views.audit_looks, name="audit-looks"),
    path("record/refusals/", views.audit_refusals, name="audit-refusals"),
    path("record/changes/", views.audit_changes, name="audit-changes"),
    path("record/<slug:part>/export/", views.audit_export, name="audit-export"),
    path("record/unusual/", views.audit_unusual, name="audit-unusual"),
    path("looking/<uuid:reference>/review/", views.looking_review, name="looking-review"),
    path("my-activity/", views.my_activity, name="my-activity"),
]
