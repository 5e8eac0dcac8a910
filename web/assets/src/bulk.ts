// Counts ticked rows, ticks a whole page, and ticks everything between two ticks with Shift held.
let last: HTMLInputElement | null = null;

export function watchBulk(): void {
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    const list = box.closest("live-list");
    if (!list) return;
    if (box.matches("[data-pick-all]")) {
      for (const pick of picks(list)) pick.checked = box.checked;
    } else if (box.matches("[data-pick]")) {
      if (event.shiftKey && last) range(list, last, box);
      last = box;
    } else {
      return;
    }
    count(list);
  });
}

export function toggle(row: Element): void {
  row.querySelector<HTMLInputElement>("[data-pick]")?.click();
}

function range(list: Element, from: HTMLInputElement, to: HTMLInputElement): void {
  const all = picks(list);
  const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y);
  if (a === undefined || b === undefined || a < 0) return;
  for (const pick of all.slice(a, b + 1)) pick.checked = to.checked;
}

function count(list: Element): void {
  const all = picks(list);
  const ticked = all.filter((pick) => pick.checked).length;
  const label = list.querySelector("[data-picked]");
  if (label) label.textContent = `${ticked} selected`;
  const head = list.querySelector<HTMLInputElement>("[data-pick-all]");
  if (!head) return;
  head.checked = ticked === all.length;
  head.indeterminate = ticked > 0 && ticked < all.length;
}

function picks(list: Element): HTMLInputElement[] {
  return Array.from(list.querySelectorAll<HTMLInputElement>("[data-pick]"));
}
