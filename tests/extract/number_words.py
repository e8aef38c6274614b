"""Numbers in Arabic words, from 1 to 999,999, in both genders and two cases, for the reading to read back."""

from __future__ import annotations

from typing import Literal

Gender = Literal["masculine", "feminine"]
Case = Literal["nominative", "genitive"]

# 3 to 10 take the gender opposite to the noun's: ثلاثة جنود, ثلاث نساء.
_UNITS = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
_TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
_HUNDREDS = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


def number_in_words(number: int, *, gender: Gender, case: Case, before_noun: bool, hundred: str = "مئة") -> str:
    """A number as it is written for a noun of that gender; `before_noun` drops the noon of a final dual."""
    thousands, rest = divmod(number, 1000)
    parts = []
    if thousands:
        parts += _thousands(thousands, case, final=not rest, before_noun=before_noun, hundred=hundred)
    if rest:
        parts += _below_thousand(rest, gender, case, before_noun=before_noun, hundred=hundred)
    return " و".join(parts)


def _thousands(count: int, case: Case, *, final: bool, before_noun: bool, hundred: str) -> list[str]:
    hundreds, last = divmod(count, 100)
    construct = final and before_noun
    if last in (1, 2):  # "مئة ألف وألفان": one and two of a thousand are said by the noun itself
        parts = _thousands(count - last, case, final=False, before_noun=False, hundred=hundred) if hundreds else []
        return [*parts, "ألف" if last == 1 else _dual("ألف", case, construct)]
    words = " و".join(_below_thousand(count, "masculine", case, before_noun=True, hundred=hundred))
    noun = "آلاف" if 3 <= last <= 10 else "ألف" if last == 0 or construct else "ألفا"
    return [f"{words} {noun}"]


def _below_thousand(number: int, gender: Gender, case: Case, *, before_noun: bool, hundred: str) -> list[str]:
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds == 1:
        parts.append(hundred)
    elif hundreds == 2:
        parts.append(_dual(hundred[:-1] + "ت", case, before_noun and not rest))
    elif hundreds:
        parts.append(_HUNDREDS[hundreds] + hundred)
    if rest:
        parts += _below_hundred(rest, gender, case)
    return parts


def _below_hundred(number: int, gender: Gender, case: Case) -> list[str]:
    if number <= 10:
        return [_unit(number, gender, case)]
    if number < 20:
        return [_teen(number - 10, gender, case)]
    tens, units = divmod(number, 10)
    ten = _TENS[tens] + ("ون" if case == "nominative" else "ين")
    return [_unit(units, gender, case, compound=True), ten] if units else [ten]


def _unit(number: int, gender: Gender, case: Case, *, compound: bool = False) -> str:
    if number == 1:
        return "واحد" if gender == "masculine" else "إحدى" if compound else "واحدة"
    if number == 2:
        return _dual("اثن" if gender == "masculine" else "اثنت", case, construct=False)
    if gender == "masculine":
        return _UNITS[number] + "ة"
    return _UNITS[number]


def _teen(unit: int, gender: Gender, case: Case) -> str:
    ten = "عشر" if gender == "masculine" else "عشرة"
    if unit == 1:
        return f"{'أحد' if gender == 'masculine' else 'إحدى'} {ten}"
    if unit == 2:
        return f"{_dual('اثن' if gender == 'masculine' else 'اثنت', case, construct=True)} {ten}"
    return f"{_unit(unit, gender, case)} {ten}"


def _dual(stem: str, case: Case, construct: bool) -> str:
    ending = "ا" if case == "nominative" else "ي"
    return stem + ending + ("" if construct else "ن")
