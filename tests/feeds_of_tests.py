"""Feeds and pages that the tests' own site serves. All texts are written for this project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

DECLARED = '<?xml version="1.0" encoding="utf-8"?>'
PLACES = ("الموصل", "الرقة", "الفلوجة", "دير الزور", "تكريت", "الرمادي", "سنجار", "تدمر", "منبج", "الحويجة")
LONG = (
    "<p>أعلنت وزارة الدفاع مقتل {number} من عناصر تنظيم داعش في قصف جوي على مدينة {place} صباح اليوم.</p>"
    "<p>وقال المتحدث باسم الوزارة إن الطائرات استهدفت ثلاثة مواقع في أطراف المدينة بعد رصدها أياما عدة، وإن القوات "
    "البرية تقدمت بعد ذلك إلى الطريق الشرقي وأزالت عبوات ناسفة زرعت على جانبيه قبل انسحاب المسلحين منها.</p>"
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """An entry to be put into a feed."""

    guid: str | None
    link: str | None
    title: str | None = "قصف على المدينة"
    summary: str | None = "مقتل عدد من المسلحين في قصف جوي…"
    content: str | None = None
    published: str | None = "Wed, 01 May 2024 23:30:00 +0300"


def long_text(n: int) -> str:
    """The text of a report, as HTML: each number gives another."""
    return LONG.format(number=3 + n % 40, place=PLACES[n % len(PLACES)])


def rss(items: Iterable[Item], *, declared: str = DECLARED, title: str = "وكالة") -> str:
    """An RSS 2.0 feed."""
    return (
        f'{declared}\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><language>ar</language>{''.join(map(_item, items))}</channel></rss>"
    )


def _item(item: Item) -> str:
    parts = (
        ("title", item.title),
        ("link", item.link),
        ('guid isPermaLink="false"', item.guid),
        ("pubDate", item.published),
        ("description", item.summary),
        ("content:encoded", item.content),
    )
    said = (f"<{name}>{escape(value)}</{name.split(' ')[0]}>" for name, value in parts if value is not None)
    return f"<item>{''.join(said)}</item>"


def atom(items: Iterable[Item]) -> str:
    """An Atom feed; `published` as ISO."""
    entries = "".join(
        f"<entry><id>{escape(item.guid or '')}</id><title>{escape(item.title or '')}</title>"
        f'<link href="{escape(item.link or "")}"/><published>{item.published}</published>'
        f'<updated>2024-05-09T00:00:00Z</updated><content type="html">{escape(item.content or "")}</content></entry>'
        for item in items
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>موقع</title>{entries}</feed>'


def page(n: int, *, charset: str | None = "utf-8", published: str = "2024-05-02T08:00:00+03:00") -> str:
    """The page of a report."""
    meta = f'<meta charset="{charset}">' if charset else ""
    return (
        f'<!DOCTYPE html><html lang="ar"><head>{meta}<title>خبر {n} | موقع المثال</title>'
        f'<meta property="og:title" content="خبر {n}"><meta property="og:site_name" content="موقع المثال">'
        f'<meta property="article:published_time" content="{published}"></head><body>'
        '<nav><a href="/">الرئيسية</a></nav>'
        f"<article><h1>خبر {n}</h1>{long_text(n)}</article><footer>جميع الحقوق محفوظة</footer></body></html>"
    )
