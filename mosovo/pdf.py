"""HTML into a tagged PDF. Nothing is fetched, neither from the network nor from this machine's files.

The page furniture comes from static/css/pdf.css: the marking, from the html element's ``data-marking``, at the head and
the foot of every page, with "Page x of y" beside it.
"""

from pathlib import Path

STYLESHEET = Path(__file__).resolve().parent.parent / "static" / "css" / "pdf.css"


def render(html: str) -> bytes:
    """The page as PDF/UA: tagged, with the title and the language of the html element; OSError without Pango."""
    # Everything but PDFs works on a machine without Pango, so it is asked for only here.
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    style = CSS(string=STYLESHEET.read_text(encoding="utf-8"), url_fetcher=fetcher)
    content: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return content
