"""Names of files as their senders gave them: kept as text, never as the name of anything on a disk."""

import unicodedata

from mosovo.incoming.fault import Unfit

LONGEST = 150
# What a computer runs, opens with a script inside, or unpacks, where it stands before the last dot.
ACTIVE = frozenset({
    "ade", "adp", "apk", "app", "asp", "aspx", "bat", "bin", "bz2", "cab", "cgi", "chm", "cmd", "com", "cpl", "dll",
    "dmg", "docm", "dotm", "elf", "exe", "gadget", "gz", "hta", "htm", "html", "img", "inf", "ins", "iso", "jar",
    "js", "jse", "jsp", "lnk", "mht", "mhtml", "mjs", "msc", "msi", "msix", "msp", "mst", "ocx", "php", "phar",
    "phtml", "pif", "pl", "potm", "ppam", "ppsm", "pptm", "ps1", "psm1", "py", "rar", "reg", "rb", "scf", "scr",
    "sct", "sh", "shtml", "svg", "svgz", "swf", "sys", "tar", "url", "vb", "vba", "vbe", "vbs", "vhd", "vhdx", "ws",
    "wsc", "wsf", "wsh", "xhtml", "xlam", "xll", "xlsm", "xltm", "xml", "xsl", "xslt", "7z", "zip"
})  # fmt: skip
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
SAY = "Give the file a plain name on your computer, and choose it again."


def cleaned(name: str) -> str:
    """The name as it is kept and given out again; Unfit where it may deceive whoever reads it."""
    name = unicodedata.normalize("NFC", name)
    if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for character in name):
        raise Unfit(f"The name of the file holds characters that cannot be seen. {SAY}")
    if any(character in '/\\:*?"<>|\u2044\u2215\uff0f\uff3c\u2024\uff0e' for character in name):
        raise Unfit(f"The name of the file holds a path, or a character that no name may hold. {SAY}")
    name = " ".join(name.split())
    if not name or name.startswith(".") or name.endswith((".", " ")) or ".." in name:
        raise Unfit(f"The name of the file must begin and end with a letter or a figure. {SAY}")
    if len(name) > LONGEST:
        raise Unfit(f"The name of the file is longer than {LONGEST} characters. {SAY}")
    stem, *inner = [part.strip().casefold() for part in name.split(".")[:-1]] or [name.casefold()]
    if stem in RESERVED:
        raise Unfit(f"A file cannot be called {stem}. {SAY}")
    if ACTIVE.intersection(inner):
        raise Unfit(f"The name of the file has two endings, one of them of a program or an archive. {SAY}")
    return name


def ending(name: str) -> str:
    """The part after the last dot, small; empty where there is none."""
    return name.rpartition(".")[2].casefold() if "." in name else ""
