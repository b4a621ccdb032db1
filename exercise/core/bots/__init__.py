"""Simulated trainees: what a team of a given skill does when something reaches it, and when.

A bot is a pure function of the scenario's seed, its policy, a fact and the situation, so the same seed gives the
same exercise. `play` runs a whole exercise in virtual time; the same bots sit in a live one.
"""

from __future__ import annotations

from exercise.core.bots.answers import choose
from exercise.core.bots.means import prepare
from exercise.core.bots.playing import play, rehearsed
from exercise.core.bots.policies import POLICIES, Plan, Policy
from exercise.core.bots.reacting import afresh, react

__all__ = ["POLICIES", "Plan", "Policy", "afresh", "choose", "play", "prepare", "react", "rehearsed"]
