"""Five hundred strings that are more than text where somebody is careless: to HTML, SQL, templates, headers, logs.

Each bears a mark of its own, so that its effect can be told from its mere presence.
"""

import itertools

HTML = (
    "<qz{n}>", "<qz{n} onload=qz()>", "</title><qz{n}>", "</textarea><qz{n}>", "--><qz{n}>", "\"><qz{n}>", "'><qz{n}>",
    "\" onqz{n}=\"1", "' onqz{n}='1", "` onqz{n}=`1", "</script><qz{n}>", "<svg/onqz{n}=1>", "<img src=x onqz{n}=1>",
    "javascript:qz({n})", "JaVaScRiPt:qz({n})", "java\tscript:qz({n})", "data:text/html,<qz{n}>",
    "&lt;qz{n}&gt;<qz{n}>",
    "<a href=javascript:qz({n})>", "<![CDATA[<qz{n}>]]>", "<qz{n}\x0b>", "\u2028<qz{n}>", "＜qz{n}＞<qz{n}>",
    "<style>qz{n}</style>", "<!--#exec cmd=qz{n}-->",
)  # fmt: skip
TEMPLATE = (
    "qz{n}{{{{7*191}}}}qz", "qz{n}{{%25 debug %25}}", "qz{n}${{7*191}}qz", "qz{n}#{{7*191}}qz", "qz{n}<%= 7*191 %>qz",
    "qz{n}{{% load cotton %}}", "<c-button text=qz{n} />", "qz{n}%(settings)s", "qz{n}{{0.__class__}}", "qz{n}%s%n%d",
)  # fmt: skip
SQL = (
    "' OR '1'='1' -- {n}", "'; SELECT pg_sleep(0) -- {n}", "1 OR 1=1 -- {n}", "') OR ('{n}'='{n}", "\" OR \"\"=\"{n}",
    "' UNION SELECT {n}, warning FROM cases_flag --", "1; DROP TABLE qz{n}", "\\' OR {n}={n} --", "%' OR {n}={n} --",
    "$$ OR {n}={n} $$", "E'\\x27 OR {n}={n}", "0x27 OR {n}={n}", "{n}::text", "{{{n}}}", "[{n}", "({n}", "{n}\\",
    "%{n}%",
    "_{n}_", "*{n}", "?{n}", "-{n}", "{n}e308", "NaN{n}", "null{n}",
)  # fmt: skip
LINES = (
    "a\r\nX-Qz{n}: 1", "a\nSet-Cookie: qz{n}=1", "a\r\n\r\n<qz{n}>", "a\nERROR qz{n} forged", "a%0d%0aX-Qz{n}:1",
    "a\u2029ERROR qz{n}", "a\x1b[31mqz{n}", "a\x08qz{n}", "a\x85qz{n}", "a\u202eqz{n}",
)  # fmt: skip
CELLS = (
    "=qz{n}()",
    "+qz{n}",
    "-qz{n}",
    "@qz{n}",
    "\t=qz{n}",
    "\r=qz{n}",
    "＝qz{n}",
    "|qz{n}",
    '=HYPERLINK("qz{n}")',
    "%qz{n}",
)
KINDS = (*HTML, *TEMPLATE, *SQL, *LINES, *CELLS)
MOST = 500


def strings() -> list[str]:
    """All of them: every kind, again and again with other numbers."""
    numbered = (kind.format(n=100 + number) for number, kind in enumerate(itertools.cycle(KINDS)))
    return list(itertools.islice(numbered, MOST))
