"""Addresses of those who told us something about a case."""

from django.urls import path

from cases.views import informant

urlpatterns = [
    path("cases/<str:reference>/confidential/informants/", informant.informants, name="informants"),
    path("cases/<str:reference>/confidential/informants/add/", informant.informant_add, name="informant-add"),
    path("informants/<uuid:reference>/", informant.informant, name="informant"),
    path("informants/<uuid:reference>/again/", informant.informant_again, name="informant-again"),
    path("informants/<uuid:reference>/information/", informant.informant_information, name="informant-information"),
    path("informants/<uuid:reference>/referral/", informant.informant_referral, name="informant-referral"),
    path("referrals/<uuid:reference>/answer/", informant.referral_answer, name="referral-answer"),
]
