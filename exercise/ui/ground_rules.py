"""What binds everybody, to be read before StartEx and looked up during play: authority, lead, procedures, means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

import streamlit as st

from exercise.core.scenario import Mode, Scenario
from exercise.ui.prose import label, section
from exercise.ui.when import lasting, usual

_MODES: dict[Mode, str] = {
    "functional": "The clock runs while you work; a pause stops it for everybody.",
    "table-top": "A table-top: the clock stands while teams talk, and moves on when the controller says so.",
    "drill": "A drill: one task, done as it is done in earnest.",
}


def ground_rules(scenario: Scenario, team: str | None) -> None:
    """Every rule that the scenario has, each folded under its question; nothing where it has none."""
    chapters: list[tuple[str, str, Callable[[Scenario, str], str]]] = [
        ("Who may decide what", ":material/stairs:", _authority),
        ("Who leads where", ":material/flag:", _lead),
        ("Standing procedures", ":material/checklist:", _procedures),
        ("Time limits", ":material/timer:", _limits),
        ("How the agencies work together", ":material/hub:", _coordination),
        ("What each agency has", ":material/local_shipping:", _means),
        ("What counts in the end", ":material/balance:", _weights),
    ]
    written = [(title, icon, html) for title, icon, write in chapters if (html := write(scenario, team or ""))]
    if not written:
        return
    section("Rules")
    for title, icon, html in written:
        with st.expander(label(title), icon=icon):
            st.html(html)


def _authority(scenario: Scenario, team: str) -> str:
    """The ladder from the top, and whose word an option needs."""
    mandate = f"<p>The mandate in force: <b>{escape(scenario.mandate)}</b>.</p>" if scenario.mandate else ""
    if not scenario.ladder:
        return mandate
    rows = (
        (f"<b>{escape(rung.title)}</b>", _party(scenario, rung.holder, team))
        for rung in reversed(scenario.ladder)
    )  # fmt: skip
    own = scenario.height(team)
    said = "Your team holds no rung: what needs one waits for whoever holds it." if team and own < 0 else ""
    if own >= 0:
        said = "Your team may decide everything."
        if own < len(scenario.ladder) - 1:
            said = "What needs a rung above yours waits for its holder’s word."
    return f"{mandate}{_table(('From the top', 'Held by'), rows)}<p class='wc-meta'>{escape(said)}</p>"


def _lead(scenario: Scenario, team: str) -> str:
    if not scenario.jurisdictions:
        return ""
    rows = (
        (f"<b>{escape(rule.where)}</b>", escape(rule.what.replace("-", " ")),
         _party(scenario, rule.lead, team))
        for rule in scenario.jurisdictions
    )  # fmt: skip
    caveats = scenario.agency[team].caveats if team else ()
    barred = ", ".join(found.replace("-", " ") for found in caveats)
    limit = f"<p class='wc-meta'>Your team must not do: {escape(barred)}.</p>" if barred else ""
    return _table(("Where", "What", "Who leads"), rows) + limit


def _procedures(scenario: Scenario, _: str) -> str:
    found = []
    for procedure in scenario.procedures:
        steps = "".join(f"<li>{escape(text)}</li>" for _, text in procedure.steps)
        basis = f" <span class='wc-meta'>{escape(procedure.basis)}</span>" if procedure.basis else ""
        found.append(f"<p><b>{escape(procedure.title)}</b>{basis}</p><ol class='wc-steps'>{steps}</ol>")
    return "".join(found)


def _limits(scenario: Scenario, team: str) -> str:
    """The limits that the law sets this team; the staff see all."""
    rows = [
        (f"<b>{escape(clock.title)}</b>", escape(lasting(clock.within)), escape(clock.basis))
        for clock in scenario.clocks
        if team in ("", clock.team)
    ]
    return _table(("What", "Within", "Basis"), rows) if rows else ""


def _coordination(scenario: Scenario, _: str) -> str:
    model = scenario.model
    if model.picture is None:
        shared = "There is no joint picture: what a partner must know has to be sent to that partner."
    else:
        reach = usual(model.picture)
        shared = f"There is a joint picture: what a team posts on it reaches everybody ({reach}), whatever the marking."
    played = _MODES[scenario.mode]
    ways = "A channel that carries one thing at a time makes the next one wait." if model.queues else ""
    return f"<p><b>{escape(model.title)}.</b> {escape(shared)} {escape(ways)}</p><p>{escape(played)}</p>"


def _means(scenario: Scenario, team: str) -> str:
    if not scenario.resources:
        return ""
    rows = (
        (f"<b>{escape(resource.title)}</b>",
         _party(scenario, resource.agency, team),
         str(resource.units), escape(lasting(resource.travel.typical)) if resource.travel else "at once",
         escape(scenario.clearance[resource.clearance].title) if resource.clearance else "")
        for resource in scenario.resources
    )  # fmt: skip
    return _table(("What", "Whose", "Units", "On the way", "Needs"), rows)


def _weights(scenario: Scenario, _: str) -> str:
    """How much each measure counts; what its value is nobody sees before the debrief."""
    total = sum(measure.weight for measure in scenario.measures)
    if not total:
        return ""
    rows = (
        (f"<b>{escape(measure.title)}</b>", f"{100 * measure.weight / total:.0f} %")
        for measure in sorted(scenario.measures, key=lambda measure: -measure.weight)
        if measure.weight
    )
    why = "Fixed since the exercise was created. How the measures stand you see in the debrief."
    return f"{_table(('What becomes of', 'Counts'), rows)}<p class='wc-meta'>{why}</p>"


def _party(scenario: Scenario, id: str, team: str) -> str:
    return escape(scenario.name(id)) + (" (your team)" if id == team else "")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are HTML already."""
    top = "".join(f"<th>{title}</th>" for title in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wc-scroll"><table class="wc-table"><tr>{top}</tr>{body}</table></div>'
