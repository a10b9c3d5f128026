"""Errors that are written for the reader.

A `DomainError` is the only exception whose text reaches a person. Services and rules raise it;
pages re-render the form, tasks store it on their row. Everything else becomes one generic
sentence with a reference number.
"""


class DomainError(Exception):
    """Something the person can understand and act on.

    `message` says what happened and what to do next; `code` is stable and machine-readable;
    `field` names the form field it belongs to, or is empty.
    """

    status = 400

    def __init__(self, message: str, code: str = "invalid", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field


class NotVisible(DomainError):
    """The object does not exist, or not for this actor; the two look the same on purpose."""

    status = 404

    def __init__(self, message: str = "We could not find that.") -> None:
        super().__init__(message, code="not_found")


class Refused(DomainError):
    """The actor sees the object, but a role or the object's state forbids the act."""

    status = 403

    def __init__(self, message: str, code: str = "refused") -> None:
        super().__init__(message, code=code)


class NoRole(Refused):
    """The account is in order, but nothing is given to it today: no role, no team, no share."""

    def __init__(self) -> None:
        super().__init__(
            "Your account has no role at present: it was never given one, or the last one ended. "
            "Ask an administrator of your organisation to give you a role or to put you in a team.",
            code="no_role",
        )


class StaleEdit(DomainError):
    """Somebody else saved first; nothing was overwritten."""

    status = 409

    def __init__(self, label: str, by: str = "") -> None:
        who = f" by {by}" if by else ""
        super().__init__(
            f"{label} was changed{who} while you were editing. Nothing was overwritten: compare "
            "your entries below with the current ones and save again.",
            code="stale_edit",
        )


class WrongMethod(DomainError):
    """An address that only takes a form was opened as a page, for example by reloading it."""

    status = 405

    def __init__(self) -> None:
        super().__init__("This address only takes what a form sends.", code="wrong_method")
