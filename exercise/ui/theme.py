"""How the product looks, and the Streamlit settings it depends on: both live in one file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any

import streamlit as st

PRODUCT = "Whitecell"

_BANNER = """
<style>
  .whitecell-banner {{
    padding: 0.2rem 0.8rem;
    border-radius: 0.35rem;
    background: #14213a;
    color: #ffffff;
    text-align: center;
    font-size: 0.75rem;
    font-weight: 700;
    letter-spacing: 0.08em;
    overflow-wrap: anywhere;
  }}
</style>
<div class="whitecell-banner" role="note">EXERCISE EXERCISE EXERCISE{marking}</div>
"""


def settings() -> dict[str, Any]:
    """Every Streamlit option the product sets, by its dotted name."""
    text = files("exercise.ui").joinpath(".streamlit", "config.toml").read_text("utf-8")
    return dict(_dotted(tomllib.loads(text)))


def banner(marking: str) -> None:
    """Say on the page that this is an exercise, and under which marking."""
    shown = "" if marking.upper() == "EXERCISE" else f" · {escape(marking)}"
    st.html(_BANNER.format(marking=shown))


def _dotted(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            found += _dotted(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", value))
    return found
