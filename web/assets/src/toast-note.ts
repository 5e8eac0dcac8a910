import { icon } from "./icon";

const SECONDS = 8;

// A message that leaves by itself, unless it is being read, or says that something failed.
class ToastNote extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    if (!this.querySelector(".toast-close")) {
      const close = document.createElement("button");
      close.type = "button";
      close.className = "icon-button toast-close";
      close.setAttribute("aria-label", "Close");
      close.append(icon("x"));
      close.addEventListener("click", () => this.remove());
      this.append(close);
      for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => clearTimeout(this.timer));
      for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => this.wait());
    }
    this.wait();
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (this.hasAttribute("stays") || this.matches(":hover, :focus-within")) return;
    this.timer = window.setTimeout(() => this.remove(), SECONDS * 1000);
  }
}

export function toast(text: string, tone: "neutral" | "warning" | "danger"): void {
  const note = document.createElement("toast-note");
  note.className = `toast tone-${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  note.append(icon(tone === "neutral" ? "info-circle" : "alert-triangle"), words);
  document.getElementById("toasts")?.append(note);
}

customElements.define("toast-note", ToastNote);

// What stood in a live region when the page arrived is not read out; what comes later is.
const first = document.querySelector("#toasts toast-note");
if (first?.parentElement) {
  const region = first.parentElement;
  first.remove();
  setTimeout(() => region.append(first), 150);
}
