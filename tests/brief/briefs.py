"""Reports of two days that the tests write, and the briefs made of them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Final

from marsad.brief import Brief, Style, days_between, make_brief
from marsad.brief.record import Items, Language, Paragraph, plain
from marsad.register import Register

ROOT: Final = Path(__file__).resolve().parents[2]
Write = Callable[[Mapping[str, tuple[str, str, str]]], Register]
DAY: Final = "2020-02-03"
NEXT: Final = "2020-02-04"
WIRE: Final = "وكالة المرفأ"
DAILY: Final = "صحيفة الضفة"
DOCTOR: Final = "سامر الحلاق"

FIRST: Final[Mapping[str, tuple[str, str, str]]] = {
    "r1": (
        DAY,
        WIRE,
        "قتل ثلاثة مدنيين وأصيب خمسة آخرون اليوم الاثنين في قصف مدفعي على بلدة سرمين في ريف إدلب، بحسب الدفاع المدني. "
        f"وقال الطبيب {DOCTOR} إن القصف أصاب سوق البلدة.",
    ),
    "r2": (
        DAY,
        DAILY,
        "قالت وزارة الصحة إن انفجار سيارة مفخخة في مدينة الباب اليوم الاثنين أدى إلى مقتل امرأتين وإصابة 11 شخصا.",
    ),
}
SECOND: Final[Mapping[str, tuple[str, str, str]]] = {
    "r3": (
        NEXT,
        DAILY,
        "ارتفعت حصيلة القصف المدفعي على بلدة سرمين في ريف إدلب أمس الاثنين إلى سبعة قتلى مدنيين، بحسب الدفاع المدني. "
        "وارتفع عدد القتلى منذ بداية العام إلى 1200 قتيل بحسب المرصد السوري لحقوق الإنسان.",
    ),
}


def brief_of(register: Register, day: str, lang: Language = "ar", *, since: str | None = None) -> Brief:
    return make_brief(register, days_between(day, since), Style(lang=lang), made=day, name="test")


def section_text(brief: Brief, key: str) -> str:
    """What a section says, and the parts that follow it."""
    lines = []
    for section in brief.sections:
        if section.key == key or section.key.startswith(f"{key}-"):
            lines.append(section.title)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    lines.append(plain(block.words))
                elif isinstance(block, Items):
                    lines += [plain(words) for item in block.items for words in (item.lead, *item.more)]
    return "\n".join(lines)


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"scripts/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
