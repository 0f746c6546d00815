import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from mosovo.force_settings.keys import SETTINGS
from mosovo.force_settings.models import ForceSetting
from mosovo.force_settings.queries import number, values_on
from mosovo.force_settings.rules import read, write

JANUARY, JUNE = dt.date(2026, 1, 1), dt.date(2026, 6, 1)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_every_default_can_be_written_and_read_back(setting) -> None:
    assert read(setting, write(setting.default)) == setting.default


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("cap_percent", "101"),
        ("cap_percent", "-1"),
        ("cap_percent", "twenty"),
        ("cap_percent", "²"),
        ("risk_review_months_high", "0"),
        ("reason_for_restricted", "maybe"),
        ("vetting_level", "nppv9"),
        ("vetting_reminder_days", "7, 90"),
        ("vetting_reminder_days", "90, 90"),
        ("vetting_reminder_days", "90, soon"),
    ],
)
def test_a_wrong_value_is_refused_in_words(key: str, text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{SETTINGS[key].label}: write "):
        read(SETTINGS[key], text)


@pytest.mark.django_db
def test_a_value_holds_from_its_day_and_the_earlier_one_before_it() -> None:
    ForceSetting.objects.create(key="cap_percent", value="25", starts_on=JANUARY, reason="Trial")
    ForceSetting.objects.create(key="cap_percent", value="15", starts_on=JUNE, reason="Trial ended")
    assert [number("cap_percent", day) for day in (dt.date(2025, 12, 31), JANUARY, JUNE)] == [20, 25, 15]


@pytest.mark.django_db
def test_all_values_are_read_in_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert values_on(JUNE).keys() == SETTINGS.keys()


@pytest.mark.django_db
def test_a_setting_does_not_validate_with_a_wrong_value() -> None:
    with pytest.raises(ValidationError) as caught:
        ForceSetting(key="cap_percent", value="lots", starts_on=JUNE, reason="Test").full_clean()
    assert caught.value.message_dict == {
        "value": ["Largest share of high and very high risk in a caseload: write a whole number of per cent."]
    }
