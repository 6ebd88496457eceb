// The question where a card may go, in a dialog; without scripts it is a page of its own.
import { refresh, say as announce } from "./board-live.js";
import { post, sentence } from "./request.js";
import { sayOffline, sayRefused } from "./say.js";

const dialog = document.getElementById("mover");
let asked = null;

export const openMover = async (url, card) => {
  const next = encodeURIComponent(location.pathname + location.search);
  try {
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}next=${next}`, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) return sayRefused(await sentence(answer));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog.replaceChildren(document.importNode(page.getElementById("mover-body"), true));
  } catch {
    return sayOffline();
  }
  asked = card;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("button, input:not([type=hidden]), a")?.focus();
};

// To another place without leaving the page; what asks for more is sent as it is.
const go = async (form, button) => {
  try {
    const answer = await post(form.action, { [button.name]: button.value });
    if (!answer.ok) return sayRefused(await sentence(answer));
    dialog.close();
    await refresh();
    announce((await answer.json()).said);
  } catch {
    sayOffline();
  }
};

if (dialog) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".pb > .more, [data-mover]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    openMover(link.getAttribute("href"), link.closest(".pb") ?? asked);
  });
  dialog.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-places]")) return;
    event.preventDefault();
    go(event.target, event.submitter);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => document.getElementById(asked?.id)?.querySelector("h3 a")?.focus());
}
