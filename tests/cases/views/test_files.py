"""The pages of files: who adds, who opens, how a file leaves, and what a request may hold."""

import socket
import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions.files import release_file
from cases.models import Case, CaseFile
from mosovo.audit.models import Look
from mosovo.identity import acting_as
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db
SEES = dict.fromkeys(
    ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"), 200
)
WRITES = {"offender_manager": 200, "supervisor": 200, "unit_manager": 200}
SHUT = dict.fromkeys(("same_unit_colleague", "lapsed_vetting_officer"), 403)
WHY = "Handed over by the landlord in person."
REFERENCE = "7d6cbc34-3b0c-4a1e-9d53-0d8d1d2f6a10"


def send(client: Client, case: Case, name: str = "letter.txt", content: bytes = b"A letter.", **changes: object):
    typed = {"reference": REFERENCE, "title": "Letter of the landlord", "part": "case", **changes}
    return client.post(f"/cases/{case.reference}/files/add/", {**typed, "file": SimpleUploadedFile(name, content)})


@pytest.fixture
def file(people: People, case: Case) -> CaseFile:
    assert send(signed_in(people.offender_manager), case).status_code == 303
    return CaseFile.objects.get()


def test_pages_are_for_whoever_sees_or_writes_in_the_case(people: People, case: Case, file: CaseFile) -> None:
    assert answers(people, f"/cases/{case.reference}/files/") == refused_but(people, **SEES)
    assert answers(people, f"/cases/{case.reference}/files/add/") == refused_but(people, **WRITES, **SHUT)
    assert answers(people, "/files/waiting/") == refused_but(
        people, status=403, supervisor=200, unit_manager=200, other_unit_supervisor=200
    )
    everybody = dict.fromkeys(SEES, 403)
    assert answers(people, f"/files/{file.reference}/") == refused_but(people, **everybody)
    may = {"supervisor": 200, "unit_manager": 200}
    assert answers(people, f"/files/{file.reference}/release/") == refused_but(people, **{**everybody, **may})
    assert answers(people, f"/files/{file.reference}/withdraw/") == refused_but(people, **WRITES, **SHUT)
    for page in ("", "release/", "withdraw/"):
        assert set(answers(people, f"/files/{uuid.uuid4()}/{page}").values()) == {404, 302}


def test_file_leaves_as_an_attachment_and_the_look_is_recorded(people: People, case: Case, file: CaseFile) -> None:
    with acting_as(people.supervisor):
        release_file(by=people.supervisor, file=file, reason=WHY, now=timezone.now())
    url = f"/files/{file.reference}/"
    assert answers(people, url) == refused_but(people, **SEES)
    answer = signed_in(people.same_unit_colleague).get(url)
    assert answer.content == b"A letter."
    told = {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")}
    assert told == {
        "Content-Type": "text/plain",
        "Content-Disposition": 'attachment; filename="letter.txt"',
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    look = Look.objects.filter(kind="document", person_id=people.same_unit_colleague.pk).latest("pk")
    assert (look.case_ids, look.compartment) == ([case.pk], "case")


def test_unfit_file_is_refused_with_what_to_do_and_the_words_stay(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    for name, content, said in (
        ("a.pdf", b"MZ", "something else"),
        ("mail.msg", b"x", "Save the message as PDF"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b"<script>x</script>", "two things at once"),
    ):
        answer = send(client, case, name, content)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert "Letter of the landlord" in answer.content.decode()
    assert not CaseFile.objects.exists()


@pytest.mark.parametrize("name", ["../../a.txt", "a\u202etxt.txt", "..\\..\\a.txt", "a\r\nSet-Cookie: x.txt"])
def test_no_name_leads_anywhere(name: str, people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    upload = SimpleUploadedFile("a.txt", b"A letter.")
    upload._name = name
    typed = {"reference": REFERENCE, "title": "Letter of the landlord", "part": "case", "file": upload}
    client.post(f"/cases/{case.reference}/files/add/", typed)
    for kept in CaseFile.objects.all():
        assert not set("/\\\r\n\u202e") & set(kept.name)


def test_restricted_part_is_no_choice_while_it_is_shut(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    page = client.get(f"/cases/{case.reference}/files/add/").content.decode()
    assert 'value="case"' in page
    assert 'value="sensitive"' not in page
    assert send(client, case, part="confidential").status_code == 422
    assert not CaseFile.objects.exists()


def test_form_says_which_answer_is_missing_and_stands_below_the_files_of_the_case(
    people: People, case: Case, file: CaseFile
) -> None:
    for who, page, ask in (
        (people.supervisor, "release", "Why may it be opened?"),
        (people.offender_manager, "withdraw", "Why is it withdrawn?"),
    ):
        answer = signed_in(who).post(f"/files/{file.reference}/{page}/", {"reason": ""})
        assert answer.status_code == 422
        assert answer.content.decode().count(f"Enter an answer to “{ask}”") == 2
        assert [tab["label"] for tab in answer.context["tabs"] if tab["active"]] == ["Files"]
    adding = signed_in(people.offender_manager).get(f"/cases/{case.reference}/files/add/")
    assert [tab["label"] for tab in adding.context["tabs"] if tab["active"]] == ["Files"]


def test_whoever_adds_a_file_is_told_who_opens_it(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    send(client, case)
    page = client.get(f"/cases/{case.reference}/files/").content.decode()
    assert "The file is in quarantine. A supervisor who did not add it decides whether it is opened." in page


def test_unit_page_counts_what_waits(people: People, file: CaseFile) -> None:
    page = signed_in(people.supervisor).get("/unit/").content.decode()
    assert "Files in quarantine" in page
    waiting = signed_in(people.supervisor).get(reverse("files-waiting")).content.decode()
    assert file.sha256 in waiting
    assert "letter.txt" in waiting
    assert file.sha256 not in signed_in(people.other_unit_supervisor).get(reverse("files-waiting")).content.decode()


def test_body_that_is_too_large_or_does_not_say_how_large_is_not_read(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    url = f"/cases/{case.reference}/files/add/"
    large = client.generic("POST", url, b"", CONTENT_LENGTH=str(settings.LARGEST_BODY + 1))
    assert large.status_code == 413
    assert client.generic("POST", url, b"x", HTTP_TRANSFER_ENCODING="chunked").status_code == 411
    assert not CaseFile.objects.exists()


def test_chunked_body_without_a_length_is_refused_on_the_wire(live_server) -> None:
    with socket.create_connection((live_server.thread.host, live_server.thread.port), timeout=10) as line:
        line.sendall(
            b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + bytes(1024)
        )
        assert b" 411 " in line.recv(200)
