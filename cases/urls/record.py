"""Address of a case's record."""

from django.urls import path

from cases.views import record

urlpatterns = [path("cases/<str:reference>/record/", record.record, name="case-record")]
