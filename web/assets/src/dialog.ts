// A dialog over the page, closed by Escape, by a click beside it, or by what says so; the focus goes back to where it was.
let count = 0;

export function openDialog(words: string, content: HTMLElement, opener: HTMLElement): HTMLDialogElement {
  const title = document.createElement("h2");
  title.id = `dialog-title-${++count}`;
  title.textContent = words;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, content);
  dialog.addEventListener("click", (event) => {
    const outside = event.target === dialog;
    if (!outside && !(event.target as Element).closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
