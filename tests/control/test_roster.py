"""A roster is read as people write it, and what cannot be used is named with its line and how to mend it."""

from __future__ import annotations

import pytest

from exercise import roster
from exercise.roster import MOST_BYTES, MOST_ROWS, Person
from tests.script import scenario

SCENE = scenario("I1 -> a b c | at 0:10")
GROUPS = ("A", "B")


def read(text: str, encoding: str = "utf-8") -> roster.Roster:
    """The roster in a text."""
    return roster.read(text.encode(encoding), SCENE, GROUPS)


def problem(text: str) -> str:
    """The one thing that is wrong with a roster; a wrong one seats nobody by accident."""
    (found,) = read(text).problems
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(mark: str, encoding: str) -> None:
    """Commas, semicolons or tabs, with or without a mark, in UTF-8 or in Windows' letters."""
    text = "Team,Name,Syndicate\na,Zoë Müller,B\n\nB,Amir,\n".replace(",", mark)
    assert read(text, encoding) == roster.Roster((Person("Zoë Müller", "a", "B"), Person("Amir", "b", "A")))


def test_team_is_known_by_any_of_its_names() -> None:
    """Id, short name and full name lead to the same team, in any case."""
    agency = SCENE.agencies[0]
    names = dict.fromkeys((agency.id, agency.short.upper(), agency.name.lower()))
    rows = "\n".join(f"Person {number},{name}" for number, name in enumerate(names) if name)
    assert {person.team for person in read(f"name,team\n{rows}").people} == {"a"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        ("\n , \n", "The file is empty"),
        ("name,team\n", "a heading and nobody under it"),
        ("who,where\nAda,a", "no column name and no column team"),
        ("name,team\nAda,x", "Line 2: there is no team “x”; it is one of a, b, c."),
        ("name,team\nAda,", "Line 2: the team is missing"),
        ("name,team\n,a", "Line 2: the name is missing"),
        ("name,team\nAda", "Line 2: the team is missing"),
        ("name,team,syndicate\nAda,a,C", "Line 2: there is no syndicate “C”; this exercise has A, B."),
        ("name,team\nAda,a\nBea,a\nada,b", "Line 4: “ada” stands in line 2 already"),
        ("name,team\n=cmd(),a", "Line 2: the name “=cmd()” would be a formula"),
        ("name,team\n@sum,a", "would be a formula"),
        (f"name,team\n{'A' * 61},a", "Line 2: the name"),
        ('name,team\n"Ada\nLovelace",a', "must be one line"),
        ('name,team\n"Ada"x,a', "cannot be read as CSV"),
        ("name,team\nA\0da,a", "This is not a text file"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    """A sentence says where it is and how to mend it."""
    assert said in problem(text)


def test_every_wrong_row_is_named_at_once() -> None:
    """Nobody mends a roster one upload at a time."""
    assert len(read("name,team\n=x,a\nAda,q\n,b\nBea,a").problems) == 3


def test_five_thousand_rows_are_refused_in_one_sentence() -> None:
    """A roster too long is one problem, not five thousand."""
    rows = "\n".join(f"Person {number},a" for number in range(5000))
    assert problem(f"name,team\n{rows}") == (
        f"The roster has 5,000 rows; an exercise seats at most {MOST_ROWS}. Divide it into several."
    )


def test_workbooks_and_large_files_are_not_taken_apart() -> None:
    """What is no CSV is refused before anybody tries to read it."""
    for content, said in ((b"PK\x03\x04rest", "This is a workbook"), (b"x" * (MOST_BYTES + 1), "Is it the right one?")):
        (found,) = roster.read(content, SCENE, GROUPS).problems
        assert said in found


def test_same_name_in_two_syndicates_is_two_people() -> None:
    """Only within a syndicate does a name stand twice."""
    assert len(read("name,team,syndicate\nAda,a,A\nAda,a,B").people) == 2


def test_template_is_a_roster() -> None:
    """Filled in, the form is understood."""
    text = roster.template(SCENE, GROUPS)
    lines = text.splitlines()
    filled = "\n".join([lines[0], *(f"Person {number}{line}" for number, line in enumerate(lines[1:]))])
    assert [person.team for person in read(filled).people] == ["a", "b", "c"] * 2
