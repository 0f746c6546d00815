"""A backup that says what is in it, and a restore that is believed only when all of that is there again.

Documents are rows, so a dump of the database is everything. The manifest beside it counts and sums every table, and
holds the guard (policies, grants, functions, triggers) as it stood, read in the same snapshot as the dump.
"""

from mosovo.backup.folder import BackupError, Manifest
from mosovo.backup.programs import keep, put_back

__all__ = ["BackupError", "Manifest", "keep", "put_back"]
