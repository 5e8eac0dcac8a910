import { sameAccount } from "./same-account";

// One connection for the whole page, however many lists listen; none while the page is not looked at.
let source: EventSource | undefined;
const listeners = new Map<string, Set<() => void>>();

export function subscribe(topic: string, heard: () => void): () => void {
  const set = listeners.get(topic) ?? new Set();
  if (set.size === 0) {
    listeners.set(topic, set);
    source?.addEventListener(topic, relay);
  }
  set.add(heard);
  connect();
  return () => {
    set.delete(heard);
    if (set.size > 0) return;
    listeners.delete(topic);
    source?.removeEventListener(topic, relay);
    if (listeners.size === 0) disconnect();
  };
}

function relay(event: Event): void {
  for (const heard of listeners.get(event.type) ?? []) heard();
}

function connect(): void {
  const address = document.documentElement.dataset.live;
  if (!address || source || document.hidden || listeners.size === 0) return;
  source = new EventSource(address);
  for (const topic of listeners.keys()) source.addEventListener(topic, relay);
  // It ends when the session goes on in another account.
  source.addEventListener("error", () => void sameAccount());
}

function disconnect(): void {
  source?.close();
  source = undefined;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    disconnect();
  } else if (!source) {
    void lookAgain();
  }
});

async function lookAgain(): Promise<void> {
  if (!(await sameAccount())) return;
  connect();
  // Whatever happened meanwhile was not heard.
  for (const set of listeners.values()) for (const heard of set) heard();
}

addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
