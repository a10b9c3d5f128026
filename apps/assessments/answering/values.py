"""What an answer is called in a form; pure."""

from __future__ import annotations

from ..engine.questionnaire import Asked, Reply

DONT_KNOW, NOT_APPLICABLE = Reply.DONT_KNOW.value, Reply.NOT_APPLICABLE.value


ANSWER = "answer:"
CLAIM = f"{NOT_APPLICABLE}:"


def value_of(reply: str, name: str) -> str:
    """A reply as the value of its radio button; `name` is its option, or the case it claims."""
    if reply == Reply.ANSWERED:
        return f"{ANSWER}{name}"
    return f"{CLAIM}{name}" if reply == Reply.NOT_APPLICABLE and name else reply


def is_value(value: str) -> bool:
    """Whether a form can have sent it; whether it is offered, the service knows."""
    return value in {DONT_KNOW, NOT_APPLICABLE} or value.startswith((ANSWER, CLAIM))


def read_value(value: str) -> tuple[Reply, str]:
    """The reply and its option or case behind a radio value that `is_value`."""
    for start, reply in ((ANSWER, Reply.ANSWERED), (CLAIM, Reply.NOT_APPLICABLE)):
        if value.startswith(start):
            return reply, value.removeprefix(start)
    return Reply(value), ""


def current_value(item: Asked) -> str:
    """The value that is chosen when the page opens: the person's own, else the machine's."""
    if item.given is not None and not item.worked_out:
        return value_of(item.given.reply, item.given.option or item.given.case)
    if item.machine is not None:
        return value_of(Reply.ANSWERED, item.machine.option.key)
    return ""
