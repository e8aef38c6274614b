// Keys of one letter, and what may happen between two pages.
//
// A press that leads to another page takes a while. What is typed meanwhile is meant for the page to come: here it would
// reach the incident that is being left, and judge the wrong one. So this page takes nothing more, and the next one is
// given what was typed. Only Enter is left to the person, who sees the incident before judging it.

const HELD = "marsad-held-keys";
const LONGEST = 10_000; // milliseconds after which a page that did not leave takes keys again

type Press = { key: string; letter: string };

let held: Press[] | null = null;
let full = false;
const early: Press[] = []; // pressed before what they mean was there

export function keys(): void {
  document.addEventListener("keydown", pressed, { capture: true });
  document.addEventListener("submit", sent);
  document.addEventListener("click", followed);
  window.addEventListener("pagehide", () => {
    if (held?.length) sessionStorage.setItem(HELD, JSON.stringify(held));
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) held = null;
  });
  document.addEventListener("DOMContentLoaded", resume);
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (held !== null) {
    event.preventDefault();
    event.stopPropagation();
    hold(event);
    return;
  }
  if ((event.target as HTMLElement).closest("input, textarea, select, [contenteditable]")) return;
  if (act(letter(event))) event.preventDefault();
  else if (document.readyState === "loading" && event.key.length === 1) early.push({ key: event.key, letter: letter(event) });
}

// The letter of a key on a Latin keyboard, whichever language it writes now.
function letter(event: KeyboardEvent): string {
  if (/^[a-z]$/i.test(event.key)) return event.key;
  if (event.code.startsWith("Key")) return event.code.slice(3).toLowerCase();
  return event.code === "Slash" && !event.shiftKey ? "/" : event.key;
}

function act(key: string): boolean {
  const wanted = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (wanted === null) return false;
  if (wanted.matches("input, textarea, select")) wanted.focus();
  else wanted.click();
  return true;
}

// A link leads away, unless it opens beside this page, saves a file, or stays on the page.
function followed(event: MouseEvent): void {
  const link = (event.target as Element).closest<Element>("a[href]");
  if (link === null || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const stays = link.getAttribute("href")?.startsWith("#") ?? false;
  if (!link.hasAttribute("download") && !link.hasAttribute("target") && !stays) leave();
}

// A form that leads away is sent once, however often its button is pressed.
function sent(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post") return;
  if (held !== null) event.preventDefault();
  else leave();
}

function leave(): void {
  const mine: Press[] = [];
  held = mine;
  full = false;
  setTimeout(() => {
    if (held === mine) held = null;
  }, LONGEST);
}

function hold(event: KeyboardEvent): void {
  if (event.key === "Escape") held = null;
  else if (event.key === "Enter") full = true;
  else if (held !== null && !full && event.key.length === 1) held.push({ key: event.key, letter: letter(event) });
}

function resume(): void {
  const kept = sessionStorage.getItem(HELD);
  sessionStorage.removeItem(HELD);
  for (const press of [...(kept === null ? [] : (JSON.parse(kept) as Press[])), ...early]) {
    const field = document.activeElement;
    if (held !== null) held.push(press);
    else if (field instanceof HTMLInputElement) field.setRangeText(press.key, field.value.length, field.value.length, "end");
    else act(press.letter);
  }
}
