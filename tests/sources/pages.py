"""Pages in the manner of Arabic outlets, with sentences of the project's own."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "قصف على بلدة الرمان يوقع قتلى وجرحى"
OUTLET = "وكالة المثال"
PARAGRAPHS = (
    "قتل ثلاثة مدنيين وأصيب خمسة آخرون بجروح في قصف مدفعي استهدف بلدة الرمان في ريف المحافظة الجنوبي مساء الاثنين.",
    "وقال مراسل الوكالة إن القصف مصدره مواقع تقع شرق البلدة، وإن فرق الإسعاف نقلت المصابين إلى مستشفى قريب منها.",
    "ولم تعلن أي جهة مسؤوليتها عن القصف حتى ساعة نشر الخبر، فيما نزحت عشرات العائلات نحو القرى المجاورة.",
)
TEXT = "\n".join(PARAGRAPHS)
JSON_LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", '
    '"datePublished": "2001-01-01"}, {"@type": ["NewsArticle"], "headline": "عنوان آخر", "datePublished": '
    '"2020-02-03T23:30:00+03:00", "publisher": {"@type": "Organization", "name": "ناشر آخر"}}]}</script>'
)
MENU = "".join(
    f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(("الرئيسية", "سوريا", "رياضة", "اتصل بنا"))
)
ASIDE = "".join(
    f'<li><a href="/more/{n}">{name}</a></li>'
    for n, name in enumerate(("ارتفاع أسعار الوقود في الأسواق", "افتتاح معرض الكتاب السنوي", "موجة برد تضرب المنطقة"))
)


HEAD = f'<meta property="og:title" content="{TITLE} | {OUTLET}"><meta property="og:site_name" content="{OUTLET}">'
BEFORE = f"<main><article><h1>{TITLE}</h1>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What one outlet's pages look like: what is in the head, and around the article's paragraphs."""

    head: str = HEAD
    before: str = BEFORE
    after: str = "</article></main>"
    paragraph: str = "<p>{}</p>"
    charset: str = '<meta charset="utf-8">'


def page(style: Style | None = None, *, paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """A whole page: menu, article, share bar, what else is read, and the line of rights."""
    of = style or Style()
    body = "".join(of.paragraph.format(words) for words in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="ar-SY" dir="rtl"><head>{of.charset}'
        f"<title>{TITLE} - {OUTLET}</title>{of.head}</head>"
        f"<body><header><nav><ul>{MENU}</ul></nav></header>{of.before}{body}"
        f'<div class="share"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div>{of.after}'
        f'<aside class="sidebar"><h3>الأكثر قراءة</h3><ul>{ASIDE}</ul></aside>'
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )
