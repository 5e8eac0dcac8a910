import htmx from "htmx.org";
import { announce } from "./announce";
import { subscribe } from "./live";

// The first news is looked at after a moment, further ones not more often than this, in milliseconds.
const MOMENT = 40;
const PAUSE = 500;

// A list that hears when something new is there. It changes by itself only while nobody is working in it; otherwise
// it says what is new and waits for a click, so that no row moves under a hand.
class LiveList extends HTMLElement {
  private leave: (() => void)[] = [];
  private timer = 0;
  private looked = 0;
  private waiting?: string;

  connectedCallback(): void {
    const topics = this.getAttribute("topic")?.split(" ") ?? [];
    if (topics.length === 0) return;
    this.leave = topics.map((topic) => subscribe(topic, () => this.hear()));
    this.addEventListener("click", this.clicked);
  }

  disconnectedCallback(): void {
    for (const leave of this.leave) leave();
    this.leave = [];
    this.removeEventListener("click", this.clicked);
    clearTimeout(this.timer);
    this.timer = 0;
  }

  private readonly clicked = (event: Event): void => {
    if (!(event.target as Element).closest(".live-news button") || this.waiting === undefined) return;
    void this.show(this.waiting).then(() => this.querySelector<HTMLElement>(".row-link")?.focus());
  };

  // Several changes in a moment are one refresh, and changes without end do not put it off without end.
  private hear(): void {
    if (this.timer !== 0) return;
    const wait = Math.max(MOMENT, this.looked + PAUSE - performance.now());
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.looked = performance.now();
      void this.refresh().catch(() => undefined);
    }, wait);
  }

  private async refresh(): Promise<void> {
    const answer = await fetch(location.href, {
      headers: { Accept: "text/html", "HX-Request": "true", "HX-Target": `live-list#${this.id}` },
    });
    if (!answer.ok || answer.redirected) return;
    const text = await answer.text();
    const next = new DOMParser().parseFromString(text, "text/html").getElementById(this.id);
    if (!next) return;
    const added = difference(keys(next), keys(this));
    if (this.isBusy()) {
      this.offer(added.length, text);
    } else {
      await this.show(text);
    }
  }

  private isBusy(): boolean {
    const rows = this.querySelector("tbody");
    const scrolled = (rows?.getBoundingClientRect().top ?? 0) < 0;
    const ticked = this.querySelector("[data-pick]:checked") !== null;
    return scrolled || ticked || rows?.matches(":hover") === true || this.contains(document.activeElement);
  }

  private offer(count: number, text: string): void {
    const news = this.querySelector<HTMLElement>(".live-news");
    const label = news?.querySelector("span");
    if (!news || !label) return;
    this.waiting = text;
    const words = count > 0 ? this.words(count) : "Updated";
    label.textContent = `${words} · Show`;
    news.hidden = false;
    announce(words);
  }

  private async show(text: string): Promise<void> {
    this.waiting = undefined;
    const before = keys(this);
    await htmx.swap({ text, target: this, sourceElement: this, swap: "outerMorph", select: `#${this.id}` });
    const added = difference(keys(this), before);
    for (const key of added) this.querySelector(`[data-key="${CSS.escape(key)}"]`)?.classList.add("is-new");
    if (added.length > 0) announce(this.words(added.length));
  }

  private words(count: number): string {
    return `${count} new ${this.getAttribute(count === 1 ? "singular" : "plural") ?? ""}`.trim();
  }
}

function keys(list: Element): string[] {
  return Array.from(list.querySelectorAll<HTMLElement>("tbody [data-key]"), (row) => row.dataset.key ?? "");
}

function difference(these: string[], those: string[]): string[] {
  const known = new Set(those);
  return these.filter((key) => !known.has(key));
}

customElements.define("live-list", LiveList);
