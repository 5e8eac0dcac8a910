import { announce } from "./announce";

const STEP = 5;
const JUMP = 10;
const HEARD = "portico-heard";
const SPEED = "portico-speed";
/** Recordings whose place is remembered. */
const MOST = 50;

// The browser's own player becomes one with a waveform to seek in, speeds, jumps, keys, and a memory of where one stopped.
export class RecordingPlayer extends HTMLElement {
  private audio!: HTMLAudioElement;
  private seek!: HTMLInputElement;
  private kept = 0;

  connectedCallback(): void {
    const audio = this.querySelector("audio");
    const seek = this.querySelector<HTMLInputElement>("input[type=range]");
    const row = this.querySelector<HTMLElement>(".player-row");
    if (!audio || !seek || !row) return;
    this.audio = audio;
    this.seek = seek;
    audio.controls = false;
    audio.hidden = true;
    row.hidden = false;
    seek.hidden = false;
    const place = remembered()[this.key] ?? 0;
    const known = Number(this.getAttribute("seconds") ?? 0);
    this.length(known);
    if (place > 0) this.show(place);
    this.piece("toggle").addEventListener("click", () => this.toggle());
    this.piece("back").addEventListener("click", () => this.go(this.at - JUMP));
    this.piece("on").addEventListener("click", () => this.go(this.at + JUMP));
    seek.addEventListener("input", () => this.go(Number(seek.value)));
    this.speeds();
    this.addEventListener("keydown", (event) => this.pressed(event));
    audio.addEventListener("loadedmetadata", () => {
      if (Number.isFinite(audio.duration)) this.length(audio.duration);
      const wanted = Number(seek.value);
      if (wanted > 0 && wanted < audio.duration) audio.currentTime = wanted;
    });
    audio.addEventListener("timeupdate", () => this.moved());
    for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, () => this.state());
    audio.addEventListener("pause", () => this.keep(true));
    audio.addEventListener("ended", () => this.show(0));
    audio.addEventListener("error", () => this.wrong());
  }

  disconnectedCallback(): void {
    this.audio?.pause();
  }

  private get key(): string {
    return this.getAttribute("key") ?? "";
  }

  /** Where it stands, or will begin. */
  private get at(): number {
    return this.audio.readyState > 0 ? this.audio.currentTime : Number(this.seek.value);
  }

  private piece(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-player="${name}"]`)!;
  }

  private toggle(): void {
    if (this.audio.paused) void this.audio.play().catch(() => this.state());
    else this.audio.pause();
  }

  /** From a place that somebody reads about. */
  playFrom(seconds: number): void {
    this.go(seconds);
    if (this.audio.paused) this.toggle();
  }

  private go(to: number): void {
    const end = Number(this.seek.max);
    const place = Math.max(0, end > 0 ? Math.min(to, end) : to);
    if (this.audio.readyState > 0) this.audio.currentTime = place;
    this.show(place);
    this.keep(true);
  }

  private length(seconds: number): void {
    if (!(seconds > 0)) return;
    this.seek.max = String(seconds);
    this.piece("end").textContent = clock(seconds);
  }

  private moved(): void {
    if (this.audio.readyState > 0) this.show(this.audio.currentTime);
    this.keep(false);
  }

  private show(seconds: number): void {
    this.seek.value = String(seconds);
    this.seek.setAttribute("aria-valuetext", `${clock(seconds)} of ${this.piece("end").textContent}`);
    this.piece("at").textContent = clock(seconds);
    const end = Number(this.seek.max);
    this.querySelector("clipPath rect")?.setAttribute("width", String(end > 0 ? (200 * seconds) / end : 0));
  }

  private state(): void {
    const plays = !this.audio.paused;
    this.piece("play-icon").hidden = plays;
    this.piece("pause-icon").hidden = !plays;
    this.piece("words").textContent = plays ? "Pause" : "Play";
    if (plays) this.querySelector<HTMLElement>(".player-wrong")!.hidden = true;
  }

  private wrong(): void {
    this.querySelector<HTMLElement>(".player-wrong")!.hidden = false;
    this.state();
    void this.why();
  }

  // The player is told that it failed, and not why: whoever asks for one byte hears whether it can be had at all.
  private async why(): Promise<void> {
    const answer = await fetch(this.audio.src, { headers: { Range: "bytes=0-0" } }).catch(() => null);
    const away = answer?.status === 503;
    this.piece("away").hidden = !away;
    this.piece("wrong").hidden = away;
    await answer?.body?.cancel();
  }

  private speeds(): void {
    const select = this.piece("speed") as HTMLSelectElement;
    const last = read(SPEED);
    if (last && [...select.options].some((option) => option.value === last)) select.value = last;
    const set = (): void => {
      this.audio.defaultPlaybackRate = this.audio.playbackRate = Number(select.value);
    };
    select.addEventListener("change", () => {
      set();
      write(SPEED, select.value);
      announce(`Speed ${select.value}`);
    });
    set();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
    const onButton = event.target instanceof HTMLButtonElement;
    const does: Record<string, () => void> = {
      k: () => this.toggle(),
      j: () => this.go(this.at - JUMP),
      l: () => this.go(this.at + JUMP),
      ArrowLeft: () => this.go(this.at - STEP),
      ArrowRight: () => this.go(this.at + STEP),
      Home: () => this.go(0),
    };
    // On a button the space bar presses the button.
    if (!onButton) does[" "] = () => this.toggle();
    const act = does[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // Written every few seconds at most, and whenever somebody stops.
  private keep(now: boolean): void {
    if (!now && Math.abs(this.at - this.kept) < STEP) return;
    this.kept = this.at;
    const all = remembered();
    delete all[this.key];
    const end = Number(this.seek.max);
    if (this.at > 1 && !(end > 0 && this.at > end - 1)) all[this.key] = Math.round(this.at * 10) / 10;
    const names = Object.keys(all);
    for (const name of names.slice(0, Math.max(0, names.length - MOST))) delete all[name];
    write(HEARD, JSON.stringify(all));
  }
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function remembered(): Record<string, number> {
  try {
    return JSON.parse(read(HEARD) ?? "{}") as Record<string, number>;
  } catch {
    return {};
  }
}

// A browser may refuse to keep anything: then nothing is remembered.
function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}

customElements.define("recording-player", RecordingPlayer);
