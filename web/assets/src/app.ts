// Everything here makes a page that already works quicker to use; nothing here is needed.
import htmx from "htmx.org";
import "@github/relative-time-element";
import "./call-transcript";
import "./confirm-dialog";
import "./copy-button";
import "./count-down";
import "./live-list";
import "./passkey-form";
import "./recording-player";
import "./same-account";
import "./password-criteria";
import "./show-password";
import "./theme-switch";
import "./toast-note";
import { watchBulk } from "./bulk";
import { watchForms } from "./forms";
import { watchMenus } from "./menus";
import { watchPalette } from "./palette";
import { watchRows } from "./rows";
import { watchShortcuts } from "./shortcuts";
import { showCurrentTab } from "./tabs";
import { watchWindows } from "./windows";
import { toast } from "./toast-note";

document.documentElement.classList.add("js");
showCurrentTab();
watchBulk();
watchForms();
watchMenus();
watchPalette();
watchRows();
watchShortcuts();
watchWindows();

// A refresh that failed leaves the list as it was, and says so.
document.addEventListener("htmx:response:error", () => toast("The list could not be refreshed. Try again.", "danger"));
document.addEventListener("htmx:error", (event) => {
  if (!(event.target instanceof Element) || navigator.onLine) return;
  toast("You are offline. The list shows what was last known.", "warning");
});

export { htmx };
