"""Rules about giving rights, as functions of plain values."""


def why_not_own_rights(*, own: bool) -> str | None:
    """Why an administrator may not give these rights, or None. Nobody decides what they themselves may do."""
    return "These are your own rights: another administrator must change them." if own else None
