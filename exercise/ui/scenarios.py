"""The scenarios that lie ready: which there are, what each is about, and whether it is in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import streamlit as st

from exercise import shipped
from exercise.content import ContentError, Problem, check, load
from exercise.core.scenario import Scenario
from exercise.ui import words
from exercise.ui.prose import prose
from exercise.ui.when import lasting

_MOST_SHOWN = 12


def folders() -> list[Path]:
    """The scenario folders that lie ready."""
    return sorted(found.parent for found in shipped.folder("injects").glob("*/scenario.yaml"))


def title(path: Path) -> str:
    """A scenario's title; its folder's name when it cannot be read."""
    try:
        return read(path).title
    except ContentError:
        return path.name


def read(path: Path, seed: int = 1) -> Scenario:
    """The scenario in a folder as it stands there now.

    Raises:
        ContentError: it cannot be played yet.
    """
    return _read(path, seed, _changed(path))


@lru_cache(maxsize=32)
def _read(path: Path, seed: int, changed: int) -> Scenario:
    return load(path, seed)


def problems(path: Path) -> tuple[Problem, ...]:
    """Everything there is to say about a scenario as it stands there now."""
    return _problems(path, _changed(path))


@lru_cache(maxsize=32)
def _problems(path: Path, changed: int) -> tuple[Problem, ...]:
    return tuple(check(path))


def _changed(path: Path) -> int:
    """When a file in the folder was last changed (ns)."""
    return max(found.stat().st_mtime_ns for found in path.rglob("*"))


def none_ready() -> None:
    """Say where scenarios are put."""
    st.info(
        f"No scenario lies in {shipped.folder('injects')}. Put a scenario folder there and reload this page.",
        icon=":material/folder_off:",
    )


def summary(scenario: Scenario) -> None:
    """What the scenario is about."""
    st.subheader(words.plain(scenario.title))
    if scenario.summary:
        prose(scenario.summary)
    teams = "\n".join(f"- {words.plain(agency.name)}" for agency in scenario.agencies)
    st.markdown(
        f"**{words.count(len(scenario.injects), 'inject')}** over **{lasting(scenario.duration)}** of exercise time, "
        f"for **{words.count(len(scenario.agencies), 'team')}**:\n{teams}"
    )
    if scenario.objectives:
        st.markdown("**Objectives**\n" + "\n".join(f"- {words.plain(found.title)}" for found in scenario.objectives))
    if scenario.content_notice:
        st.caption(f"Content notice: {words.plain(scenario.content_notice)}")


def verdict(path: Path) -> None:
    """What the check says, each with file, line and how to mend it."""
    found = problems(path)
    errors = [problem for problem in found if problem.severity == "error"]
    warnings = [problem for problem in found if problem.severity == "warning"]
    if errors:
        st.error(f"{words.count(len(errors), 'thing')} to mend before it can be played.", icon=":material/error:")
    elif warnings:
        st.warning(f"In order, with {words.count(len(warnings), 'thing')} to look at.", icon=":material/rule:")
    else:
        st.success("In order.", icon=":material/check_circle:")
    _list([*errors, *warnings, *(problem for problem in found if problem.severity == "reminder")], path)


def _list(found: Sequence[Problem], path: Path) -> None:
    lines = []
    for problem in found[:_MOST_SHOWN]:
        file = Path(problem.file)
        place = file.relative_to(path) if file.is_relative_to(path) else file
        line = f":{problem.line}" if problem.line else ""
        fix = f"; {problem.fix}" if problem.fix else ""
        lines.append(f"- `{place}{line}` {words.plain(problem.text + fix)}")
    if len(found) > _MOST_SHOWN:
        lines.append(f"- and {len(found) - _MOST_SHOWN} more: `whitecell check {path.name}` names them all")
    if lines:
        st.markdown("\n".join(lines))
