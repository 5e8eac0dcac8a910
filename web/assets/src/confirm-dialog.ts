// Asks in place what the linked page, or the page behind the button, would ask: the form in the dialog is that page's own.
import { openDialog } from "./dialog";

class ConfirmDialog extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", (event) => {
      const asker = (event.target as Element).closest<HTMLElement>("a, button");
      if (!asker || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      if (asker instanceof HTMLButtonElement && !asker.form) return;
      event.preventDefault();
      void this.ask(asker);
    });
  }

  private async ask(asker: HTMLElement): Promise<void> {
    const form = await question(asker).catch(() => null);
    if (!form) {
      if (asker instanceof HTMLAnchorElement) location.assign(asker.href);
      else if (asker instanceof HTMLButtonElement) asker.form?.requestSubmit(asker);
      return;
    }
    openDialog(form.dataset.title ?? "", form, asker);
  }
}

async function question(asker: HTMLElement): Promise<HTMLFormElement | null> {
  const answer = await (asker instanceof HTMLAnchorElement ? fetch(asker.href, HTML) : post(asker as HTMLButtonElement));
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector<HTMLFormElement>("form.confirm");
  return form && document.importNode(form, true);
}

const HTML = { headers: { Accept: "text/html" } };

function post(button: HTMLButtonElement): Promise<Response> {
  const body = new URLSearchParams(new FormData(button.form ?? undefined) as unknown as Record<string, string>);
  return fetch(button.formAction, { ...HTML, method: "POST", body });
}

customElements.define("confirm-dialog", ConfirmDialog);
