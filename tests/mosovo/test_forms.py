import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.http import QueryDict

from mosovo.forms import DayField, FilterForm, Form, LongTextField, MomentField, PageForm, SummaryLine

LONDON = ZoneInfo("Europe/London")


class VisitForm(Form):
    visited_on = DayField(label="Date of visit")
    kind = forms.ChoiceField(choices=[("home", "At home")], widget=forms.RadioSelect)
    seen = forms.MultipleChoiceField(
        label="Who was seen?", choices=[("him", "The offender")], widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label="Address", max_length=10, help_text="As it stands on the door.")
    notes = LongTextField(label="What was said", max_length=20, required=False)
    told = forms.BooleanField(label="I told the person why we came")


class MomentForm(Form):
    met_at = MomentField(label="Date and time of meeting")


def day(day_of_month: str, month: str, year: str) -> dict[str, str]:
    return {"visited_on_0": day_of_month, "visited_on_1": month, "visited_on_2": year}


def moment(time: str, *, month: str = "3") -> MomentForm:
    return MomentForm({"met_at_0": "21", "met_at_1": month, "met_at_2": "2026", "met_at_3": time})


@pytest.mark.parametrize(
    "typed", [("21", "3", "2026"), (" 21 ", "03", "2026"), ("21", "March", "2026"), ("21", "mar", "2026")]
)
def test_a_real_date_is_understood(typed):
    form = VisitForm(day(*typed))
    form.is_valid()
    assert form.cleaned_data["visited_on"] == dt.date(2026, 3, 21)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "", ""), "Enter date of visit"),
        (("", "3", "2026"), "Date of visit must include a day"),
        (("21", "", ""), "Date of visit must include a month and a year"),
        (("21", "3", "26"), "Date of visit must have a year of 4 numbers, for example 2026"),
        (("21", "3", "٢٠٢٦"), "Date of visit must have a year of 4 numbers, for example 2026"),
        (("31", "2", "2026"), "Date of visit must be a real date, for example 21 3 2026"),
        (("9" * 20, "3", "2026"), "Date of visit must be a real date, for example 21 3 2026"),
        (("0", "3", "2026"), "Date of visit must be a real date, for example 21 3 2026"),
        (("one", "3", "2026"), "Date of visit must be a real date, for example 21 3 2026"),
        (("21", "3", "1026"), "Date of visit must be on or after 1 January 1900"),
    ],
)
def test_a_date_that_cannot_be_is_refused_by_name(typed, sentence):
    assert VisitForm(day(*typed)).errors["visited_on"] == [sentence]


def test_what_was_typed_into_a_wrong_date_stays_in_its_boxes():
    html = VisitForm(day("31", "Feb", "26"))["visited_on"].as_field_group()
    assert re.findall(r'value="([^"]*)"', html) == ["31", "Feb", "26"]


def test_a_date_known_beforehand_is_in_the_boxes():
    html = str(VisitForm(initial={"visited_on": dt.date(2026, 3, 21)})["visited_on"])
    assert re.findall(r'value="([^"]*)"', html) == ["21", "3", "2026"]


def test_limits_set_on_a_form_hold_for_that_form_alone():
    today = dt.date(2026, 3, 20)
    limited, free = VisitForm(day("21", "3", "2026")), VisitForm(day("21", "3", "2026"))
    limited.fields["visited_on"].not_after = today
    assert limited.errors["visited_on"] == ["Date of visit must be on or before 20 March 2026"]
    assert "visited_on" not in free.errors


def test_the_limits_themselves_are_allowed():
    form = VisitForm(day("21", "3", "2026"))
    form.fields["visited_on"].not_before = form.fields["visited_on"].not_after = dt.date(2026, 3, 21)
    assert "visited_on" not in form.errors


def test_an_address_may_carry_the_whole_date():
    class Between(FilterForm):
        since = DayField(required=False)

    form = Between(QueryDict("since=2026-03-21"))
    assert form.is_valid()
    assert form.cleaned_data["since"] == dt.date(2026, 3, 21)


def test_an_unchanged_date_is_seen_as_unchanged():
    initial = {"visited_on": dt.date(2026, 3, 21)}
    assert "visited_on" not in VisitForm(day("21", "3", "2026"), initial=initial).changed_data
    assert "visited_on" in VisitForm(day("22", "3", "2026"), initial=initial).changed_data


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("14:30", 14, 30),
        ("2:30pm", 14, 30),
        ("2.30 PM", 14, 30),
        ("1430", 14, 30),
        ("2pm", 14, 0),
        ("12am", 0, 0),
        ("12:15pm", 12, 15),
        ("00:00", 0, 0),
    ],
)
def test_times_are_understood_as_people_write_them(typed, hour, minute):
    form = moment(typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["met_at"] == dt.datetime(2026, 3, 21, hour, minute, tzinfo=LONDON)


def test_a_summer_time_is_the_local_one():
    form = moment("14:30", month="7")
    assert form.is_valid()
    assert form.cleaned_data["met_at"].astimezone(dt.UTC).hour == 13


@pytest.mark.parametrize("typed", ["2", "25:00", "14:60", "13pm", "0:30am", "soon"])
def test_a_time_that_cannot_be_is_refused(typed):
    assert moment(typed).errors["met_at"] == ["Date and time of meeting must have a time like 14:30 or 2:30pm"]


def test_a_moment_without_its_time_is_refused():
    assert moment("").errors["met_at"] == ["Date and time of meeting must include a time"]


def test_a_known_moment_is_shown_in_local_time():
    html = str(MomentForm(initial={"met_at": dt.datetime(2026, 7, 21, 13, 30, tzinfo=dt.UTC)})["met_at"])
    assert re.findall(r'value="([^"]*)"', html) == ["21", "7", "2026", "14:30"]


def test_every_line_of_the_error_summary_leads_to_a_box_on_the_page():
    form = VisitForm(day("31", "2", "2026") | {"place": "much too long a place", "notes": "x" * 21})
    page = "".join(field.as_field_group() for field in form)
    assert form.error_summary == [
        SummaryLine("Date of visit must be a real date, for example 21 3 2026", "id_visited_on_0"),
        SummaryLine("Select kind", "id_kind_0"),
        SummaryLine("Select an answer to “Who was seen?”", "id_seen_0"),
        SummaryLine("Address must be 10 characters or fewer; it has 21", "id_place"),
        SummaryLine("What was said must be 20 characters or fewer; it has 21", "id_notes"),
        SummaryLine("Tick “I told the person why we came” to go on", "id_told"),
    ]
    for line in form.error_summary:
        assert len(re.findall(rf'<(?:input|textarea|select)[^>]* id="{line.target}"', page)) == 1, line


def test_a_fault_of_the_whole_form_comes_first_and_leads_nowhere():
    form = VisitForm({})
    form.add_error(None, "Somebody else changed this visit")
    assert form.error_summary[0] == SummaryLine("Somebody else changed this visit", "")


def test_a_prefix_moves_the_targets_with_the_boxes():
    form = MomentForm({}, prefix="next")
    assert form.error_summary == [SummaryLine("Enter date and time of meeting", "id_next-met_at_0")]


def test_a_box_points_to_its_hint_and_its_error():
    html = VisitForm({})["place"].as_field_group()
    described_by = re.search(r'<input[^>]* aria-describedby="([^"]+)"', html)[1].split()
    assert described_by == ["id_place_helptext", "id_place_error"]
    for one in described_by:
        assert f'id="{one}"' in html


def test_a_long_text_counts_its_characters_and_never_cuts_them():
    html = VisitForm()["notes"].as_field_group()
    assert 'data-maxlength="20"' in html
    assert 'aria-describedby="id_notes-info"' in html
    assert not re.search(r'\smaxlength="', html)
    assert not re.search(r'\smaxlength="', VisitForm()["place"].as_field_group())


def test_a_new_line_counts_as_one_character():
    form = VisitForm({"notes": "one line\r\nother line"})
    form.is_valid()
    assert form.cleaned_data["notes"] == "one line\nother line"


def test_optional_is_said_where_something_is_compulsory_and_not_in_filters():
    class Narrow(FilterForm):
        name = forms.CharField(required=False)

    assert "What was said (optional)" in VisitForm()["notes"].as_field_group()
    assert "(optional)" not in Narrow()["name"].as_field_group()


def test_words_typed_by_people_are_escaped():
    html = VisitForm({"notes": "</textarea><b>", "place": '"><b>'} | day("<b>", "", ""))
    assert "<b>" not in "".join(field.as_field_group() for field in html)


def test_a_message_of_the_forms_own_stays():
    class Own(Form):
        reason = forms.CharField(error_messages={"required": "Say why you open it"})

    assert Own({}).errors["reason"] == ["Say why you open it"]


def test_a_percent_sign_in_a_label_is_only_a_sign():
    class Share(Form):
        share = forms.IntegerField(label="Share in %", max_value=20)

    assert Share({"share": "30"}).errors["share"] == ["Share in % must be 20 or less"]
    assert Share({"share": "x"}).errors["share"] == ["Share in % must be a whole number"]


def test_a_form_of_another_library_joins_in():
    class Foreign(forms.Form):
        sign_in = forms.CharField()

    class Joined(PageForm, Foreign):
        pass

    assert Joined({}).error_summary == [SummaryLine("Enter sign in", "id_sign_in")]
    assert "govuk-input" in str(Joined()["sign_in"])
