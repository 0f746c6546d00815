"""Addresses of the restricted parts of a case."""

from django.urls import path

from cases.views import restricted

urlpatterns = [
    path("cases/<str:reference>/sensitive/", restricted.sensitive, name="case-sensitive"),
    path("cases/<str:reference>/confidential/", restricted.confidential, name="case-confidential"),
    path(
        "cases/<str:reference>/restricted/<str:compartment>/record/",
        restricted.restricted_record,
        name="restricted-record",
    ),
]
