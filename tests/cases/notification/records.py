"""Records as they come: sound ones, and any nonsense in the field names of sound ones."""

import datetime as dt

from hypothesis import strategies as st

from cases.notification.spans import DAY

DAYS = st.dates(dt.date(2012, 9, 1), dt.date(2026, 6, 1))
SMALL = st.integers(1, 40)
EVENTS = st.one_of(
    st.builds(lambda kind, on: {"kind": kind, "on": str(on)}, st.sampled_from(["moved", "named", "prescribed"]), DAYS),
    st.builds(
        lambda on, n: {"kind": "stay", "premises": "x", "from": str(on), "until": str(on + n * DAY)}, DAYS, SMALL
    ),
    st.builds(lambda on: {"kind": "no_fixed_abode", "from": str(on), "notified_on": str(on)}, DAYS),
    st.builds(
        lambda section, on: {"kind": "notified", "section": section, "on": str(on)},
        st.sampled_from(["83", "84", "85"]),
        DAYS,
    ),
    st.builds(lambda on: {"kind": "travel", "leaves": f"{on}T04:00", "returned_on": str(on + 3 * DAY)}, DAYS),
)
SPELLS = st.lists(
    st.builds(
        lambda kind, on, length: {"kind": kind, "from": str(on), "until": str(on + length * DAY)},
        st.sampled_from(["custody", "hospital", "abroad"]),
        DAYS,
        SMALL,
    ),
    max_size=3,
)
OBJECTS = ["advance", "changes", "overlap", "disposals", "orders", "spells", "events", "review"]
DATED = [
    "on",
    "from",
    "until",
    "notified_on",
    "expected_on",
    "known_on",
    "returned_on",
    "relevant_on",
    "made_on",
    "today",
]
PLAIN = ["id", "kind", "section", "premises", "leaves", "notified", "excuse", "years", "months", "days", "restriction"]
NAMES = [*OBJECTS, *DATED, *PLAIN, "date_of_birth", "consecutive_to", "refused", "told_on", "years_until_next"]
KINDS = [
    "imprisonment",
    "caution",
    "hospital",
    "life",
    "other",
    "shpo",
    "violent_offender",
    "custody",
    "moved",
    "travel",
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2000),
    st.floats(),
    st.text("ab1-", max_size=5),
    st.sampled_from([*KINDS, "83", "terrorism"]),
    DAYS.map(str),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()[:16]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=8,
)
DISPOSALS = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS[:5]), "relevant_on": DAYS.map(str)},
    optional={
        "months": st.integers(0, 1200),
        "days": st.integers(0, 40000),
        "id": st.sampled_from("ab"),
        "consecutive_to": st.sampled_from("ab"),
        "overlap": st.fixed_dictionaries({"days": st.integers(0, 40000)}) | VALUES,
        "regime": st.sampled_from(["sexual", "terrorism"]),
    },
)
SOUND = st.fixed_dictionaries(
    {"date_of_birth": st.dates(dt.date(1930, 1, 1), dt.date(2010, 1, 1)).map(str)},
    optional={
        "disposals": st.lists(DISPOSALS, max_size=4),
        "events": st.lists(EVENTS | VALUES, max_size=4),
        "spells": SPELLS,
        "orders": VALUES,
        "review": VALUES,
        "today": DAYS.map(str),
    },
)
RECORDS = SOUND | st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)
