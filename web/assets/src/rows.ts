const OWN = "a, button, input, select, textarea, label, summary, details";

// A click anywhere in a row is a click on the row's link, in the way the hand asked for: here or in a new tab.
export function watchRows(): void {
  for (const name of ["click", "auxclick"]) {
    document.addEventListener(name, (event) => follow(event as MouseEvent));
  }
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button > 1 || !(event.target instanceof Element)) return;
  const link = event.target.closest(".table tbody tr")?.querySelector<HTMLAnchorElement>("a.row-link");
  if (!link || event.target.closest(OWN) || getSelection()?.toString()) return;
  if (event.button === 1 || event.ctrlKey || event.metaKey) {
    window.open(link.href, "_blank", "noopener");
  } else {
    link.click();
  }
}

// Moves to the next or the previous row, beginning with the first.
export function step(by: 1 | -1): void {
  const links = Array.from(document.querySelectorAll<HTMLAnchorElement>(".table a.row-link"));
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const next = at < 0 ? links[0] : links[at + by];
  next?.focus();
  next?.closest("tr")?.scrollIntoView({ block: "nearest" });
}

export function currentRow(): HTMLTableRowElement | null {
  return document.activeElement?.closest<HTMLTableRowElement>(".table tbody tr") ?? null;
}
