"""What is done to officers: accounts and tokens, second factors, sessions, drafts. Split by noun."""

from mosovo.staff.actions.accounts import (
    add_administrator,
    change_password,
    end_token,
    issue_token,
    note_sign_in,
    save_officer,
)
from mosovo.staff.actions.drafts import drop_draft, drop_old_drafts, keep_draft
from mosovo.staff.actions.factors import (
    add_app,
    add_passkey,
    new_codes,
    remove_factor,
    reset_factors,
    use_code,
    use_key,
)
from mosovo.staff.actions.sessions import end_session, end_sessions, note_session

__all__ = [
    "add_administrator",
    "add_app",
    "add_passkey",
    "change_password",
    "drop_draft",
    "drop_old_drafts",
    "end_session",
    "end_sessions",
    "end_token",
    "issue_token",
    "keep_draft",
    "new_codes",
    "note_session",
    "note_sign_in",
    "remove_factor",
    "reset_factors",
    "save_officer",
    "use_code",
    "use_key",
]
