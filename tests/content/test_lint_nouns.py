"""What is legal and yet wrong about rules, means, adversaries, probes and endings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.conftest import Folder

SETTINGS = "scenario.yaml"
RAID = "msel/I30-raid.md"
SHARE = "msel/I32-share.md"
LIKELY = "msel/I33-likely.md"
TRUST = "  consent: {title: Host consent, start: 55, drift: -1.5}\n"


def test_one_of_everything_is_sound(grown: Folder) -> None:
    """The checks are silent about a scenario that uses every noun as it is meant."""
    assert grown.findings() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        # rules
        (SETTINGS, "chief: {title: Head of mission, held_by: press}", "chief: {title: Chief, held_by: press}",
         "", ""),
        (SETTINGS, "what: arrest, lead: police}", "what: patrol, lead: police}", "what: patrol",
         "warning no option does patrol in town; write where: town into an inject and what: patrol into its option, "
         "or drop the rule"),
        (RAID, "where: town", "where: toun", "id: I30",
         "warning I30 happens in toun, and nobody leads there; "
         "write where: with a locality of jurisdiction (did you mean town?), or add a rule for it"),
        (RAID, "where: town\n", "", "id: I30",
         "warning I30 does not say where it happens, and nobody leads there; "
         "write where: with a locality of jurisdiction (known: town), or add a rule for it"),
        (RAID, "what: arrest", "what: arest", "id: arrest",
         "warning no rule and no caveat mentions arest; name a kind of task that one does (did you mean arrest?), "
         "or drop what:"),
        (SETTINGS, "caveats: [arrest]", "caveats: [arrests]", "caveats",
         "warning force must not do arrests, which no option does; spell it as an option's what: "
         "(did you mean arrest?), or drop it"),
        (RAID, "steps: [detention.register, detention.notify]", "steps: detention.register", "",
         "warning no option takes step notify of detention; add detention.notify to the steps: of an option, "
         "or drop it"),
        (RAID, "{protect: needs-approval, robust: within}", "{robust: within}", "id: arrest",
         "warning the law of option arrest of I30 says nothing of mandate protect; "
         "add it under mandate:; what is not said counts as within"),
        (SETTINGS, ", clearance: flight}", "}", "flight:",
         "warning no resource needs clearance flight; name it in a resource's clearance:, or drop it"),
        (SETTINGS, "escalation: [Calm, Stones, Shots]\n", "", "",
         "error I30 escalates and the scenario has no ladder of violence; "
         "add escalation: [Calm, Stones, Shots] to scenario.yaml"),
        # means and partners
        (RAID, "needs: {resource: uav, units: 1, for: 45m}", "needs: {resource: uav, units: 3}", "id: arrest",
         "error option arrest of I30 needs 3 units of uav and there are 2; "
         "ask for fewer, or give the resource more units"),
        (RAID, "needs: {resource: uav, units: 1, for: 45m}", "needs: [{resource: uav, units: 2}, {resource: uav}]",
         "id: arrest",
         "error option arrest of I30 needs 3 units of uav and there are 2; "
         "ask for fewer, or give the resource more units"),
        (RAID, "with: [police]", "with: [force]", "id: arrest",
         "error option arrest of I30 joins its team with itself; name another team in together:"),
        # what can never be
        (RAID, "when: free(uav) >= 1", "when: free(uav) > 2", "id: arrest",
         "error option arrest of I30 is never open: free units of uav over 2, which can never be; "
         "mend its when:, or drop it"),
        (RAID, 'when: "decided(I01)"', 'when: "delivered(I10)"', "id: arrest",
         "error nobody can do what option arrest of I30 requires: I10 is delivered; mend the when: of requires:"),
        (SETTINGS, 'starts: "delivered(I30)"', 'starts: "delivered(I10)"', "handover:",
         "error clock handover can never start: I10 is delivered, which can never be; mend its starts:"),
        (SETTINGS, 'stops: "carried_out(I30, arrest)"', 'stops: "carried_out(I30, arrest, police)"', "handover:",
         "error clock handover can never be stopped: arrest of I30 is carried out by police, which can never be; "
         "mend its stops:"),
        (SETTINGS, 'starts: "delivered(I30)"', 'starts: "kept(handover)"', "handover:",
         "error clock handover can never start: handover was kept, which can never be; mend its starts:"),
        (SETTINGS, "when: elapsed() > 20m, weight", "when: elapsed() > 2h, weight", "inject: I31",
         "error cell can never let I31 happen: elapsed over 2 h 00 min, which can never be; "
         "mend its when:, or drop the move"),
        (SETTINGS, 'countered: "carried_out(I30, arrest)"', 'countered: "ran_out(handover) and fell_through(I32)"',
         "inject: I31",
         "warning nobody can counter I31: handover ran out, and an option of I32 fell through, which can never be; "
         "mend its countered:, or drop it"),
        (SETTINGS, "first: 0:10", "first: 1:00", "  cell:",
         "error adversary cell begins at 1:00 and EndEx is at 1:00; let it begin earlier"),
        (SETTINGS, "when: measure(consent) > 50", "when: measure(consent) > 100", "peace:",
         "error ending peace can never be told: consent over 100, which can never be; mend its when:, or drop it"),
        (SETTINGS, "{River: twist(side) == river}", '{River: "agreed(I01)"}', "P3:",
         "error no answer to probe P3 can ever be right; mend the conditions in right:"),
        (SETTINGS, "outcome: delivered(I30)", "outcome: prevented(I30)", "P1:",
         "error what probe P1 asks about can never be: I30 was prevented; mend its outcome:"),
        (SETTINGS, "at: 0:20}", "at: 1:20}", "P1:", "error probe P1 is put after EndEx; let it come earlier"),
        (LIKELY, "outcome: delivered(I31)", "outcome: broke(assessment)", "id: I33",
         "error what I33 asks about can never be: somebody acted outside assessment; mend its outcome:"),
        # information and channels
        (SETTINGS, "warns: [I31]", "warns: [I32]", "log:",
         "error log warns of I32 at 0:15, and police needs it by 0:40; "
         "give an earlier moment in needed_by, or take out warns"),
        (SETTINGS, "    needed_by: {police: 0:40}\n", "", "log:",
         "error log warns of I31 and nobody needs it; say in needed_by who has to be warned, or take out warns"),
        (SETTINGS, "    conflicts: [rumour]\n", "", "log:",
         "error rumour conflicts with log and log does not say so; add rumour to conflicts of log"),
        (SHARE, "restores: [liaison]\n", "", "",
         "warning I30 breaks channel liaison, which no inject restores; "
         "add restores: [liaison] to a later inject, or leave it if it stays broken"),
        # options
        (RAID, "effects: {consent: -1}\n      law", "effects: {consent: +1}\n      law", "", ""),
        (RAID, "      needs: [{resource: uav}]\n", "", "", ""),
    ],
)  # fmt: skip
def test_one_regret(grown: Folder, file: str, old: str, new: str, line: str, said: str) -> None:
    """Each check speaks once, with its severity and line; what is still sound is left in peace."""
    grown.change(file, old, new)
    told = grown.findings()
    if not said:
        assert told == []
        return
    severity, _, words = said.partition(" ")
    (found,) = (finding for finding in told if finding.endswith(words))
    place = f"{file}:{grown.line(file, line)}" if line else found.removeprefix(f"{severity} ").partition(": ")[0]
    assert found == f"{severity} {place}: {words}"


def test_a_rung_nobody_holds(grown: Folder) -> None:
    """In the short form a rung may lack a holder; an option that needs it could never be approved."""
    settings = (grown.path / SETTINGS).read_text()
    start, end = settings.index("authority:"), settings.index("jurisdiction:")
    grown.write(SETTINGS, settings[:start] + "authority: [force, chief]\n" + settings[end:])
    assert grown.findings() == [
        f"error msel/I30-raid.md:{grown.line(RAID, 'id: arrest')}: option arrest of I30 needs rung chief, "
        "which nobody holds; write chief: {title: …, held_by: …} under authority:"
    ]


def test_an_option_that_only_gains(grown: Folder) -> None:
    """A choice without a price is no choice."""
    grown.change(RAID, "      needs: [{resource: uav}]\n", "")
    grown.change(RAID, "effects: {consent: -1}\n      law", "effects: {consent: +1}\n      law")
    assert grown.findings() == [
        f"warning msel/I30-raid.md:{grown.line(RAID, 'id: wait')}: option wait of I30 has no cost; "
        "let it lose points somewhere, need a resource, an authority or a partner, or do harm"
    ]


@pytest.mark.parametrize(
    ("arrest", "wait", "said"),
    [
        ("{consent: +2, trust: -1}", "{consent: -1, trust: +2}", []),
        ("{consent: +2, trust: +1}", "{consent: -1, trust: +1}", ["option arrest of I30 is best on every measure"]),
    ],
)
def test_one_best_option(grown: Folder, arrest: str, wait: str, said: list[str]) -> None:
    """Where several measures are at stake, no option is the best on all of them."""
    trust = "  trust: {title: Trust, start: 50}\n"
    grown.change(SETTINGS, TRUST, TRUST + trust)
    for effects in ("effects: {consent: {by: +3", "effects: {consent: -2}"):
        grown.change("msel/I01-gate.md", effects, effects.replace("{consent", "{trust: -3, consent", 1)
                     if "by" in effects else "effects: {consent: -2, trust: 1}")  # fmt: skip
    grown.change(RAID, "effects: {consent: +1}", f"effects: {arrest}")
    grown.change(RAID, "effects: {consent: -1}\n      law", f"effects: {wait}\n      law")
    assert [finding.split(": ", 1)[1].split(";")[0] for finding in grown.findings()] == said


@pytest.mark.parametrize(
    ("arrest", "wait", "grade", "said"),
    [
        ("{consent: +2, trust: -1}", "{consent: -1, trust: +2}", 0.8, ["no bad option that tempts"]),
        ("{consent: +2, trust: -1}", "{consent: -1, trust: +2}", 0.3, ["no two options graded 0.7 or better"]),
        ("{consent: +2, trust: -1}", "{consent: -1, trust: -2}", 0.8,
         ["best on every measure", "no two options graded 0.7 or better", "no bad option that tempts"]),
    ],
)  # fmt: skip
def test_a_dilemma(grown: Folder, arrest: str, wait: str, grade: float, said: list[str]) -> None:
    """Whatever calls itself a dilemma offers two defensible options that serve different measures, and a temptation."""
    grown.change(SETTINGS, TRUST, TRUST + "  trust: {title: Trust, start: 50}\n")
    grown.change(RAID, "title: The raid", 'title: "Dilemma: the raid"')
    grown.change(RAID, "grade: 0.3", f"grade: {grade}")
    grown.change(RAID, "effects: {consent: +1}", f"effects: {arrest}")
    grown.change(RAID, "effects: {consent: -1}\n      law", f"effects: {wait}\n      law")
    told = [finding for finding in grown.findings() if "I30" in finding]
    assert len(told) == len(said)
    assert all(words in finding for words, finding in zip(said, told, strict=True))


def test_the_limit_of_open_questions_is_the_scenarios(grown: Folder) -> None:
    """Three at once are the rule; a scenario may allow more or fewer."""
    grown.change(SETTINGS, "limits: {open: 4}", "limits: {open: 1}")
    assert [finding.split(":", 2)[2] for finding in grown.findings()] == [
        " force has 2 questions open at 0:12: I01, I30; spread them out, so that no more than 1 are open at once",
        " police has 3 questions open at 0:16: I01, I32, I33; spread them out, so that no more than 1 are open at once",
    ]


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        ("carried_out(I30, arrest)", True),
        ("carried_out(I30, arrest, force)", True),
        ("carried_out(I30, arrest, police)", False),
        ("decided(I32, town, force)", False),
        ("fell_through(I30, wait)", True),
        ("fell_through(I32)", False),
        ("agreed(I30)", True),
        ("agreed(I30, wait)", False),
        ("missed(I30, police)", False),
        ("arrived(uav, town)", True),
        ("broke(due-diligence)", True),
        ("broke(detention, police)", True),
        ("broke(detention, force)", False),
        ("broke(jurisdiction, force)", True),
        ("broke(mandate, police)", False),
        ("broke(notification)", False),
        ("ran_out(handover)", True),
        ("kept(handover)", True),
        ("prevented(I30)", False),
        ("harm(killed) > 1", True),
        ("harm(wounded) >= 1", True),
        ("harm(abused) > 0", False),
        ("harm(abused) == 0", True),
        ("escalation() == 2", True),
        ("escalation() > 2", False),
        ("free(uav) == 1", True),
        ("free(uav) < 0", False),
        ("measure(consent) < 0", False),
        ("measure(consent) >= 100", True),
        ("elapsed() > 59m", True),
        ("elapsed() > 1h", False),
        ("since(I31) > 5m", True),
    ],
)  # fmt: skip
def test_what_can_be(grown: Folder, condition: str, possible: bool) -> None:
    """An inject waits for every term of the language; only what no course of play can bring is called impossible."""
    grown.write("msel/I40.md", f"---\nid: I40\ntitle: Late\nto: all\nexpects: x\nwhen: {condition}\n---\nText.\n")
    told = grown.findings()
    assert bool(told) is not possible, told
    assert all("I40 can never come" in finding for finding in told)


def test_clocks_that_wait_for_each_other(grown: Folder) -> None:
    """A circle of clocks is found, not walked for ever."""
    grown.change(SETTINGS, 'starts: "delivered(I30)"', 'starts: "ran_out(other)"')
    other = "  other: {title: Other, team: force, starts: ran_out(handover), stops: ran_out(handover), within: 1h}\n"
    grown.change(SETTINGS, "clearances:\n", f"{other}clearances:\n")
    assert ["can never start" in finding or "can never be stopped" in finding for finding in grown.findings()] == [
        True, True, True,
    ]  # fmt: skip


def test_a_bracket_left_in_a_new_text(grown: Folder) -> None:
    """Every text that people read is looked through."""
    grown.change(SETTINGS, "text: Nothing else.", 'text: "Nothing { else."')
    grown.change(SETTINGS, "title: The cell", "title: The {Cell}")
    grown.change(SETTINGS, "[Calm, Stones, Shots]", '[Calm, Stones, "{Shots"]')
    assert ["still holds a {" in finding for finding in grown.findings()] == [True, True, True]


def test_a_node_nobody_can_see(grown: Folder) -> None:
    """Where the releases of its pieces have no team in common, nobody can ever know a node."""
    grown.change(SETTINGS, "release: [force, police]}\n    needed_by: {police: 0:40}", "release: [force]}")
    grown.change(SETTINGS, "Who comes, reports: [log]", "Who comes, reports: [log, other]")
    grown.change(
        SETTINGS,
        "reports:\n  log:",
        "reports:\n  other: {title: Other, body: B, from: police, grade: B2, true: yes, "
        "marking: {level: restricted, release: [police]}}\n  log:",
    )
    said = "no team may hold all the pieces of Who comes in network ring; let one team be in the release"
    assert any(said in finding for finding in grown.findings()), grown.findings()
