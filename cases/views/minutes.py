"""The minutes on their way, and documents of the case file to take away."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST, require_safe

from cases.actions.minutes import ask_for_minutes_again
from cases.models import Document, Meeting
from cases.queries.minutes import minutes_progress
from cases.views.meeting_sheet import WITH_MEETING
from mosovo import clock
from mosovo.access.pages import PersonRequest, record_page
from mosovo.audit.states import LookKind
from mosovo.pages import see_other

NO_MORE_TO_ASK = 286  # htmx stops asking
ENDINGS = {"application/pdf": ".pdf"}

# Neither scripts nor anything it would fetch, and in no other page.
NOTHING_RUNS = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"


@record_page(Meeting, "meeting.view", related=WITH_MEETING)
@require_GET
def minutes_progress_page(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """How far the minutes are: the inside of the page's status."""
    progress = minutes_progress(request.user, meeting)
    context = {"meeting": meeting, "progress": progress}
    return render(
        request, "cases/parts/minutes_progress.html", context, status=NO_MORE_TO_ASK if progress.finished else 200
    )


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def minutes_again(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Ask once more for minutes that could not be made."""
    ask_for_minutes_again(by=request.user, meeting=meeting, now=clock.now())
    return see_other("meeting", meeting.reference)


@record_page(Document, "document.view", related=("case__nominal",), look=LookKind.DOCUMENT)
@require_safe
def document(request: PersonRequest, document: Document) -> HttpResponse:
    """A document as a file to keep: never shown inside our own pages, and able to do nothing if it is."""
    name = f"{document.case.reference}-{slugify(document.title)}{ENDINGS.get(document.media_type, '')}"
    return HttpResponse(
        bytes(document.content),
        content_type=document.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": NOTHING_RUNS,
        },
    )
