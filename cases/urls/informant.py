"""Addresses of those who told us something about a case; they say less than the pages: looks are on record by them."""

from django.urls import path

from cases.views import informant

urlpatterns = [
    path("cases/<str:reference>/confidential/people/", informant.informants, name="informants"),
    path("cases/<str:reference>/confidential/people/add/", informant.informant_add, name="informant-add"),
    path("confidential/<uuid:reference>/", informant.informant, name="informant"),
    path("confidential/<uuid:reference>/again/", informant.informant_again, name="informant-again"),
    path("confidential/<uuid:reference>/entry/", informant.informant_information, name="informant-information"),
    path("confidential/<uuid:reference>/passed-on/", informant.informant_referral, name="informant-referral"),
    path("confidential/passed-on/<uuid:reference>/answer/", informant.referral_answer, name="referral-answer"),
]
