"""What an answer is called in a form; pure."""

from __future__ import annotations

from ..engine.questionnaire import Asked, Reply

DONT_KNOW, NOT_APPLICABLE = Reply.DONT_KNOW.value, Reply.NOT_APPLICABLE.value


ANSWER = "answer:"


def value_of(reply: str, option: str) -> str:
    """A reply as the value of its radio button."""
    return f"{ANSWER}{option}" if reply == Reply.ANSWERED else reply


def read_value(value: str) -> tuple[Reply, str]:
    """The reply and option behind a radio value; the value has been checked by the form."""
    if value.startswith(ANSWER):
        return Reply.ANSWERED, value.removeprefix(ANSWER)
    return Reply(value), ""


def current_value(item: Asked) -> str:
    """The value that is chosen when the page opens: the person's own, else the machine's."""
    if item.given is not None and not item.by_machine:
        return value_of(item.given.reply, item.given.option)
    if item.machine is not None:
        return value_of(Reply.ANSWERED, item.machine.option.key)
    return ""
