// Says something to people who listen to the page instead of looking at it.
export function announce(text: string): void {
  const region = document.getElementById("announcer");
  if (!region) return;
  region.textContent = "";
  // A region that is filled in the same turn it was emptied is not read again.
  setTimeout(() => (region.textContent = text), 50);
}
