"""Addresses of sharing."""

from django.urls import path

from sharing import views

urlpatterns = [
    path("cases/<str:reference>/sharing/", views.case_sharing, name="case-sharing"),
    path("cases/<str:reference>/sharing/put/", views.disclosure_put, name="disclosure-put"),
    path("disclosures/", views.disclosures, name="disclosures"),
    path("disclosures/delegations/", views.delegations, name="delegations"),
    path("disclosures/delegations/<uuid:reference>/end/", views.delegation_end, name="delegation-end"),
    path("disclosures/<uuid:reference>/", views.disclosure, name="disclosure"),
    path("disclosures/<uuid:reference>/withdraw/", views.disclosure_withdraw, name="disclosure-withdraw"),
]
