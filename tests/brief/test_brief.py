"""What a brief says of a register: what is new, what changed since, who says so, and what it never says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from briefs import DAILY, DAY, DOCTOR, FIRST, NEXT, SECOND, WIRE, Write, brief_of, section_text

from marsad.brief import days_between, text_of
from marsad.brief.facts import added, gather_facts
from marsad.brief.words import load_words
from marsad.errors import UsageError
from marsad.link import load_link_settings, tolls_told
from marsad.model import Toll
from marsad.pipeline import relink
from marsad.register import Register
from marsad.review import annotate, discount, judge, merge, undo

ROOT = Path(__file__).resolve().parents[2]


def test_the_claims_of_an_incident_give_its_tolls_again(gold: Register) -> None:
    """All claims of an incident give the tolls that linking derived: an earlier day's toll is made by no other rule."""
    rules = load_link_settings()
    incidents = list(gold.incidents())
    assert len(incidents) > 50
    assert [i.id for i in incidents if tolls_told(i.claims, rules) != i.tolls] == []


def test_an_incident_is_new_once(gold: Register) -> None:
    """On the day of its first report, and in no other brief; a brief of both days has it once."""
    new = {
        day: {t.incident.id for t in gather_facts(gold, days_between(day, None)).told if t.new}
        for day in ("2017-03-17", "2017-03-18")
    }
    assert len(new["2017-03-17"]) > 3
    assert new["2017-03-17"] & new["2017-03-18"] == set()
    both = gather_facts(gold, days_between("2017-03-18", "2017-03-16"))
    assert {t.incident.id for t in both.told if t.new} == new["2017-03-17"] | new["2017-03-18"]


def test_new_incidents_are_told_by_province_with_claimant_grade_and_source(written: Write) -> None:
    """What, where and when; what happened to whom; who says so and in which source; how sure it is."""
    text = section_text(brief_of(written(FIRST), DAY), "new")
    lines = text.splitlines()
    assert lines[0] == "الحوادث الجديدة"
    assert "قصف في سرمين (إدلب)، 3 شباط/فبراير 2020" in lines
    assert "قُتل ثلاثة مدنيين، وجُرح خمسة مدنيين." in lines
    assert "قُتلت امرأتان، وجُرح 11 مدنياً." in lines
    assert "الدفاع المدني: 3 قتلى (من المدنيين) [2]" in lines
    assert "وزارة الصحة: قتيلان (من المدنيين) [1]" in lines
    assert len(re.findall("^الدرجة: ", text, flags=re.MULTILINE)) == 2
    assert section_text(brief_of(written({}), DAY, "en"), "new").splitlines()[3].startswith("3 civilians were killed")


def test_a_raised_toll_is_told_with_both_numbers(written: Write) -> None:
    """The day after: the old toll, the new one, who gives it; the first brief, made again, knows nothing of it."""
    written(FIRST)
    before = text_of(brief_of(written({}), DAY))
    register = written(SECOND)
    changed = section_text(brief_of(register, NEXT), "changed").splitlines()
    assert "القتلى: كانت 3 فصارت 7" in changed
    assert "الدفاع المدني: 7 قتلى (من المدنيين) [2]" in changed
    assert changed[1].startswith("الحصيلة السابقة مستخلصة من التقارير المنشورة حتى 3 شباط/فبراير 2020")
    assert text_of(brief_of(register, DAY)) == before


def test_running_totals_stand_apart(written: Write) -> None:
    """A total since the year began is told with its claimant, and is in no sum."""
    register = written({**FIRST, **SECOND})
    brief = brief_of(register, NEXT, since="2020-02-02")
    assert "المرصد السوري: 1,200 قتيل (من المدنيين)" in section_text(brief, "totals")
    assert "1,200" not in section_text(brief, "summary")
    told = gather_facts(register, days_between(NEXT, "2020-02-02")).told
    assert added([toll for one in told if (toll := one.toll("killed"))]) == (9, 9, 9)


def test_tellers_who_disagree_stand_side_by_side(gold: Register) -> None:
    """Each claim with its claimant and who denies it."""
    text = section_text(brief_of(gold, "2017-03-18"), "disputes")
    assert "القتلى: 42 (5–42)" in text
    assert "المرصد السوري: 42 قتيلاً (من أكثر من فئة)؛ مصدر النفي: القيادة المركزية الأمريكية [2]" in text


def test_what_happened_long_before_is_told_apart(written: Write) -> None:
    """An incident that ended more than a week before stands under earlier ones, and in no sum of new ones."""
    text = "قتل خمسة مدنيين في قصف على بلدة سرمين في 3 كانون الثاني 2020، بحسب الدفاع المدني."
    brief = brief_of(written({"r-old": (DAY, WIRE, text)}), DAY, "en")
    assert "Shelling, Sarmīn (Idlib), 3 January 2020" in section_text(brief, "earlier")
    assert section_text(brief, "summary").splitlines()[1] == "The reports of these days tell of no new incident."


def test_judgements_since_the_last_brief_are_told_and_older_ones_are_not(written: Write) -> None:
    """A corrected value with what it was; after the time of the last brief alone; one taken back is told as such."""
    register = written(FIRST)
    (incident,) = (i for i in register.incidents() if i.type == "shelling")
    figure = next(key for key in incident.mentions if "#figure:" in key)
    made = judge(register, kind="value", subject=figure, who="amal", why="r1", field="high", value="4")
    relink(register, command="test")
    told = section_text(brief_of(register, DAY, "en"), "register")
    assert f"Incident {incident.id}: “high” was corrected from 3 to 4" in told
    assert "What was entered after 2 February 2020 23:59:59 UTC" in told
    later = section_text(brief_of(register, DAY, "en", since="2999-01-01T00:00:00+00:00"), "register")
    assert "Nothing of the kind was entered." in later
    undo(register, made.id, who="amal", why="a slip")
    relink(register, command="test")
    assert "Nothing of the kind was entered." in section_text(brief_of(register, DAY, "en"), "register")


def test_incidents_that_were_joined_are_told(written: Write) -> None:
    """The one that is no more leads to the one that holds it now."""
    register = written(FIRST)
    one, other = sorted(i.id for i in register.incidents())
    merge(register, one, other, who="amal", why="one and the same")
    relink(register, command="test")
    (left,) = register.incidents()
    gone = ({one, other} - {left.id}).pop()
    told = section_text(brief_of(register, DAY, "en"), "register")
    assert f"Incident {gone}: merged into Incident {left.id}" in told
    assert "two tellings were judged to be of the same incident" in told


def test_discounted_incidents_are_left_out_and_counted(written: Write) -> None:
    """No line, no sum; the notes say how many."""
    register = written(FIRST)
    (incident,) = (i for i in register.incidents() if i.type == "shelling")
    discount(register, incident.id, who="amal", why="a rumour")
    relink(register, command="test")
    brief = brief_of(register, DAY, "en")
    assert "Sarmīn" not in section_text(brief, "new")
    assert "incidents that a reviewer discounted (1)" in section_text(brief, "notes")


def test_no_private_name_no_note_and_no_reason_is_ever_told(written: Write) -> None:
    """A doctor who is quoted, the words of reports, a reviewer's name, note and reason: in no brief of any language."""
    register = written({**FIRST, **SECOND})
    (incident,) = (i for i in register.incidents() if i.type == "shelling")
    figure = next(key for key in incident.mentions if "#figure:" in key)
    who = "amal-reviewer"
    annotate(register, incident.id, who=who, why="telephone of the source")
    judge(register, kind="value", subject=figure, who=who, why="she told us", field="claimant", value=DOCTOR)
    relink(register, command="test")
    for day in (DAY, NEXT):
        for lang in ("ar", "en"):
            text = text_of(brief_of(register, day, lang))
            for secret in (*DOCTOR.split(), "amal-reviewer", "telephone", "she told us", "سوق البلدة"):
                assert secret not in text


def test_every_toll_of_a_new_incident_has_a_claimant_and_a_grade(gold: Register) -> None:
    """Over all days of the gold reports: below each toll a line of who says it, and the grade."""
    items = 0
    for day in sorted({(r.report.published or "")[:10] for r in gold.readings()} - {""}):
        for section in brief_of(gold, day, "en").sections:
            if section.key.startswith("new-") or section.key == "earlier":
                for item in section.blocks[0].items:  # type: ignore[union-attr]
                    lines = ["".join(run.text for run in words) for words in item.more]
                    assert lines[-1].startswith("Grade: ")
                    told = lines[0] != "No toll is told."
                    assert not told or any(re.search(r": .*\d.*\[\d+\]$", line) for line in lines[1:-1]), lines
                    items += told
    assert items > 30


def test_sources_have_outlet_day_and_address(written: Write) -> None:
    """Numbered as the claims name them."""
    lines = section_text(brief_of(written(FIRST), DAY, "en"), "sources").splitlines()
    assert lines[1:] == [
        f"[1] {DAILY}, 3 February 2020, https://example.org/r2",
        f"[2] {WIRE}, 3 February 2020, https://example.org/r1",
    ]


def test_reports_without_a_day_are_left_out_and_counted(written: Write) -> None:
    """They cannot be of a brief's days; the notes say how many there are."""
    brief = brief_of(written({**FIRST, "r9": ("", WIRE, "قتل تسعة مدنيين في قصف على بلدة بنش.")}), DAY, "en")
    assert "reports of the register without a day of publication (1)" in section_text(brief, "notes")
    assert "Binnish" not in text_of(brief)


def test_a_day_without_reports_is_a_brief_that_says_so(written: Write) -> None:
    """No empty table, no map, no sum."""
    brief = brief_of(written(FIRST), "2020-03-01", "en")
    assert "tells of an event or a toll." in text_of(brief)
    assert "no new incident" in section_text(brief, "summary")
    assert {s.key for s in brief.sections}.isdisjoint({"table", "new", "picture", "sources"})


def test_the_same_register_gives_the_same_brief(gold: Register) -> None:
    """To the last run, drawings included."""
    assert brief_of(gold, "2017-03-17") == brief_of(gold, "2017-03-17")


@pytest.mark.parametrize(
    ("until", "since", "days"),
    [
        ("2020-02-03", None, ("2020-02-02", "2020-02-03", "2020-02-02T23:59:59+00:00")),
        ("2020-02-03", "2020-01-27", ("2020-01-27", "2020-02-03", "2020-01-27T23:59:59+00:00")),
        ("2020-02-03", "2020-02-02T06:30:00+02:00", ("2020-02-02", "2020-02-03", "2020-02-02T04:30:00+00:00")),
        ("2020-02-03", "2020-02-04T06:30:00+00:00", ("2020-02-02", "2020-02-03", "2020-02-04T06:30:00+00:00")),
    ],
)
def test_since_is_a_day_or_the_exact_time_of_the_last_brief(
    until: str, since: str | None, days: tuple[str, str, str]
) -> None:
    """A day counts to its end, in UTC; a time bounds what was entered in the register, its day what was published."""
    found = days_between(until, since)
    assert (found.since, found.until, found.entered) == days


@pytest.mark.parametrize(
    ("until", "since"),
    [("yesterday", None), ("2020-02-30", None), ("2020-02-03", "2020-02-03"), ("2020-02-03", "2020-02-04"),
     ("2020-02-03", "2020-02-02T06:30:00"), ("2020-02-03", "noon")],
)  # fmt: skip
def test_days_that_cannot_be_are_refused(until: str, since: str | None) -> None:
    """No day, no days between, a time that may be anybody's."""
    with pytest.raises(UsageError):
        days_between(until, since)


def test_sums_keep_what_is_open() -> None:
    """A low stands for a best that nobody states; an open high opens the sum."""
    one = {"outcome": "killed", "rule": "", "contested": False, "claims": ()}
    tolls = [Toll(low=2, best=3, high=4, **one), Toll(low=20, best=None, high=99, **one)]  # type: ignore[arg-type]
    assert added(tolls) == (22, 23, 103)
    assert added([*tolls, Toll(low=5, best=5, high=None, **one)]) == (27, 28, None)  # type: ignore[arg-type]
    assert added([]) == (0, 0, 0)


def test_the_table_holds_no_words_that_nobody_says() -> None:
    """Each text is asked for by its name, or by its section where the name is a label."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src/marsad/brief").glob("*.py"))
    by_label = {key.partition(".")[0] for key in re.findall(r'f"([a-z_]+)\.\{', code)} | {"type", "field", "victims"}
    by_label |= set(re.findall(r'label\("([a-z_]+)"', code))
    unused = [k for k in load_words().pairs if f'"{k}"' not in code and k.partition(".")[0] not in by_label]
    assert unused == []
