import { currentRow, step } from "./rows";
import { toggle } from "./bulk";

const SWITCH = "portico.shortcuts";
const PAUSE = 1000;
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

let prefix = "";
let timer = 0;

// Single keys, for those who have them on; never while typing, never with a modifier.
export function watchShortcuts(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-opens]")) {
    button.hidden = false;
    button.addEventListener("click", () => openDialog(button.dataset.opens ?? ""));
  }
  const box = document.querySelector<HTMLInputElement>("[data-shortcuts]");
  if (box) {
    box.checked = isOn();
    box.addEventListener("change", () => remember(box.checked));
  }
  document.addEventListener("keydown", pressed);
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!isOn() || !(event.target instanceof Element) || event.target.closest(TYPING)) return;
  if (document.querySelector("dialog[open]")) return;
  const keys = prefix ? `${prefix} ${event.key}` : event.key;
  clearTimeout(timer);
  prefix = "";
  if (act(keys)) {
    event.preventDefault();
  } else if (document.querySelector(`[data-shortcut^="${CSS.escape(event.key)} "]`)) {
    prefix = event.key;
    timer = window.setTimeout(() => (prefix = ""), PAUSE);
  }
}

function act(keys: string): boolean {
  const row = currentRow();
  switch (keys) {
    case "?":
      return openDialog("help");
    case "/": {
      const search = document.querySelector<HTMLInputElement>("[data-search]");
      search?.focus();
      search?.select();
      return search !== null;
    }
    case "j":
    case "k":
      step(keys === "j" ? 1 : -1);
      return document.querySelector(".table") !== null;
    case "o":
      row?.querySelector<HTMLAnchorElement>("a.row-link")?.click();
      return row !== null;
    case "x":
      if (row) toggle(row);
      return row !== null;
  }
  const link = document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(keys)}"]`);
  link?.click();
  return link !== null;
}

function openDialog(id: string): boolean {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) menu.open = false;
  dialog.showModal();
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(), { once: true });
  return true;
}

// Storage may be refused; then the keys are on.
function isOn(): boolean {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function remember(on: boolean): void {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // Nothing to do: it holds for this page.
  }
}
