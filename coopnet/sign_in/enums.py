"""Words of signing in."""

from enum import StrEnum


class CodeFor(StrEnum):
    """What a six-digit code opens."""

    SIGN_IN = "sign-in"
    CONFIRM = "confirm"


class Proof(StrEnum):
    """How a person shows who they are; the names that the session keeps."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the name of a method, not a password
    PASSKEY = "passkey"
    APP = "app"
    RECOVERY_CODE = "recovery-code"
    DEMO = "demo"
