// Menus are <details>, which open by themselves; this closes them the way menus close.
export function watchMenus(): void {
  document.addEventListener("pointerdown", (event) => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("htmx:after:swap", popUp);
}

function open(): HTMLDetailsElement[] {
  return Array.from(document.querySelectorAll<HTMLDetailsElement>("details.menu[open]"));
}

// What a link fetched into a popover opens under the link.
function popUp(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-popover]") : null;
  const panel = link && document.getElementById(link.dataset.popover ?? "");
  if (!link || !panel) return;
  panel.showPopover();
  place(panel, link);
  panel.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
  // A device that is turned has another width.
  const turned = (): void => {
    if (panel.matches(":popover-open")) place(panel, link);
    else removeEventListener("resize", turned);
  };
  addEventListener("resize", turned);
}

function place(panel: HTMLElement, link: HTMLElement): void {
  const box = link.getBoundingClientRect();
  const room = document.documentElement.clientWidth - panel.offsetWidth - 8;
  panel.style.top = `${box.bottom + scrollY + 6}px`;
  panel.style.left = `${Math.max(8, Math.min(box.left, room)) + scrollX}px`;
}
