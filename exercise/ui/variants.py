"""One scenario, several exercises: with a running clock, at a table, as a drill of one task, under another mandate."""

from __future__ import annotations

import streamlit as st

from exercise.core import modes
from exercise.core.scenario import Mode, Scenario
from exercise.ui import words
from exercise.ui.acts import typed

_MODES: dict[Mode, str] = {
    "functional": "The clock runs",
    "table-top": "At a table: the clock stands",
    "drill": "A drill of one task",
}


def variants(key: str, scenario: Scenario) -> Mode:
    """Mode, task of a drill, and the mandate where there are several. Returns the mode."""
    left, right = st.columns(2)
    mode = left.selectbox(
        "Mode", list(_MODES), list(_MODES).index(scenario.mode), _MODES.__getitem__,
        key=f"{key}/mode/{scenario.id}",
        help="At a table no window runs out, and you go from inject to inject. A drill keeps what one task needs.",
    )  # fmt: skip
    if len(scenario.mandates) > 1:
        right.selectbox(
            "Mandate", scenario.mandates, scenario.mandates.index(scenario.mandate),
            lambda variant: words.plain(variant.replace("-", " ").capitalize()),
            key=f"{key}/mandate/{scenario.id}", help="What the law says of an option goes by it",
        )  # fmt: skip
    if mode == "drill":
        trained = {inject.task for inject in scenario.injects}
        tasks = {task.id: task.text for one in scenario.objectives for task in one.tasks if task.id in trained}
        st.selectbox(
            "Task", list(tasks), format_func=lambda id: words.plain(tasks[id]), key=f"{key}/task/{scenario.id}"
        )
    return mode


def is_drill(name: str, scenario: Scenario) -> bool:
    """Whether the form of this name asks for a drill, which keeps one task and has no room for modules."""
    return bool(typed(name, f"mode/{scenario.id}") == "drill")


def varied(name: str, scenario: Scenario) -> Scenario:
    """The scenario as the form of this name has it."""
    mandate, mode = typed(name, f"mandate/{scenario.id}"), typed(name, f"mode/{scenario.id}")
    if mandate:
        scenario = modes.with_mandate(scenario, mandate)
    if mode == "table-top":
        return modes.table_top(scenario)
    task = typed(name, f"task/{scenario.id}")
    return modes.drill(scenario, task) if mode == "drill" and task else scenario
