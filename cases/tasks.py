"""What the worker does for cases: importing an action under ``@job`` makes its work known."""

from cases.actions import minutes  # noqa: F401
