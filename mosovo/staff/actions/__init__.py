"""What is done to officers: accounts and tokens, second factors, sessions, drafts, proposals. Split by noun."""

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
    use_code,
    use_key,
)
from mosovo.staff.actions.proposals import (
    confirm_proposal,
    propose_holding,
    propose_password,
    propose_reset,
    propose_role,
    refuse_proposal,
    why_not_confirm_now,
)
from mosovo.staff.actions.provider import link_provider, unlink_provider
from mosovo.staff.actions.sessions import end_session, end_sessions, note_session

__all__ = [
    "add_administrator",
    "add_app",
    "add_passkey",
    "change_password",
    "confirm_proposal",
    "drop_draft",
    "drop_old_drafts",
    "end_session",
    "end_sessions",
    "end_token",
    "issue_token",
    "keep_draft",
    "link_provider",
    "new_codes",
    "note_session",
    "note_sign_in",
    "propose_holding",
    "propose_password",
    "propose_reset",
    "propose_role",
    "refuse_proposal",
    "remove_factor",
    "save_officer",
    "unlink_provider",
    "use_code",
    "use_key",
    "why_not_confirm_now",
]
