"""How a decision comes about, beside the answer: who still has a say, what is on its way, what became of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.ledgers.undertakings import Use
from exercise.core.scenario import Scenario
from exercise.core.views import Asked, Undertaken
from exercise.ui.figures import left
from exercise.ui.session import Session
from exercise.ui.when import both

_WAITS = {"authority": "Waits for the word of", "partner": "Waits for the confirmation of", "clearance": "Waits for"}
_GRANTED = {"authority": "approved it", "partner": "confirmed", "clearance": "gave the clearance"}
_REFUSED = {"authority": "refused it", "partner": "did not confirm", "clearance": "refused the clearance"}


def standing(me: Session, inject: str) -> None:
    """What the team's answer to an inject still waits for, and what became of it; nothing where it acts at once."""
    found = me.look(views.undertaken, inject)
    if not found:
        return
    items = "".join(_item(me.scenario, row, len(found) > 1) for row in found)
    st.html(f'<ul class="wc-course" aria-label="How your decision comes about">{items}</ul>')


def _item(scenario: Scenario, row: Undertaken, named: bool) -> str:
    lines = [f"<b>{escape(row.text)}</b>"] if named else []
    lines += [asked(scenario, ask) for ask in row.asks]
    if row.outcome != "failed":
        lines += [used(scenario, use) for use in row.uses]
    if row.outcome == "carried out":
        lines.append(line("good", "✓", f"Carried out {both(scenario, row.at or 0)}"))
    elif row.outcome == "failed":
        lines.append(line("bad", "✕", f"Came to nothing {both(scenario, row.at or 0)}: {row.reason}"))
    elif not any(ask.stage == "waiting" for ask in row.asks) and not row.uses:
        lines.append(line("news", "◷", "Your team is making ready to act"))
    return f"<li>{''.join(lines)}</li>"


def asked(scenario: Scenario, ask: Asked) -> str:
    """How something asked of somebody stands, as a line of HTML."""
    match ask.stage:
        case "granted":
            return line("good", "✓", f"{ask.by} {_GRANTED[ask.kind]}{_because(ask.reason)}")
        case "refused":
            return line("bad", "✕", f"{ask.by} {_REFUSED[ask.kind]}{_because(ask.reason)}")
        case "lapsed":
            return line("quiet", "□", f"{ask.by} is no longer asked")
    until = f" until {both(scenario, ask.deadline)}" if ask.deadline is not None else ""
    return line("due", "◷", f"{_WAITS[ask.kind]} {ask.by}{until}", left(ask.deadline) if ask.deadline else "")


def used(scenario: Scenario, use: Use) -> str:
    """Where units that a team committed are, as a line of HTML."""
    what = f"{use.units} × {scenario.resource[use.resource].title}"
    if use.state == "queued":
        return line("due", "◷", f"{what}: in line, none is free yet")
    if use.state == "travelling":
        arrives = use.arrives or 0
        return line("news", "→", f"{what}: on its way, there {both(scenario, arrives)}", left(arrives))
    if use.state == "there":
        until = f"until {both(scenario, use.until)}" if use.until is not None else "until it is recalled"
        return line("good", "●", f"{what}: on the spot {until}", left(use.until) if use.until is not None else "")
    return line("quiet", "□", f"{what}: free again, {use.reason}")


def line(tone: str, sign: str, text: str, figure: str = "") -> str:
    """A line of HTML with a sign of its own, and a running figure where there is one."""
    return f'<p class="wc-line wc-{tone}"><b aria-hidden="true">{sign}</b><span>{escape(text)} {figure}</span></p>'


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""
