"""Files that people add to a case. What one is and what it holds are two tables, each seen by a rule of its own."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from pgtrigger import Before, Condition, Insert, Protect, Trigger, Update

from cases.models.case import Case
from cases.models.visit import WRITTEN_ONCE, differs
from cases.states import FILE_MOVES, FilePart, FileState
from mosovo.audit.recording import recorded
from mosovo.incoming.kinds import FileKind
from mosovo.workflow.states import only_these_moves

GIVEN = ("reference", "case_id", "part", "title", "name", "kind", "size", "sha256", "added_by_id", "added_at")
GIVEN_ONCE = Protect(
    name="given_once",
    operation=Update,
    condition=Condition(differs(*GIVEN)),
)
BEGINS_SHUT = Protect(name="begins_in_quarantine", operation=Insert, condition=Condition("NEW.state <> 'quarantine'"))
AS_CHECKED = Trigger(
    name="as_checked",
    when=Before,
    operation=Insert,
    func="""
    IF NOT EXISTS (SELECT 1 FROM cases_casefile file WHERE file.id = NEW.file_id
                   AND file.sha256 = encode(sha256(NEW.content), 'hex') AND file.size = length(NEW.content)) THEN
      RAISE EXCEPTION 'the content is not that of the file that was checked';
    END IF;
    RETURN NEW;
    """,
)


@recorded
class CaseFile(models.Model):
    """A file somebody added: what it is, and how far it has come. The name given to it is text and nothing else."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    part = models.CharField(max_length=12, choices=FilePart)
    title = models.CharField(max_length=200)
    name = models.CharField("name as it was given", max_length=150)
    kind = models.CharField(max_length=8, choices=FileKind)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=FileState, default=FileState.QUARANTINE)
    # Out of quarantine: by the scanner, or where there is none by a supervisor with a reason.
    cleared_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_reason = models.CharField(max_length=300, blank=True)
    refused_at = models.DateTimeField(null=True)
    refused_reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-added_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=FileState.REFUSED, refused_at__isnull=False) & ~Q(refused_reason="")
                | ~Q(state=FileState.REFUSED) & Q(refused_at__isnull=True, refused_reason=""),
                name="cases_file_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason="")
                | ~Q(state=FileState.WITHDRAWN)
                & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason=""),
                name="cases_file_withdrawn_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True, released_reason="")
                | Q(cleared_at__isnull=False, released_by__isnull=False)
                & ~Q(released_reason="")
                & ~Q(released_by=F("added_by")),
                name="cases_file_released_by_another_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.OPEN, cleared_at__isnull=False)
                | Q(state__in=[FileState.QUARANTINE, FileState.REFUSED], cleared_at__isnull=True)
                | Q(state=FileState.WITHDRAWN),
                name="cases_file_open_once_cleared",
            ),
        )
        indexes = (
            models.Index(fields=("added_at",), name="cases_file_waiting", condition=Q(state=FileState.QUARANTINE)),
        )
        triggers = (only_these_moves(FILE_MOVES), GIVEN_ONCE, BEGINS_SHUT)

    def __str__(self) -> str:
        return self.title

    @property
    def seen_from(self) -> str:
        """The compartment a look at it is written down with."""
        return self.part


class FileContent(models.Model):
    """What a file holds; nobody reads it while the file is in quarantine, and what was found bad is destroyed."""

    file = models.OneToOneField(CaseFile, models.CASCADE, primary_key=True, related_name="content")
    content = models.BinaryField()

    class Meta:
        triggers = (WRITTEN_ONCE, AS_CHECKED)

    def __str__(self) -> str:
        return str(self.file)
