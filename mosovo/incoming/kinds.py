"""The kinds of files that can be looked through. What cannot be, such as an archive, is not taken in."""

from django.db.models import TextChoices


class FileKind(TextChoices):
    PDF = "pdf", "PDF"
    JPEG = "jpeg", "Picture (JPEG)"
    PNG = "png", "Picture (PNG)"
    DOCX = "docx", "Word document"
    XLSX = "xlsx", "Excel workbook"
    TXT = "txt", "Plain text"


ENDINGS = {
    "pdf": FileKind.PDF,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
    "docx": FileKind.DOCX,
    "xlsx": FileKind.XLSX,
    "txt": FileKind.TXT,
}
# What a file is served as, whatever its sender called it.
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.TXT: "text/plain",
}
