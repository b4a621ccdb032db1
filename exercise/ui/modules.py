"""Modules for a new exercise: which packs of injects are dropped in, when they begin, who takes their roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from exercise.content import ContentError, Fitting, available, fit, load_module, misfits, suggest
from exercise.core.scenario import MINUTE, Scenario
from exercise.ui import words
from exercise.ui.acts import typed

_STEP = 5


def modules(key: str, scenario: Scenario) -> bool:
    """The form: which modules, when, and who takes their roles. Returns whether all that are chosen fit."""
    ready = _ready(scenario)
    if not ready:
        return True
    with st.expander("Modules", icon=":material/extension:", key=f"{key}/modules"):
        names = st.multiselect(
            "Drop in", list(ready), format_func=lambda name: words.plain(ready[name].title),
            key=f"{key}/modules/{scenario.id}", placeholder="None",
            help="Packs of a few injects with their papers, for a skill this exercise should train too",
        )  # fmt: skip
        fits = [_module(key, scenario, ready[name]) for name in names]
    return all(fits)


def with_modules(name: str, scenario: Scenario) -> Scenario:
    """The scenario with the modules that the form of this name has chosen."""
    for chosen in typed(name, f"modules/{scenario.id}") or ():
        module = load_module(available()[chosen], scenario.seed)
        scenario = fit(scenario, module, _fitting(lambda field: typed(name, field), scenario, module))
    return scenario


def _ready(scenario: Scenario) -> dict[str, Scenario]:
    """The modules by name that are in order, short enough, and not in the scenario already."""
    found = {}
    for name, path in available().items():
        try:
            module = _read(path, scenario.seed, max(file.stat().st_mtime_ns for file in path.rglob("*")))
        except ContentError:
            continue
        there = any(id.startswith(f"{name}-") for id in scenario.inject)
        if module.duration <= scenario.duration and not there:
            found[name] = module
    return found


@lru_cache(maxsize=16)
def _read(path: Path, seed: int, changed: int) -> Scenario:
    return load_module(path, seed)


def _module(key: str, scenario: Scenario, module: Scenario) -> bool:
    proposed = suggest(scenario, module)
    st.markdown(f"**{words.plain(module.title)}**  \n{words.plain(module.summary)}")
    latest = (scenario.duration - module.duration) // MINUTE
    st.number_input(
        "Begins after so many minutes", 0, latest, min(latest, 2 * _STEP), _STEP,
        key=f"{key}/{_field(scenario, module, 'at')}",
        help=f"It lasts {words.count(module.duration // MINUTE, 'minute')} of exercise time.",
    )  # fmt: skip
    left, right = st.columns(2)
    kinds: tuple[tuple[str, Mapping[str, str], Mapping[str, str], Mapping[str, str]], ...] = (
        ("teams", {one.id: one.name for one in module.agencies}, proposed.teams,
         {one.id: one.short or one.name for one in scenario.agencies}),
        ("measures", {one.id: one.title for one in module.measures}, proposed.measures,
         {one.id: one.title for one in scenario.measures}),
        ("channels", {one.id: one.title for one in module.channels}, proposed.channels,
         {one.id: one.title for one in scenario.channels}),
    )  # fmt: skip
    for kind, roles, first, there in kinds:
        for role, title in roles.items():
            ids = list(there)
            (left if kind == "teams" else right).selectbox(
                words.plain(title), ids, ids.index(first[role]) if role in first else 0,
                _titled(there),
                key=f"{key}/{_field(scenario, module, kind, role)}",
            )  # fmt: skip
    fitting = _fitting(lambda field: st.session_state.get(f"{key}/{field}"), scenario, module)
    wrong = list(misfits(scenario, module, fitting))
    for text, fix in wrong:
        st.error(f"{words.plain(text)}; {words.plain(fix)}", icon=":material/error:")
    return not wrong


def _titled(there: Mapping[str, str]) -> Callable[[str], str]:
    return lambda id: words.plain(there[id])


def _fitting(given: Callable[[str], Any], scenario: Scenario, module: Scenario) -> Fitting:
    """What the form says; ``given`` looks a field up."""
    at = given(_field(scenario, module, "at"))

    def roles(kind: str, wanted: Iterable[str]) -> dict[str, str]:
        return {role: named for role in wanted if (named := given(_field(scenario, module, kind, role)))}

    return Fitting(
        at=int(at or 0) * MINUTE,
        teams=roles("teams", module.agency),
        measures=roles("measures", module.measure),
        channels=roles("channels", module.channel),
    )


def _field(scenario: Scenario, module: Scenario, *rest: str) -> str:
    return "/".join(("module", scenario.id, module.id, *rest))
