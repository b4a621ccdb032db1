"""Our browser components: JavaScript served as files, so that a redraw does not send it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import streamlit as st

_LOADER = """
export default async (component) =>
  (await import(`${{location.origin}}/assets/{digest}/{name}.js`)).default(component);
"""


@cache
def assets() -> dict[str, bytes]:
    """The components' files by name."""
    return {
        entry.name: entry.read_bytes()
        for entry in sorted(files("exercise.ui").joinpath("assets").iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith((".js", ".css"))
    }


@cache
def digest() -> str:
    """Names this state of all files, so that a browser may keep them for ever."""
    return sha256(b"\0".join(assets().values())).hexdigest()[:12]


def component(name: str) -> Callable[..., Any]:
    """Register the component in ``assets/<name>.js``; call it once, where a module is loaded.

    What is returned mounts it: ``key``, ``data`` that JSON can hold, and what listens as ``on_<event>_change``.
    """
    mount = st.components.v2.component(f"whitecell_{name}", js=_LOADER.format(digest=digest(), name=name))

    def shown(*, key: str, data: Mapping[str, Any] | None = None, **listeners: Any) -> Any:
        # Data that is no bytes would be searched for tables and sorted for an identity, which the key is already.
        return mount(key=key, data=json.dumps(data or {}, separators=(",", ":")).encode(), **listeners)

    return shown
