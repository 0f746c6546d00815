"""Writing the record: looks and refusals as they happen, and the seals over everything that is on it."""

from mosovo.audit.actions.looks import LookBook, record_looks, record_refusal
from mosovo.audit.actions.seals import hand_on, seal

__all__ = ["LookBook", "hand_on", "record_looks", "record_refusal", "seal"]
