// Changes the colours at once and tells the server, which writes the cookie for the next page.
class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("submit", (event) => {
      const form = event.target as HTMLFormElement;
      const button = event.submitter as HTMLButtonElement | null;
      if (!button) return;
      event.preventDefault();
      document.documentElement.dataset.theme = button.value;
      for (const other of document.querySelectorAll<HTMLButtonElement>("theme-switch button")) {
        other.setAttribute("aria-pressed", String(other.value === button.value));
      }
      const body = new URLSearchParams(new FormData(form, button) as unknown as Record<string, string>);
      void fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => undefined);
    });
  }
}

customElements.define("theme-switch", ThemeSwitch);
