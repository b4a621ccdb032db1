"""Reading what a browser posts, and no more of it than is wanted."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

FORM_BYTES = 8 * 1024


class BodyTooLong(ValueError):
    """More was posted than is wanted."""


async def read_body(request: Request, limit: int) -> bytes:
    """The body.

    Raises:
        BodyTooLong: it is longer than ``limit`` bytes.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BodyTooLong(f"More than {limit} bytes.")
    return bytes(body)


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, each once.

    Raises:
        BodyTooLong: it is longer than any form of ours.
    """
    body = await read_body(request, FORM_BYTES)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
