"""Addresses of covert material. None of them names a case: what is refused there is told to nobody of its unit."""

from django.urls import path

from cases.views import covert

urlpatterns = [
    path("covert/", covert.covert_list, name="covert-list"),
    path("covert/make/<str:reference>/", covert.covert_make, name="covert-make"),
    path("covert/<uuid:reference>/", covert.covert, name="covert"),
    path("covert/<uuid:reference>/contact/", covert.covert_contact, name="covert-contact"),
    path("covert/<uuid:reference>/name/", covert.covert_name, name="covert-name"),
    path("covert/<uuid:reference>/end/<str:number>/", covert.covert_end, name="covert-end"),
    path("covert/<uuid:reference>/review/", covert.covert_review, name="covert-review"),
]
