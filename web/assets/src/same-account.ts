// Two windows of one browser share their session: when the one goes on in another account, the other must not show that
// account's records under the name of this one. Its page is loaded anew.
export async function sameAccount(): Promise<boolean> {
  const account = document.documentElement.dataset.account;
  if (!account) return true;
  const body = new URLSearchParams({ account });
  const answer = await fetch("/accounts/here", { method: "POST", body, redirect: "manual" }).catch(() => undefined);
  // Only a clear answer counts. This window may be on its way to the other account itself, its token dead and the next
  // one not here yet: to load it anew now would lose the one that is coming.
  if (answer?.status !== 205) return true;
  location.reload();
  return false;
}

addEventListener("focus", () => void sameAccount());
addEventListener("pageshow", (event) => {
  if (event.persisted) void sameAccount();
});
