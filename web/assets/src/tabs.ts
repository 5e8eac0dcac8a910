// A row of tabs that is wider than the screen begins with the one that is open in sight.
export function showCurrentTab(): void {
  for (const current of document.querySelectorAll<HTMLElement>(":is(.tabs, .quick) > [aria-current]")) {
    const row = current.parentElement;
    if (!row || row.scrollWidth <= row.clientWidth) continue;
    const [tab, box] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += tab.left - box.left - (box.width - tab.width) / 2;
  }
}
