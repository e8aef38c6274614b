import { keys } from "./keys";

// What every page does besides its links and forms: keys, choosing words of a report, a brush over the time line.
// Each works on marks in the page; without this script all of it can still be done by links and forms.

// Words of a report chosen with mouse or keys go into the form that corrects a value.
function choosing(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-choosing]");
  if (form === null) return;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const text = (range.startContainer.parentElement as HTMLElement | null)?.closest<HTMLElement>("[data-report]");
    if (text === null || text === undefined || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const start = letters(before.toString());
    choose(form, text.dataset.report ?? "", start, start + letters(range.toString()), range.toString());
  });
}

// The offsets of a report count characters, those of a browser halves of the rarer ones.
const letters = (text: string): number => [...text].length;

function choose(form: HTMLFormElement, report: string, start: number, end: number, words: string): void {
  const set = (name: string, value: string) => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  };
  set("report", report);
  set("start", String(start));
  set("end", String(end));
  const shown = form.querySelector<HTMLElement>("[data-chosen]");
  if (shown) shown.textContent = words.trim();
  form.dispatchEvent(new CustomEvent("words-chosen", { bubbles: true }));
}

// A drag over the time line sets the two dates of the filter.
function brushing(): void {
  const strip = document.querySelector<SVGSVGElement>("svg[data-brush]");
  const form = document.querySelector<HTMLFormElement>("form[data-filter]");
  if (strip === null || form === null) return;
  let from: SVGGraphicsElement | null = null;
  const bar = (event: Event) => (event.target as Element).closest<SVGGraphicsElement>("[data-from]");
  strip.addEventListener("pointerdown", (event) => {
    from = bar(event);
  });
  strip.addEventListener("pointerup", (event) => {
    const to = bar(event);
    if (from === null || to === null || from === to) return;
    const days = [from.dataset.from, from.dataset.to, to.dataset.from, to.dataset.to].filter(Boolean).sort();
    (form.elements.namedItem("from") as HTMLInputElement).value = days[0] ?? "";
    (form.elements.namedItem("to") as HTMLInputElement).value = days.at(-1) ?? "";
    from = null;
    form.requestSubmit();
  });
  strip.addEventListener("dragstart", (event) => event.preventDefault());
}

// Selects that say so send their form at once.
function sending(): void {
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLElement;
    if (field.matches("[data-send]")) field.closest("form")?.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const pressed = event.target as HTMLElement;
    if (pressed.closest("[data-print]")) window.print();
    const copying = pressed.closest<HTMLButtonElement>("[data-copy]");
    if (copying) void copy(copying);
  });
}

// The address of the page holds its filter. A browser that keeps its clipboard to itself shows it to be copied.
async function copy(button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.copy ?? "";
  } catch {
    window.prompt(button.textContent ?? "", location.href);
  }
}

// The keys are heard from the first moment of a page, the rest once all of it is there.
keys();
sending();
document.addEventListener("DOMContentLoaded", () => {
  choosing();
  brushing();
});
document.addEventListener("htmx:afterSwap", brushing);
