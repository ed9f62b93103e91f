"""What changes accounts: making and closing them, codes, credentials, sessions, letting somebody back in."""

from coopnet.sign_in.actions.accounts import (
    AddressTaken,
    change_address,
    close_account,
    make_account,
    open_account,
)
from coopnet.sign_in.actions.codes import note_sign_in, send_code, spend_code, tidy
from coopnet.sign_in.actions.credentials import (
    NotAllowed,
    add_app,
    add_passkey,
    clear_password,
    make_recovery_codes,
    remove_step,
    set_password,
)
from coopnet.sign_in.actions.recoveries import ask_recovery, confirm_recovery, withdraw_recovery
from coopnet.sign_in.actions.sessions import end_other_sessions, end_session

__all__ = [
    "AddressTaken",
    "NotAllowed",
    "add_app",
    "add_passkey",
    "ask_recovery",
    "change_address",
    "clear_password",
    "close_account",
    "confirm_recovery",
    "end_other_sessions",
    "end_session",
    "make_account",
    "make_recovery_codes",
    "note_sign_in",
    "open_account",
    "remove_step",
    "send_code",
    "set_password",
    "spend_code",
    "tidy",
    "withdraw_recovery",
]
