import { announce } from "./announce";

// Ticks off what a new password must be while it is typed. What many people use only the server knows.
class PasswordCriteria extends HTMLElement {
  connectedCallback(): void {
    const input = document.getElementById(this.getAttribute("for") ?? "");
    if (!(input instanceof HTMLInputElement)) return;
    input.addEventListener("input", () => this.judge(input.value));
    this.judge(input.value);
    const use = this.querySelector<HTMLButtonElement>("[data-use]");
    if (!use) return;
    use.hidden = false;
    use.addEventListener("click", () => {
      input.value = use.dataset.use ?? "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      // Whoever takes it must be able to note it down.
      const show = input.parentElement?.querySelector<HTMLButtonElement>("button[aria-pressed=false]");
      if (show) show.click();
      else input.focus();
      announce("The suggested password was filled in");
    });
  }

  private judge(password: string): void {
    // Characters as the server counts them, not the halves of which some consist.
    this.mark("length", [...password].length >= Number(this.getAttribute("min")));
    this.mark("words", rest(password, this.getAttribute("words") ?? "").length >= 6);
  }

  private mark(rule: string, met: boolean): void {
    this.querySelector(`[data-rule=${rule}]`)?.classList.toggle("is-met", met);
  }
}

// What is left of a password without what others know of the person.
function rest(password: string, words: string): string {
  const folded = password.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const longest = words.split(" ").filter(Boolean).sort((a, b) => b.length - a.length);
  return longest.reduce((left, word) => left.replaceAll(word, ""), folded).replace(/\s/g, "");
}

customElements.define("password-criteria", PasswordCriteria);
