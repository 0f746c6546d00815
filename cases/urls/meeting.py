"""Addresses of meetings, their minutes, and documents."""

from django.urls import path

from cases.views import meeting, meeting_record, minutes

urlpatterns = [
    path("meetings/", meeting.meetings, name="meetings"),
    path("cases/<str:reference>/meetings/", meeting.case_meetings, name="case-meetings"),
    path("cases/<str:reference>/meetings/call/", meeting.meeting_call, name="meeting-call"),
    path("meetings/<uuid:reference>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:reference>/cancel/", meeting.meeting_cancel, name="meeting-cancel"),
    path("meetings/<uuid:reference>/rearrange/", meeting.meeting_rearrange, name="meeting-rearrange"),
    path("meetings/<uuid:reference>/renew/", meeting.panel_renew, name="panel-renew"),
    path("meetings/<uuid:reference>/sign/", meeting.meeting_sign, name="meeting-sign"),
    path("meetings/<uuid:reference>/write/<slug:part>/", meeting_record.meeting_write, name="meeting-write"),
    path("meetings/<uuid:reference>/disclosure/", meeting_record.meeting_disclosure, name="meeting-disclosure"),
    path("meetings/<uuid:reference>/next/", meeting_record.meeting_next, name="meeting-next"),
    path("meetings/<uuid:reference>/attendance/", meeting_record.attendance_record, name="attendance-record"),
    path("meetings/<uuid:reference>/attendance/remove/", meeting_record.attendance_remove, name="attendance-remove"),
    path("meetings/<uuid:reference>/actions/", meeting_record.meeting_action_add, name="meeting-action-add"),
    path(
        "meetings/<uuid:reference>/actions/remove/", meeting_record.meeting_action_remove, name="meeting-action-remove"
    ),
    path("meetings/<uuid:reference>/minutes/", minutes.minutes_progress_page, name="minutes-progress"),
    path("meetings/<uuid:reference>/minutes/again/", minutes.minutes_again, name="minutes-again"),
    path(
        "meeting-actions/<uuid:reference>/complete/",
        meeting_record.meeting_action_complete,
        name="meeting-action-complete",
    ),
    path("documents/<uuid:reference>/", minutes.document, name="document"),
]
