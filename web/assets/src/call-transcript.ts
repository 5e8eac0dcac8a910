import type { RecordingPlayer } from "./recording-player";

// The times of a transcript become buttons that play from there, and the line that is being said is marked.
class CallTranscript extends HTMLElement {
  private lines: HTMLElement[] = [];

  connectedCallback(): void {
    // Asked for on a page that was there before: whoever did is led to it.
    if (document.readyState === "complete") this.querySelector("ol")?.focus();
    const player = this.parentElement?.querySelector<RecordingPlayer>("recording-player");
    const audio = player?.querySelector("audio");
    if (!player || !audio) return;
    this.lines = [...this.querySelectorAll<HTMLElement>("li[data-from]")];
    for (const line of this.lines) this.upgrade(line, player);
    for (const name of ["timeupdate", "seeked"]) audio.addEventListener(name, () => this.mark(audio.currentTime));
  }

  private upgrade(line: HTMLElement, player: RecordingPlayer): void {
    const time = line.querySelector(".transcript-at");
    if (!time) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = time.className;
    button.textContent = time.textContent;
    button.setAttribute("aria-label", `Play from ${time.textContent ?? ""}`);
    button.addEventListener("click", () => player.playFrom(Number(line.dataset.from)));
    time.replaceWith(button);
  }

  private mark(now: number): void {
    let current: HTMLElement | undefined;
    for (const line of this.lines) {
      if (Number(line.dataset.from) > now + 0.05) break;
      current = line;
    }
    const until = current?.dataset.until;
    // Between two lines that say when they end, nobody speaks.
    if (until && Number(until) > Number(current?.dataset.from) && now > Number(until) + 0.5) current = undefined;
    for (const line of this.lines) {
      if (line === current) {
        if (line.hasAttribute("aria-current")) continue;
        line.setAttribute("aria-current", "true");
        this.follow(line);
      } else line.removeAttribute("aria-current");
    }
  }

  // The list moves, and never the page below somebody's hand.
  private follow(line: HTMLElement): void {
    const list = line.parentElement;
    if (!list || list.matches(":hover, :focus-within")) return;
    const [box, place] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
    if (place.top < box.top || place.bottom > box.bottom) list.scrollTop += place.top - box.top - box.height / 3;
  }
}

customElements.define("call-transcript", CallTranscript);
