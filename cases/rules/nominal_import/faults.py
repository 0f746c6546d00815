"""One thing wrong with a file, where it is, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in one cell, or in a whole line where ``column`` is empty. The message says what to do."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.message}"
