// A link to a page with a form opens that form as a window over the list; what is refused is said in the window.
import { openDialog } from "./dialog";

const HTML = { headers: { Accept: "text/html" } };

export function watchWindows(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-window]") : null;
    if (!link) return;
    event.preventDefault();
    void open(link).catch(() => location.assign(link.href));
  });
  // A choice that other fields depend on takes its step by itself.
  document.addEventListener("change", (event) => {
    const step = event.target instanceof Element ? event.target.closest("[data-step]") : null;
    const button = step?.querySelector<HTMLButtonElement>("button[name=step]");
    button?.form?.requestSubmit(button);
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  link.closest("details")?.removeAttribute("open");
  const answer = await fetch(link.href, HTML);
  const next = answer.ok && !answer.redirected ? await read(answer) : null;
  if (!next) {
    location.assign(link.href);
    return;
  }
  const dialog = openDialog(next.title, next.content, link);
  focus(next.content);
  let changed = false;
  dialog.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    void send(event).then((shown) => (changed = changed || shown)).catch(() => location.reload());
  });
  dialog.addEventListener("close", () => {
    if (changed) location.reload();
  });

  // Answers whether something was done that the list does not show yet.
  async function send(event: SubmitEvent): Promise<boolean> {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    const data = new FormData(form, button);
    const body = new URLSearchParams(data as unknown as Record<string, string>);
    const action = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const answer = await fetch(action, { ...HTML, method: "POST", body, redirect: "manual" });
    delete form.dataset.sent;
    if (answer.type === "opaqueredirect") {
      location.reload();
      return false;
    }
    const next = await read(answer);
    if (!next) throw new Error("nothing to show");
    const title = dialog.querySelector("h2");
    if (title) title.textContent = next.title;
    dialog.replaceChildren(...(title ? [title] : []), next.content);
    const step = button?.name === "step";
    focus(next.content, step ? button.dataset.next : undefined);
    return answer.ok && !step;
  }
}

function focus(content: HTMLElement, name?: string): void {
  const named = name ? content.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`) : null;
  (named ?? content.querySelector<HTMLElement>("[data-focus], input:not([type=hidden]), select, textarea, a"))?.focus();
}

async function read(answer: Response): Promise<{ title: string; content: HTMLElement } | null> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = page.querySelector<HTMLElement>("main .window, main .once, main form.form");
  const title = page.querySelector("h1")?.textContent ?? "";
  if (!content) return null;
  const own = document.importNode(content, true);
  // A window is left by closing it.
  for (const link of own.querySelectorAll<HTMLElement>(".form-foot > a:last-child")) link.dataset.close = "";
  return { title, content: own };
}
