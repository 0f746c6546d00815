"""Addresses of the media pages."""

from django.urls import path

from media_comms import views

urlpatterns = [
    path("media/", views.enquiries, name="enquiries"),
    path("media/log/", views.enquiry_log, name="enquiry-log"),
    path("media/<uuid:reference>/", views.enquiry, name="enquiry"),
    path("media/<uuid:reference>/answer/", views.enquiry_answer, name="enquiry-answer"),
    path("media/<uuid:reference>/consult/", views.enquiry_consult, name="enquiry-consult"),
    path("media/<uuid:reference>/statement/", views.statement_issue, name="statement-issue"),
    path("media/<uuid:reference>/close/", views.enquiry_close, name="enquiry-close"),
]
