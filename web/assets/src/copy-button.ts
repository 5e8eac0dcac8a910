import { announce } from "./announce";
import { icon } from "./icon";

// Copies its value; without JavaScript the button stays hidden, for the text beside it can be selected.
class CopyButton extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => void this.copy(button));
  }

  private async copy(button: HTMLButtonElement): Promise<void> {
    await navigator.clipboard.writeText(this.getAttribute("value") ?? "");
    announce("Copied");
    const drawing = button.querySelector("svg");
    const done = icon("check");
    if (!drawing || typeof done === "string") return;
    drawing.replaceWith(done);
    setTimeout(() => done.replaceWith(drawing), 1500);
  }
}

customElements.define("copy-button", CopyButton);
