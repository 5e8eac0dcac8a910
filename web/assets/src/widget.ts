// Carried by the websites of clients: a button to the portal, and a form to write to the business in a frame of its own.
// It stands alone, changes nothing of the page, and shows nothing where it is not allowed.
interface Welcome {
  allowed: boolean;
  name?: string;
  login?: string;
  form?: string;
}

const STYLE = `
:host { all: initial; position: fixed; z-index: 2147483000; inset: auto 16px 16px auto; font: 15px/1.4 system-ui, sans-serif; }
.row { display: flex; gap: 8px; justify-content: flex-end; }
a, button { box-sizing: border-box; min-height: 40px; padding: 8px 16px; border: 1px solid #8b909c; border-radius: 20px;
  background: #fff; color: #17181c; font: inherit; text-decoration: none; cursor: pointer; box-shadow: 0 4px 14px #0003; }
a:focus-visible, button:focus-visible { outline: 3px solid #3a55d1; outline-offset: 2px; }
iframe { display: block; box-sizing: border-box; width: min(380px, calc(100vw - 32px)); height: min(560px, calc(100vh - 96px));
  margin-bottom: 8px; border: 1px solid #8b909c; border-radius: 12px; background: #fff; box-shadow: 0 8px 30px #0004; }
[hidden] { display: none; }
`;

const script = document.currentScript as HTMLScriptElement | null;
const business = script?.dataset.business;
if (script && business) void stand(new URL(script.src).origin, business).catch(() => undefined);

async function stand(portal: string, business: string): Promise<void> {
  const answer = await fetch(`${portal}/w/${encodeURIComponent(business)}`, { credentials: "omit" });
  if (!answer.ok) return;
  const welcome = (await answer.json()) as Welcome;
  if (!welcome.allowed || !welcome.login) return;
  const host = document.createElement("portico-widget");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  root.adoptedStyleSheets = [style];
  const row = document.createElement("div");
  row.className = "row";
  if (welcome.form) row.append(writing(root, welcome.form, welcome.name ?? ""));
  const login = document.createElement("a");
  login.href = welcome.login;
  login.textContent = "Client login";
  row.append(login);
  root.append(row);
  document.body.append(host);
}

// The frame is loaded only when somebody wants to write.
function writing(root: ShadowRoot, form: string, name: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Write to us";
  button.setAttribute("aria-expanded", "false");
  let frame: HTMLIFrameElement | undefined;
  button.addEventListener("click", () => {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = `Write to ${name}`;
      frame.src = form;
      frame.hidden = true;
      root.prepend(frame);
    }
    frame.hidden = !frame.hidden;
    button.setAttribute("aria-expanded", String(!frame.hidden));
  });
  root.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key !== "Escape" || !frame || frame.hidden) return;
    button.click();
    button.focus();
  });
  return button;
}
