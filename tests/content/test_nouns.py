"""Every noun of the kernel can be written in a file, and each way of getting it wrong is said with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exercise.content import from_json, to_json
from exercise.core.scenario import (
    COORDINATION,
    HOUR,
    MINUTE,
    STANDARD_FORMS,
    Adversary,
    Attachment,
    Clearance,
    CoordinationModel,
    Effect,
    Ending,
    FormField,
    Harm,
    Index,
    Jurisdiction,
    Law,
    Move,
    Needed,
    Network,
    Node,
    ProbeItem,
    Procedure,
    Requirement,
    Resource,
    Rung,
    RunningClock,
    Spread,
    Together,
)

if TYPE_CHECKING:
    from tests.content.conftest import Folder

SETTINGS = "scenario.yaml"
RAID = "msel/I30-raid.md"


def test_the_setting_arrives(grown: Folder) -> None:
    """Rules, means, probes, adversary and epilogue are what the planner wrote."""
    scenario = grown.draft().scenario
    force = scenario.agency["force"]
    assert (force.reaction, force.caveats) == (Spread("uniform", (MINUTE, 5 * MINUTE)), ("arrest",))
    assert (scenario.mode, scenario.coordination, scenario.model.factor, scenario.model.picture) == (
        "table-top", "joint-centre", 0.5, COORDINATION[2].picture,
    )  # fmt: skip
    assert scenario.models[-1] == CoordinationModel("envoy", "A special envoy", 1.5, None, queues=False)
    assert (scenario.mandate, scenario.mandates) == ("robust", ("protect", "robust"))
    assert scenario.ladder == (Rung("patrol", "Patrol leader", "force"), Rung("chief", "Head of mission", "press"))
    assert scenario.jurisdictions == (Jurisdiction("town", "arrest", "police"),)
    steps = (("register", "Write the name into the register"), ("notify", "Tell the legal adviser"))
    assert scenario.procedures == (Procedure("detention", "Detention", steps, "Interim SOP 2010.6"),)
    assert scenario.networks == (Network("ring", "A ring", (Node("gate", "Who comes", ("log",)),)),)
    assert (scenario.form["methane"].fields, scenario.form["methane"].to) == (
        STANDARD_FORMS["methane"].fields, ("press",)
    )  # fmt: skip
    assert scenario.form["risk"].rates
    assert scenario.form["risk"].fields[-1] == FormField("owner", "Owner", must=False)
    assert scenario.clocks == (
        RunningClock(
            "handover", "Hand over or release", "police", "delivered(I30)", "carried_out(I30, arrest)", 48 * HOUR,
            "detention", "Interim SOP", (Effect("consent", -5.0, 10 * MINUTE),),
        ),
    )  # fmt: skip
    delay = Spread("uniform", (5 * MINUTE, 20 * MINUTE))
    assert scenario.clearances == (Clearance("flight", "Flight clearance", "press", "measure(consent) > 40", delay),)
    travel = Spread("fixed", (10 * MINUTE,))
    assert scenario.resources == (Resource("uav", "UAV hours", "force", 2, "surveillance", travel, "flight"),)
    assert scenario.probes == (
        ProbeItem("P1", "forecast", "An attack before 07:00?", at=20 * MINUTE, outcome="delivered(I30)"),
        ProbeItem("P2", "awareness", "Who arrests in the town?", ("force",), None, ("Force", "Police"), 1,
                  window=5 * MINUTE),
        ProbeItem("P3", "awareness", "Where from?", choices=("North", "River"),
                  right_when=("", "twist(side) == river")),
        ProbeItem("P4", "workload", "How loaded are you?"),
    )  # fmt: skip
    assert scenario.adversaries == (
        Adversary(
            "cell", "The cell", Spread("exponential", (15 * MINUTE,)),
            (Move("I31", "mine", "elapsed() > 20m", 2.0, "carried_out(I30, arrest)"),), 10 * MINUTE,
        ),
    )  # fmt: skip
    assert scenario.escalation == ("Calm", "Stones", "Shots")
    peace, after = scenario.endings
    elder = scenario.report["log"].body.removeprefix("Seen by ")
    assert peace == Ending(
        "peace",
        "The market reopens",
        f"{elder} is back.",
        "measure(consent) > 50",
        30,
        (Effect("consent", 2.0),),
    )
    assert (after.when, after.day) == ("", 90)
    assert scenario.indices == (
        Index("stability", "Stability", (("consent", 1.0),)),
        Index("political", "Political part", (("consent", 2.0),)),
    )
    assert [measure.id for measure in scenario.measures] == ["consent"]
    log, rumour = scenario.reports
    assert (log.place, log.as_of, log.stale_after) == ((-3.05, 16.77), -17 * HOUR - 30 * MINUTE, 6 * HOUR)
    assert (rumour.as_of, rumour.conflicts, log.conflicts) == (-12 * HOUR, ("log",), ("rumour",))
    assert (log.warns, rumour.warns) == (("I31",), ())


def test_the_msel_arrives(grown: Folder) -> None:
    """Harm, papers, channels, law, means and partners of injects and options are what the planner wrote."""
    scenario = grown.draft().scenario
    raid = scenario.inject["I30"]
    assert (raid.where, raid.incident, raid.escalates, raid.breaks) == ("town", True, 1, ("liaison",))
    assert raid.harm == (Harm("wounded", 3.0), Harm("displaced", 40.0, HOUR))
    assert raid.missed_harm == (Harm("killed", 0.5),)
    elder = scenario.report["log"].body.removeprefix("Seen by ")
    assert raid.attachments == (
        Attachment("Plate list", f"1. {elder}"),
        Attachment("Note", f"{elder} wrote this."),
    )
    assert raid.ask
    arrest, wait = raid.ask.options
    assert (arrest.when, arrest.closed, arrest.authority, arrest.what) == (
        "free(uav) >= 1", "No eye in the air", "chief", "arrest",
    )  # fmt: skip
    assert arrest.law == Law((("protect", "needs-approval"), ("robust", "within")), "para 12(b)")
    assert arrest.requires == (Requirement("due-diligence", "decided(I01)", "The check is made", "HRDDP", gate=True),)
    assert arrest.steps == ("detention.register", "detention.notify")
    assert arrest.together == Together(("police",), 10 * MINUTE)
    assert arrest.needs == (Needed("uav", 1, 45 * MINUTE),)
    assert (arrest.harm, arrest.escalates) == ((Harm("wounded", 1.0),), -1)
    assert arrest.failed_effects == (Effect("consent", -1.0),)
    assert (wait.law, wait.needs) == (Law((("", "within"),), "para 1"), (Needed("uav"),))
    assert scenario.inject["I31"].hold, "a move waits for its adversary"
    share, likely = scenario.inject["I32"], scenario.inject["I33"]
    assert share.restores == ("liaison",)
    assert share.ask
    assert (share.ask.total, [option.ideal for option in share.ask.options]) == (6, [4, 2])
    assert likely.ask
    assert (likely.ask.kind, likely.ask.outcome, likely.ask.options) == ("forecast", "delivered(I31)", ())


def test_everything_survives_freezing(grown: Folder) -> None:
    """The frozen form gives every new noun back."""
    scenario = grown.draft().scenario
    assert from_json(to_json(scenario)) == scenario


def test_the_short_ladder(grown: Folder) -> None:
    """A list of rungs is enough; a rung is held by the team or SimCell role of its name."""
    settings = (grown.path / SETTINGS).read_text()
    start, end = settings.index("authority:"), settings.index("jurisdiction:")
    grown.write(SETTINGS, settings[:start] + "authority: [force, second-officer, press, chief]\n" + settings[end:])
    ladder = grown.draft().scenario.ladder
    assert [(rung.id, rung.holder) for rung in ladder] == [
        ("force", "force"), ("second-officer", ""), ("press", "press"), ("chief", ""),
    ]  # fmt: skip
    assert ladder[1].title == "Second officer"


def test_the_first_variant_of_the_mandate_is_in_force(grown: Folder) -> None:
    """A scenario that names variants and chooses none plays the first."""
    grown.change(SETTINGS, "mandate: robust\n", "")
    assert grown.draft().scenario.mandate == "protect"


def test_a_scenario_without_the_new_nouns_is_as_before(folder: Folder) -> None:
    """Nothing new is needed."""
    scenario = folder.draft().scenario
    assert (scenario.coordination, scenario.models, scenario.mode) == ("liaison", COORDINATION, "functional")
    assert (scenario.ladder, scenario.resources, scenario.indices, scenario.endings) == ((), (), (), ())


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        # scenario.yaml
        (SETTINGS, "Who comes, reports: [log]", "Who comes, reports: [lg]", "lg]",
         "lg is not a report; did you mean log?"),
        (SETTINGS, "like: methane", "like: metane", "like: metane",
         "metane is not a standard form; did you mean methane?"),
        (SETTINGS, "to: [press]}\n  risk", "to: [pres]}\n  risk", "to: [pres]",
         "pres is not a team or SimCell role; did you mean press?"),
        (SETTINGS, "    title: Risk at the gate\n", "",
         "basis: Camp orders", "form risk has no title; add a line title: …"),
        (SETTINGS, "{title: Impact, low: 1, high: 5}", "{title: Impact, low: 1}", "impact:",
         "field impact needs low and high; write for example low: 1 and high: 5"),
        (SETTINGS, "{title: Owner, must: no}", "{title: Risk, must: no}", "fields:",
         "form risk has two headings risk; give every heading a title of its own"),
        (SETTINGS, "{title: Owner, must: no}", "{title: \"Owner: name\", must: no}", "owner:",
         "field owner has a colon in its title; leave the colon out"),
        (SETTINGS, "mode: table-top", "mode: tabletop", "mode:",
         "mode: 'tabletop' is not a word that may stand here; did you mean table-top?"),
        (SETTINGS, "coordination: joint-centre", "coordination: joint", "coordination:",
         "joint is not a coordination model; did you mean joint-centre?"),
        (SETTINGS, "factor: 1.5", "faktor: 1.5", "envoy:",
         "coordination model envoy has an unknown key faktor; did you mean factor?"),
        (SETTINGS, "picture: none", "picture: never", "envoy:",
         "picture: 'never' is not a duration; write for example 90s, 15m or 1h30m"),
        (SETTINGS, "mandate: robust\n", "mandate: robus\n", "mandate: robus",
         "robus is not a mandate; did you mean robust?"),
        (SETTINGS, "held_by: press}\njur", "held_by: pres}\njur", "chief:",
         "pres is not a team or SimCell role; did you mean press?"),
        (SETTINGS, "{title: Patrol leader, held_by: force}", "{title: Patrol leader}", "patrol:",
         "rung patrol has no held_by; add a line held_by: …"),
        (SETTINGS, "lead: police}", "lead: polise}", "lead: polise", "polise is not a team; did you mean police?"),
        (SETTINGS, "lead: police}", "lead: police}\n  - {where: town, what: arrest, lead: force}", "lead: force",
         "arrest in town has a lead already; keep one of the two"),
        (SETTINGS, "      register: W", "      the register: W", "the register:",
         "'the register' cannot be an id; use up to 40 letters, digits, - and _, beginning with a letter"),
        (SETTINGS, "within: 48h", "within: 0h", "within: 0h", "within: 0h is no time at all; write for example 15m"),
        (SETTINGS, "rule: detention", "rule: arrest", "rule: arrest",
         "rule: 'arrest' is not a word that may stand here; did you mean caveat?"),
        (SETTINGS, "stops: \"carried_out(I30, arrest)", "stops: \"carried_out(I30, arest)", "arest)",
         "arest is not an option of I30; did you mean arrest?"),
        (SETTINGS, "starts: \"delivered(I30)\"", "starts: \"delivered(I39)\"", "I39",
         "I39 is not an inject; did you mean I33?"),
        (SETTINGS, "{by: -5", "{bye: -5", "bye",
         "consent of effects of clock handover has no by; add a line by: …"),
        (SETTINGS, "held_by: press, when", "held_by: presse, when", "presse",
         "presse is not a team or SimCell role; did you mean press?"),
        (SETTINGS, "when: measure(consent) > 40", "when: measure(content) > 40", "content",
         "content is not a measure; did you mean consent?"),
        (SETTINGS, "units: 2,", "units: 1.5,", "units: 1.5",
         "units: 1.5 is not a whole number; write for example 1"),
        (SETTINGS, "kind: surveillance", "kind: surveilance", "surveilance",
         "kind: 'surveilance' is not a word that may stand here; did you mean surveillance?"),
        (SETTINGS, "clearance: flight", "clearance: flite", "flite", "flite is not a clearance; did you mean flight?"),
        (SETTINGS, "uav: {agency: force", "uav: {agency: fores", "fores", "fores is not a team; did you mean force?"),
        (SETTINGS, "ask: probability", "ask: probity", "probity",
         "ask: 'probity' is not a word that may stand here; known: awareness, forecast, workload"),
        (SETTINGS, "outcome: delivered(I30), ", "", "P1:", "probe P1 has no outcome; add a line outcome: …"),
        (SETTINGS, "right: Police", "right: Polise", "Polise",
         "'Polise' is not a choice of probe P2; did you mean Police?"),
        (SETTINGS, ", right: Police", "", "P2:", "probe P2 has no right; add a line right: …"),
        (SETTINGS, "right: {River:", "right: {Rivers:", "Rivers",
         "'Rivers' is not a choice of probe P3; did you mean River?"),
        (SETTINGS, "choices: [North, River]", "choices: [River, River]", "P3:",
         "probe P3 leaves nothing to choose; list two or more different choices"),
        (SETTINGS, "text: How loaded are you?", "text: How loaded are you?, choices: [a, b]", "P4:",
         "probe P4 has an unknown key choices; known: ask, text, to, at, window"),
        (SETTINGS, "inject: I31, tactic", "inject: I39, tactic", "I39", "I39 is not an inject; did you mean I33?"),
        (SETTINGS, "every: {exponential: 15m}", "every: 0m", "every: 0m",
         "adversary cell never rests; write for example every: 15m"),
        (SETTINGS, "countered: \"carried_out(I30, arrest)\"", "countered: \"carried_out(I30, arest)\"", "arest",
         "arest is not an option of I30; did you mean arrest?"),
        (SETTINGS, "when: elapsed() > 20m, ", "when: elapsed(), ", "elapsed()",
         "elapsed(…) is a value; compare it, for example elapsed(…) > 10m"),
        (SETTINGS, "text: Nothing else.", "txt: Nothing else.", "txt", "ending after has no text; add a line text: …"),
        (SETTINGS, "when: measure(consent) > 50", "when: measure(consent) over 50", "consent) over",
         "'measure(consent) over 50' cannot be read (invalid syntax); check brackets, commas and quotes"),
        (SETTINGS, "day: 30", "day: 0", "day: 0", "day: 0 is not between 1 and 3650; choose a number in that range"),
        (SETTINGS, "Political part, consent: 2", "Political part, content: 2", "content",
         "content is not a measure; did you mean consent?"),
        (SETTINGS, "consent: 2}", "consent: 0}", "political:",
         "index political weighs nothing; write for example {civilians: 3, consent: 1}"),
        (SETTINGS, "  political: {", "  consent: {", "Political part",
         "consent is a measure already; choose another id"),
        (SETTINGS, "limits: {open: 4}", "limits: {opens: 4}", "opens:",
         "limits of scenario.yaml has an unknown key opens; did you mean open?"),
        (SETTINGS, "place: [-3.05, 16.77]", "place: [-3.05]", "place:",
         "place: two figures make a place; write for example [-3.05, 16.77]"),
        (SETTINGS, "place: [-3.05, 16.77]", "place: [west, 16.77]", "place:",
         "place: 'west' is not a number; write for example 3, +6 or -1.5"),
        (SETTINGS, "as_of: -17:30", "as_of: yesterday", "as_of: yesterday",
         "as_of: 'yesterday' is not a moment; write 0:20 after StartEx, -17:30 before it, or 2031-04-13T17:40"),
        (SETTINGS, "as_of: -17:30", "as_of: 2031-14-13T18:00", "2031-14",
         "as_of: '2031-14-13T18:00' is not a moment; write 0:20 after StartEx, -17:30 before it, or 2031-04-13T17:40"),
        (SETTINGS, "warns: [I31]", "warns: [I39]", "I39", "I39 is not an inject; did you mean I33?"),
        (SETTINGS, "conflicts: [rumour]", "conflicts: [rumor]", "rumor]",
         "rumor is not a report; did you mean rumour?"),
        (SETTINGS, "conflicts: log}", "conflicts: rumour}", "conflicts: rumour}",
         "rumour conflicts with itself; name another report"),
        (SETTINGS, "reaction: {uniform: [1m, 5m]}", "reaction: {uniform: [5m]}", "reaction",
         "reaction: uniform takes 2 durations, not 1; for example {uniform: [5m, 20m]}"),
        # injects
        (RAID, "harm: {wounded: 3", "harm: {wounds: 3", "wounds",
         "'wounds' is not a kind of harm; did you mean wounded?"),
        (RAID, "{expected: 40, after: 1h}", "{after: 1h}", "displaced",
         "displaced of harm of inject I30 has no expected; add a line expected: …"),
        (RAID, "missed_harm: {killed: 0.5}", "missed_harm: {killed: -1}", "killed",
         "killed: -1 is not between 0 and 10000; choose a number in that range"),
        (RAID, "escalates: +1", "escalates: 0.5", "escalates: 0.5",
         "escalates: 0.5 is not a whole number; write for example 0"),
        (RAID, "breaks: [liaison]", "breaks: [liason]", "liason", "liason is not a channel; did you mean liaison?"),
        (RAID, "incident: yes", "incident: maybe", "maybe", "incident: 'maybe' is neither yes nor no; write yes or no"),
        (RAID, "{title: Note, text:", "{title: Note, txt:", "txt",
         "one of attachments of inject I30 needs its paper; write either text: or file:"),
        (RAID, "file: papers/plates.md", "file: ../../secret.md", "secret",
         "../../secret.md lies outside the scenario; keep papers in its folder"),
        ("msel/papers/plates.md", "{elder}", "{eldest}", "eldest", "{eldest} is not in the cast; did you mean elder?"),
        ("msel/I31-mine.md", "to: all", "to: all\nat: 0:30", "at:",
         "I31 is a move of cell and cannot have a time of its own; drop at, or drop the move"),
        ("msel/I10.md", "window: 20m", "window: 20m\nincident: yes", "incident",
         "I10 is an expected action, delivered to nobody, so incident never happens; drop incident"),
        # options
        (RAID, "      closed: No eye in the air\n", "", "when: free",
         "option arrest of I30 can be closed and does not say why; add closed: with the reason that trainees read"),
        (RAID, "why: Too slow.", "why: Too slow.\n      closed: Shut", "closed: Shut",
         "option wait of I30 is never closed; add when:, or drop closed"),
        (RAID, "authority: chief", "authority: chef", "chef", "chef is not a rung; did you mean chief?"),
        (RAID, "{protect: needs-approval", "{project: needs-approval", "project",
         "project is not a mandate; did you mean protect?"),
        (RAID, "{mandate: within, basis: para 1}", "{mandate: legal, basis: para 1}", "legal",
         "mandate: 'legal' is not a word that may stand here; known: within, needs-approval, outside"),
        (RAID, "rule: due-diligence", "rule: diligence", "rule: diligence",
         "rule: 'diligence' is not a word that may stand here; did you mean due-diligence?"),
        (RAID, "when: \"decided(I01)\"", "when: \"decided(I00)\"", "I00", "I00 is not an inject; did you mean I30?"),
        (RAID, "detention.notify]", "detention.notfy]", "notfy",
         "detention.notfy is not a step of a procedure; did you mean detention.notify?"),
        (RAID, "{with: [police], within: 10m}", "{with: [polise], within: 10m}", "polise",
         "polise is not a team; did you mean police?"),
        (RAID, "{with: [police], within: 10m}", "{with: [police]}", "with:",
         "together of option arrest of I30 has no within; add a line within: …"),
        (RAID, "{resource: uav, units", "{resource: uaw, units", "uaw", "uaw is not a resource; did you mean uav?"),
        (RAID, "failed_effects: {consent", "failed_effects: {content", "content",
         "content is not a measure; did you mean consent?"),
        ("msel/I32-share.md", "total: 6", "total: 7", "total:",
         "I32 has 7 to allocate and ideal shares of 6; make them the same"),
        ("msel/I32-share.md", "  total: 6\n", "", "kind: allocate",
         "ask of inject I32 has no total; add a line total: …"),
        ("msel/I32-share.md", "ideal: 2, why", "ideal: 2, grade: 1, why", "grade",
         "option road of I32 has an unknown key grade; known: id, text, why, effects, also, shares, when, closed, "
         "authority, what, law, requires"),
        ("msel/I33-likely.md", ", outcome: delivered(I31)", "", "ask:",
         "ask of inject I33 has no outcome; add a line outcome: …"),
        ("msel/I33-likely.md", "delivered(I31)}", "delivered(I39)}", "I39", "I39 is not an inject; did you mean I33?"),
        ("msel/I33-likely.md", "outcome: delivered(I31)}",
         "outcome: delivered(I31), options: [{id: a, text: a, grade: 1, why: a}]}", "options",
         "I33 asks for a forecast and offers options; choose one of the two"),
    ],
)  # fmt: skip
def test_one_fault_is_said_with_its_line(grown: Folder, file: str, old: str, new: str, line: str, said: str) -> None:
    """Each guard speaks at the line of what is wrong, and says how to mend it."""
    grown.change(file, old, new)
    assert f"{file}:{grown.line(file, line)}: {said}" in grown.errors()


def test_a_paper_that_is_missing(grown: Folder) -> None:
    """An attachment's file is looked for beside the inject."""
    (grown.path / "msel/papers/plates.md").unlink()
    assert grown.errors() == [
        "msel/papers/plates.md: the file is missing; write it; the author's guide says what belongs in it"
    ]
