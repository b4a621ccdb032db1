"""Our browser components: JavaScript served as files, so that a redraw does not send it again."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

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


def component(name: str) -> ComponentRenderer:
    """Register the component in ``assets/<name>.js``; call it once, where a module is loaded."""
    return st.components.v2.component(f"whitecell_{name}", js=_LOADER.format(digest=digest(), name=name))
