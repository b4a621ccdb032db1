"""What each act sets off when its entry is applied: the same when it is filed and whenever it is replayed."""

from __future__ import annotations

from typing import Any

from exercise.core.handlers import (
    answers,
    comms,
    conduct,
    evaluation,
    inquiry,
    means,
    msel,
    requests,
    steering,
    traffic,
)
from exercise.core.handlers.handling import Handler

HANDLERS: dict[type[Any], Handler] = {
    **conduct.HANDLERS,
    **comms.HANDLERS,
    **msel.HANDLERS,
    **steering.HANDLERS,
    **answers.HANDLERS,
    **traffic.HANDLERS,
    **requests.HANDLERS,
    **inquiry.HANDLERS,
    **evaluation.HANDLERS,
    **means.HANDLERS,
}
