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
    EXPORT = "export", "Took a copy of the record"


class Unusual(TextChoices):
    """What was unusual about somebody's looking."""

    MANY = "many", "Many cases in an hour"
    OUTSIDE = "outside", "Cases of other units"
    NAME = "name", "Own family name"
    HOME = "home", "Own postcode"


class ReviewOutcome(TextChoices):
    """What a review of unusual looking came to."""

    IN_ORDER = "in_order", "The work explains it"
    PASSED_ON = "passed_on", "Passed on to professional standards"
