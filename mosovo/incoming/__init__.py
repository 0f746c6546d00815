"""Files from outside: looked through by their content before anything of them is kept."""

from mosovo.incoming.check import Checked, check
from mosovo.incoming.fault import Unfit
from mosovo.incoming.kinds import FileKind
from mosovo.incoming.names import cleaned

__all__ = ["Checked", "FileKind", "Unfit", "check", "cleaned"]
