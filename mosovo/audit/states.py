"""The words of the record."""

from django.db.models import TextChoices


class LookKind(TextChoices):
    """What kind of look it was."""

    PAGE = "page", "Opened a page"
    LIST = "list", "Saw in a list"
    SEARCH = "search", "Found in a search"
    API = "api", "Read through the API"
    DOCUMENT = "document", "Opened a document"
    OPENED = "opened", "Opened a restricted part"
    RECORD = "record", "Read the record of looks"
