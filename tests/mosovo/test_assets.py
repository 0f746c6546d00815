"""What the rewritten style sheets and scripts may not hold."""

from pathlib import Path

import pytest

from mosovo import assets


def test_typeface_crest_and_absolute_addresses_go():
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        "p{font-family:GDS Transport,arial,sans-serif}"
        '.a{background:url("/assets/images/govuk-crest.svg")}'
        ".b{background:url(/assets/images/icon.svg)}/*# sourceMappingURL=x.css.map */"
    )
    assert assets.rewritten(css) == (
        'p{font-family:"Helvetica Neue",Helvetica,Arial,sans-serif}'
        ".a{background:none}.b{background:url(../images/icon.svg)}"
    )


def test_a_typeface_written_another_way_stops_the_build():
    with pytest.raises(assets.AssetsError, match="GDS Transport"):
        assets.rewritten("p{font-family:'GDS Transport',serif}")


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    for path in (*assets.STYLES, *assets.SCRIPTS, assets.IMAGES / "icon.svg", assets.IMAGES / "moj-crest.svg"):
        file = tmp_path / "node_modules" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a{b:url(/assets/images/icon.svg)}" if file.suffix == ".css" else "content")
    return tmp_path / "node_modules"


def test_only_pictures_that_a_style_sheet_names_are_served(modules: Path, tmp_path: Path):
    target = tmp_path / "build" / "static"
    assets.build(modules, target)
    assert sorted(path.name for path in (target / "images").iterdir()) == ["icon.svg"]
    assert {path.name for path in (target / "css").iterdir()} == {"govuk-frontend.min.css", "moj-frontend.min.css"}
    assert {path.name for path in (target / "js").iterdir()} == {"govuk-frontend.min.js", "moj-frontend.min.js"}


def test_a_failed_build_leaves_the_old_files(modules: Path, tmp_path: Path):
    target = tmp_path / "build" / "static"
    assets.build(modules, target)
    (modules / assets.STYLES[1]).write_text("p{font-family:'GDS Transport'}")
    with pytest.raises(assets.AssetsError):
        assets.build(modules, target)
    assert (target / "css" / "moj-frontend.min.css").exists()


def test_what_was_built_names_only_files_that_are_there():
    sheets = list((assets.TARGET / "css").glob("*.css"))
    assert len(sheets) == len(assets.STYLES)
    named = {name for sheet in sheets for name in assets.PICTURE.findall(sheet.read_text())}
    assert named
    assert {name for name in named if not (assets.TARGET / "images" / name).exists()} == set()
