"""Figures told again: headline, summary and repetition are one entry with further spans (codebook, "Figures": also)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from marsad.extract.sheet import Sheet
from marsad.extract.stated import Stated
from marsad.extract.victims import Victims

_TELLING: Final = 13  # a number so large is hardly that of other people
_LEAST: Final = 4  # a number so large, two sentences on, is that of the same people
_FAMILY: Final = frozenset({"شقيق", "والد", "ابن", "زوج", "زوجة"})
_KINDS: Final = frozenset({"civilian", "military", "nonstate"})  # people of one of these are not of another


def once(sheet: Sheet, stated: Sequence[Stated], whom: Sequence[Victims]) -> tuple[list[int], dict[int, list[int]]]:
    """Indexes of figures to print, and for each the indexes that state it again (headline, summary, repetition)."""
    order: list[int] = []
    also: dict[int, list[int]] = {}
    body = [k for k, s in enumerate(stated) if s.start >= sheet.title_end]
    for k in body:
        earlier = next(
            (j for j in order if _again(sheet, stated, whom, j, k) or _beside(sheet, stated, also, j, k)), None
        )
        if earlier is None:
            order.append(k)
        else:
            also.setdefault(earlier, []).append(k)
    for k in (k for k, s in enumerate(stated) if s.start < sheet.title_end):
        told = next((j for j in order if _headline(stated[j], stated[k]) and _sides_agree(whom[j], whom[k])), None)
        if told is None:
            order.append(k)
        else:
            also.setdefault(told, []).append(k)
    order.sort(key=lambda k: stated[k].start)
    return order, also


def _agrees(a: Stated, b: Stated) -> bool:
    if a.outcome != b.outcome:
        return False
    exact = (a.people.low, a.people.high) == (b.people.low, b.people.high)
    return exact or (a.people.low or a.people.high) == (b.people.low or b.people.high) != 2


def _headline(body: Stated, title: Stated) -> bool:
    """A headline states a figure of the body: the same number, or a vague one that holds it."""
    if _agrees(body, title):
        return True
    if body.outcome == "casualties" and title.outcome == "killed":
        return (body.people.low, body.people.high) == (title.people.low, title.people.high)
    low, high = title.people.low or 0, title.people.high
    told = body.people.low or 0
    vague = title.people.qualifier == "vague" and body.outcome == title.outcome
    return vague and low <= told and (high is None or told <= high)


def _sides_agree(a: Victims, b: Victims) -> bool:
    if {a.victims, b.victims} <= _KINDS and a.victims != b.victims:
        return False
    return a.group is None or b.group is None or a.group == b.group


def _again(sheet: Sheet, stated: Sequence[Stated], whom: Sequence[Victims], j: int, k: int) -> bool:
    """Whether a figure of the body states an earlier one again: the same people in another sentence."""
    a, b = stated[j], stated[k]
    if not _agrees(a, b) or not _sides_agree(whom[j], whom[k]) or sheet.same_sentence(a.start, b.start):
        return False
    if (a.link == "part") != (b.link == "part"):
        return False
    if _other_time(sheet, a, b):
        return False
    number = a.people.low or a.people.high or 0
    if a.people.qualifier == "vague":
        return a.people.low == 2 and _same_noun(a, b)
    if number == 1:
        return _same_noun(a, b) and not _other_name(sheet, a, b)
    if b.people.others or a.people.others:
        return False
    if _family_of(b) and whom[j].victims == "civilian":
        return True  # "ثلاثة من عائلته … والداه وشقيقه"
    known = number >= _LEAST and whom[j].group is not None and whom[j].group == whom[k].group
    apart = sheet.sentence_of[b.start] - sheet.sentence_of[a.start] > 1
    return number >= _TELLING or known or (apart and number >= _LEAST)


def _beside(sheet: Sheet, stated: Sequence[Stated], also: Mapping[int, Sequence[int]], j: int, k: int) -> bool:
    """Whether "10 others" beside a number told again ("20 killed, 10 others hurt") are those told before beside it."""
    a, b = stated[j], stated[k]
    if not (a.people.others and b.people.others and _agrees(a, b)) or not j or not k:
        return False
    paired = sheet.same_sentence(stated[j - 1].start, a.start) and sheet.same_sentence(stated[k - 1].start, b.start)
    return paired and k - 1 in also.get(j - 1, ())


def _family_of(s: Stated) -> bool:
    """Whether people are told as somebody's family ("والداه وشقيقه")."""
    return s.people.noun is not None and s.people.noun.lemma in _FAMILY


def _other_time(sheet: Sheet, a: Stated, b: Stated) -> bool:
    """Whether each is told of a day of its own, and the days differ."""
    days = [{d.edtf for d in sheet.dates if d.edtf and sheet.same_sentence(d.start, s.start)} for s in (a, b)]
    return all(days) and days[0].isdisjoint(days[1])


def _same_noun(a: Stated, b: Stated) -> bool:
    """Whether two figures count the same kind of people."""
    one, other = a.people.noun, b.people.noun
    return one is not None and other is not None and one.lemma == other.lemma


def _other_name(sheet: Sheet, a: Stated, b: Stated) -> bool:
    """Whether each victim's name follows, and they differ ("الجندي سامي", "الجندي خالد")."""
    one, other = (_name_after(sheet, s.people.end) for s in (a, b))
    return bool(one) and bool(other) and one.isdisjoint(other)


def _name_after(sheet: Sheet, at: int) -> frozenset[str]:
    """The two words after a noun where they are of no table and can be a name."""
    words = sheet.words[at : at + 2]
    name = len(words) == 2 and all(w.isalpha() and len(w) > 2 and not sheet.told(at + n) for n, w in enumerate(words))
    return frozenset(words) if name else frozenset()
