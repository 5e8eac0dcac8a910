import { icon } from "./icon";

// A button that shows what was typed, for people who cannot remember which hand was where.
class ShowPassword extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector("input");
    if (!input || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "icon-button";
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", "Show password");
    button.append(icon("eye"));
    button.addEventListener("click", () => {
      const show = input.type === "password";
      input.type = show ? "text" : "password";
      button.setAttribute("aria-pressed", String(show));
      button.replaceChildren(icon(show ? "eye-off" : "eye"));
      input.focus();
    });
    // A password is never left readable in a page that is being sent, nor remembered as text.
    input.form?.addEventListener("submit", () => (input.type = "password"));
    this.append(button);
  }
}

customElements.define("show-password", ShowPassword);
