// Asks in place what the linked page would ask: the form in the dialog is that page's own form.
class ConfirmDialog extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      void this.ask(link);
    });
  }

  private async ask(link: HTMLAnchorElement): Promise<void> {
    const form = await question(link.href).catch(() => null);
    if (!form) {
      location.assign(link.href);
      return;
    }
    const title = document.createElement("h2");
    title.id = "confirm-title";
    title.textContent = form.dataset.title ?? "";
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.append(title, form);
    dialog.addEventListener("click", (event) => {
      const outside = event.target === dialog;
      if (!outside && !(event.target as Element).closest("[data-close]")) return;
      event.preventDefault();
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  }
}

async function question(href: string): Promise<HTMLFormElement | null> {
  const answer = await fetch(href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector<HTMLFormElement>("form.confirm");
  return form && document.importNode(form, true);
}

customElements.define("confirm-dialog", ConfirmDialog);
