const TRUST = 120_000;

// Counts to the end of a login-as session and then loads the page again, which says that it is over.
class CountDown extends HTMLElement {
  private timer = 0;
  private end = 0;

  connectedCallback(): void {
    this.end = this.ending();
    if (this.end <= Date.now()) return;
    this.tick();
    this.timer = window.setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }

  // A device whose clock is wrong counts the server's minutes instead; else it would reload for ever, or never.
  private ending(): number {
    const told = Date.now() + Number(this.getAttribute("minutes")) * 60_000;
    const end = Date.parse(this.getAttribute("until") ?? "");
    return Math.abs(end - told) < TRUST ? end : told;
  }

  private tick(): void {
    const left = Math.ceil((this.end - Date.now()) / 1000);
    if (left <= 0) {
      clearInterval(this.timer);
      location.reload();
      return;
    }
    this.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}

customElements.define("count-down", CountDown);
