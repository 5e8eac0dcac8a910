// Ctrl-K: the page that finds everything, as a window over this one, with what can be done here at its top.
import { openDialog } from "./dialog";

const PAUSE = 120;

export function watchPalette(): void {
  const opener = document.querySelector<HTMLAnchorElement>("a[data-palette]");
  if (!opener) return;
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(opener);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    void open(opener);
  });
}

async function open(opener: HTMLAnchorElement): Promise<void> {
  const found = await find(opener.href, "").catch(() => null);
  if (!found) {
    location.assign(opener.href);
    return;
  }
  const back = document.activeElement instanceof HTMLElement ? document.activeElement : opener;
  const dialog = openDialog("Find anything", found, back);
  dialog.classList.add("palette");
  const input = found.querySelector<HTMLInputElement>("input[name=q]");
  const results = found.querySelector<HTMLElement>(".find-results");
  if (!input || !results) return;
  let timer = 0;
  let asked = 0;
  const here = ofThisPage(dialog);
  const show = (): void => results.prepend(...here(input.value));
  show();
  input.focus();

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), PAUSE);
  });
  async function look(): Promise<void> {
    const turn = ++asked;
    const next = (await find(opener.href, input?.value ?? ""))?.querySelector(".find-results");
    // An answer that comes after a later one is out of date.
    if (!next || turn !== asked) return;
    results?.replaceChildren(...next.childNodes);
    show();
  }

  dialog.addEventListener("keydown", (event) => {
    const hits = Array.from(results.querySelectorAll<HTMLElement>("a, button"));
    if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      hits[0]?.click();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const all = [input, ...hits];
    const at = all.indexOf(document.activeElement as HTMLInputElement);
    all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus();
  });
}

async function find(href: string, words: string): Promise<HTMLElement | null> {
  const answer = await fetch(`${href}?q=${encodeURIComponent(words)}`, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = page.querySelector<HTMLElement>("main .find");
  return content ? document.importNode(content, true) : null;
}

// The verbs of the page below: what is clicked here is clicked there.
function ofThisPage(dialog: HTMLDialogElement): (words: string) => HTMLElement[] {
  const verbs = Array.from(document.querySelectorAll<HTMLElement>("main .page-head .actions :is(a.button, button)"))
    .filter((verb) => !verb.closest(".search, .menu-panel"));
  return (words) => {
    const fitting = verbs.filter((verb) => label(verb).toLowerCase().includes(words.trim().toLowerCase()));
    if (fitting.length === 0) return [];
    const group = document.createElement("section");
    group.className = "find-group";
    group.setAttribute("aria-label", "On this page");
    const title = document.createElement("h2");
    title.textContent = "On this page";
    const list = document.createElement("ul");
    for (const verb of fitting) {
      const button = document.createElement("button");
      button.type = "button";
      const drawing = verb.querySelector("svg")?.cloneNode(true);
      const text = document.createElement("span");
      text.textContent = label(verb);
      button.append(...(drawing ? [drawing] : []), text);
      button.addEventListener("click", () => {
        dialog.close();
        verb.click();
      });
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
    group.append(title, list);
    return [group];
  };
}

function label(verb: HTMLElement): string {
  return (verb.textContent ?? "").trim().replace(/\s+/g, " ");
}
