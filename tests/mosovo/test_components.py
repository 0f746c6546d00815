import re
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def drawn(markup, path="/", **context):
    """The HTML of a piece of a page that uses components."""
    request = RequestFactory().get(path)
    page = Template(CottonCompiler().process(markup))
    return re.sub(r"\s+", " ", page.render(RequestContext(request, context)))


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("level", "word", "colour"),
    [
        ("very_high", "Very high", "app-risk--very-high"),
        ("VERY HIGH", "Very high", "app-risk--very-high"),
        ("High", "High", "app-risk--high"),
        ("medium", "Medium", "app-risk--medium"),
        ("low", "Low", "app-risk--low"),
        ("", "Not assessed", 'class="app-risk"'),
        (None, "Not assessed", 'class="app-risk"'),
    ],
)
def test_a_risk_is_always_a_word_beside_its_colour(level, word, colour):
    html = drawn('<c-risk-badge :level="level" about="Risk" />', level=level)
    assert words(html) == f"Risk: {word}"
    assert colour in html


def test_a_button_that_cannot_be_used_says_why_in_sight_and_to_a_screen_reader():
    html = drawn('<c-button text="Close the case" url="/close" :reason="why" />', why="An order is in force.")
    hint = re.search(r'aria-describedby="([^"]+)"', html)[1]
    assert re.search(rf'<p[^>]* id="{hint}"[^>]*>\s*An order is in force\.', html)
    assert 'aria-disabled="true"' in html
    assert "/close" not in html
    assert 'type="submit"' not in html


def test_a_button_without_a_reason_acts():
    assert 'href="/close"' in drawn('<c-button text="Close the case" url="/close" :reason="why" />', why=None)
    assert 'type="submit"' in drawn('<c-button text="Close the case" />')


@pytest.mark.parametrize(
    ("state", "days", "says"),
    [
        ("overdue", 1, "Overdue by 1 day"),
        ("overdue", 18, "Overdue by 18 days"),
        ("today", 0, "Due today"),
        ("soon", 4, "Due in 4 days"),
        ("met", "", "Done"),
        ("waived", "", "Waived"),
    ],
)
def test_a_due_date_says_in_words_what_its_colour_says(state, days, says):
    assert words(drawn('<c-due-date :state="state" :days="days" />', state=state, days=days)) == f"No date {says}"


def test_nothing_recorded_is_said_and_nought_is_a_figure():
    assert words(drawn('<c-summary-row key="Convictions" :value="n" />', n=None)) == "Convictions Not recorded"
    assert words(drawn('<c-summary-row key="Convictions" :value="n" />', n=0)) == "Convictions 0"


def test_pages_keep_the_filters_of_the_address():
    page = Paginator(range(1000), 50).page(4)
    html = drawn('<c-pagination :page="page" />', path="/cases?risk=high&page=4", page=page)
    assert re.findall(r'href="\?risk=high&amp;page=(\d+)"', html) == ["3", "1", "3", "4", "5", "20", "5"]


def test_one_page_needs_no_links():
    assert not drawn('<c-pagination :page="page" />', page=Paginator(range(3), 50).page(1)).strip()


@pytest.mark.parametrize(
    ("now", "aria", "next_order"), [("due", "ascending", "-due"), ("-due", "descending", "due"), ("name", None, "due")]
)
def test_a_heading_says_how_the_list_is_sorted_and_turns_it_round(now, aria, next_order):
    html = drawn('<c-sort-heading label="Due" name="due" :current="now" />', path="/?q=x&page=3", now=now)
    assert f'href="?q=x&amp;sort={next_order}"' in html
    assert re.findall(r'aria-sort="(\w+)"', html) == ([aria] if aria else [])


def test_a_chart_gives_every_figure_in_words_and_again_in_a_table():
    rows = [
        SimpleNamespace(label="Officer Nemo", value=34, over=True),
        SimpleNamespace(label="Officer Nought", value=0),
    ]
    html = drawn(
        '<c-chart-bar title="Share" :rows="rows" :max="50" :limit="20" limit_label="the cap" unit=" %" />', rows=rows
    )
    assert re.findall(r'class="app-chart__fill"[^>]* width="(\d+)"', html) == ["680", "0"]
    assert 'x1="400"' in html
    assert words(html).count("34 %") == 2
    assert "over the cap" in words(html)
    assert "style=" not in html


def test_what_people_typed_is_escaped_in_a_component():
    html = drawn('<c-identity-bar :name="name" reference="{{ name }}" />', name="<b>Nemo</b>")
    assert "<b>" not in html
    assert html.count("&lt;b&gt;Nemo") == 2


def test_a_progress_that_is_done_asks_no_more():
    assert 'hx-get="/job"' in drawn('<c-progress url="/job">Making the minutes</c-progress>')
    assert "hx-get" not in drawn('<c-progress url="/job" :done="True">Made</c-progress>')
