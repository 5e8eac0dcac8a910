// Counts to the end of a login-as session and then loads the page again, which says that it is over.
class CountDown extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    this.tick();
    this.timer = window.setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const left = Math.ceil((Date.parse(this.getAttribute("until") ?? "") - Date.now()) / 1000);
    if (Number.isNaN(left)) return;
    if (left <= 0) {
      clearInterval(this.timer);
      location.reload();
      return;
    }
    this.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    this.toggleAttribute("soon", left <= 120);
  }
}

customElements.define("count-down", CountDown);
