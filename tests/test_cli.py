"""The command `whitecell`, as others call it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WHITECELL = Path(sys.executable).with_name("whitecell")


def whitecell(*arguments: str, cwd: Path, ok: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    done = subprocess.run([WHITECELL, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    return done


def test_check(tmp_path: Path) -> None:
    """`check` says one line per scenario."""
    done = whitecell("check", str(ROOT / "injects"), cwd=tmp_path)
    assert "harmattan-link: HARMATTAN LINK" in done.stdout


def test_check_names_file_and_line(tmp_path: Path) -> None:
    """`check` of a broken scenario exits 1 and names file and line, and how to mend it."""
    shutil.copytree(ROOT / "injects/harmattan-link", tmp_path / "broken")
    inject = next((tmp_path / "broken/msel").glob("I03*.md"))
    inject.write_text(inject.read_text(encoding="utf-8").replace("\nto: [force]", "\nto: [farce]"), encoding="utf-8")
    (tmp_path / "broken/cards/jmac.md").unlink()
    done = whitecell("check", "broken", cwd=tmp_path, ok=False)
    assert f"broken/msel/{inject.name}:" in done.stderr
    assert "did you mean force?" in done.stderr
    assert "cards/jmac.md" in done.stderr


def test_play(tmp_path: Path) -> None:
    """`play --json` prints one object with the promised figures and touches no database."""
    done = whitecell("play", "harmattan-link", "--bots", "typical", "--seed", "3", "--json", cwd=tmp_path)
    figures = json.loads(done.stdout)
    counts = {"facts", "delivered", "answered", "missed", "skipped", "shared"}
    promised = counts | {"mark", "outcome", "scores", "measures", "wall_s"}
    assert promised <= figures.keys()
    assert 0 <= figures["outcome"] <= 100
    assert set(figures["scores"]) == {"force", "police", "jmac", "civil", "host", "region", "sirocco"}
    assert list(tmp_path.iterdir()) == []


def test_save_replay_export(tmp_path: Path) -> None:
    """A saved exercise replays from the database and from its exported log; a forged log does not."""
    saved = json.loads(whitecell("play", "harmattan-link", "--bots", "random", "--json", "--save", cwd=tmp_path).stdout)
    id = saved["exercise"]
    replayed = json.loads(whitecell("replay", id, "--json", cwd=tmp_path).stdout)
    assert (replayed["agree"], replayed["mark"], replayed["chain"]) == (True, saved["mark"], "whole")
    whitecell("export", id, "--to", "log.ndjson", cwd=tmp_path)
    (tmp_path / "away").mkdir()
    shutil.move(tmp_path / "log.ndjson", tmp_path / "away/log.ndjson")
    assert json.loads(whitecell("replay", "log.ndjson", "--json", cwd=tmp_path / "away").stdout)["agree"] is True
    log = (tmp_path / "away/log.ndjson").read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(log) if '"kind":"Decide"' in line)
    forged = json.loads(log[place])
    forged["data"]["rationale"] = "something else"
    log[place] = json.dumps(forged)
    (tmp_path / "forged.ndjson").write_text("\n".join(log), encoding="utf-8")
    answer = json.loads(whitecell("replay", "forged.ndjson", "--json", cwd=tmp_path, ok=False).stdout)
    assert answer["divergence"]["seq"] == forged["seq"]


def test_rebuild(tmp_path: Path) -> None:
    """`rebuild` drops the record tables and writes them again identically."""
    id = json.loads(whitecell("play", "harmattan-link", "--json", "--save", cwd=tmp_path).stdout)["exercise"]

    def dump() -> dict[str, list[tuple[object, ...]]]:
        with sqlite3.connect(tmp_path / "var/whitecell.db") as database:
            return {
                table: database.execute(f"SELECT * FROM {table} ORDER BY fact").fetchall()
                for table in ("delivery", "decision", "share", "message", "measure_point")
            }

    before = dump()
    assert before["decision"]
    with sqlite3.connect(tmp_path / "var/whitecell.db") as database:
        database.execute("DELETE FROM decision")
    whitecell("rebuild", id, cwd=tmp_path)
    assert dump() == before


def test_account(tmp_path: Path) -> None:
    """`account` prints a password once, and a new one for a name it knows."""
    first = whitecell("account", "cleo", "--role", "evaluator", cwd=tmp_path).stdout
    second = whitecell("account", "cleo", cwd=tmp_path).stdout
    assert first.startswith("cleo: password ")
    assert first != second
    whitecell("account", "someone", "--role", "trainee", cwd=tmp_path, ok=False)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["play", "nowhere"], "There is no scenario nowhere; shipped: harmattan-link"),
        (["play", "harmattan-link", "--bots", "clever"], "clever is not a policy; choose one of expert"),
        (["replay", "zzzz"], "There is no exercise zzzz here, and no such file."),
        (["export", "zzzz", "--to", "x"], "There is no exercise zzzz."),
        (["export", "zzzz", "--to", "x.sqlite"], "There is no exercise zzzz."),
        (["report", "zzzz", "--to", "x.docx"], "There is no exercise zzzz."),
        (["rebuild", "zzzz"], "There is no exercise zzzz."),
        (["check", "nowhere"], "there is no such folder"),
    ],
)
def test_wrong_words(arguments: list[str], sentence: str, tmp_path: Path) -> None:
    """A wrong argument is answered with a sentence and exit code 1, never with a traceback."""
    done = whitecell(*arguments, cwd=tmp_path, ok=False)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_not_a_log(tmp_path: Path) -> None:
    """A file that is no log is refused with its line."""
    (tmp_path / "x.txt").write_text("hello\n", encoding="utf-8")
    assert "x.txt:1:" in whitecell("replay", "x.txt", cwd=tmp_path, ok=False).stderr


def test_account_for_one_exercise(tmp_path: Path) -> None:
    """An evaluator is posted to one exercise, listed, shut out and let in; nonsense is a sentence."""
    id = json.loads(whitecell("play", "harmattan-link", "--json", "--save", cwd=tmp_path).stdout)["exercise"]
    assert "password" in whitecell("account", "eva", "--role", "evaluator", "--exercise", id, cwd=tmp_path).stdout
    assert whitecell("account", cwd=tmp_path).stdout == f"eva: evaluator, {id}\n"
    whitecell("account", "eva", "--disable", cwd=tmp_path)
    assert whitecell("account", cwd=tmp_path).stdout.endswith(", shut out\n")
    whitecell("account", "eva", "--enable", cwd=tmp_path)
    assert "no exercise zz" in whitecell("account", "ivo", "--exercise", "zz", cwd=tmp_path, ok=False).stderr
    assert "Trainees join" in whitecell("account", "ivo", "--role", "trainee", cwd=tmp_path, ok=False).stderr


def test_report(tmp_path: Path) -> None:
    """`report` writes DOCX and HTML; an ending it does not know is answered with those it does."""
    id = json.loads(whitecell("play", "harmattan-link", "--json", "--save", cwd=tmp_path).stdout)["exercise"]
    whitecell("report", id, "--to", "aar.docx", cwd=tmp_path)
    whitecell("report", id, "--to", "aar.html", "--no-names", cwd=tmp_path)
    assert (tmp_path / "aar.docx").read_bytes().startswith(b"PK")
    assert "Names are left out." in (tmp_path / "aar.html").read_text(encoding="utf-8")
    done = whitecell("report", id, "--to", "aar.pdf", cwd=tmp_path, ok=False)
    assert "A report is written as .html or .docx, not as .pdf" in done.stderr


def test_export_record(tmp_path: Path) -> None:
    """`export` writes the record in the format that the path asks for, and refuses to overwrite a database."""
    id = json.loads(whitecell("play", "harmattan-link", "--json", "--save", cwd=tmp_path).stdout)["exercise"]
    whitecell("export", id, "--to", "record.sqlite", cwd=tmp_path)
    whitecell("export", id, "--to", "csv/", "--no-names", cwd=tmp_path)
    with sqlite3.connect(tmp_path / "record.sqlite") as database:
        (decisions,) = database.execute("SELECT count(*) FROM decision").fetchone()
    lines = (tmp_path / "csv/decision.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > decisions > 0
    assert (tmp_path / "csv/dictionary.csv").exists()
    assert "is there already" in whitecell("export", id, "--to", "record.sqlite", cwd=tmp_path, ok=False).stderr
