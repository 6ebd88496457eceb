// Toasts go when dismissed or after a while; a request that failed is never silent.
import { sayOffline, sayRefused } from "./say.js";
import { sentence } from "./request.js";

const STAYS = 15_000;
const toasts = document.getElementById("toasts");

const leave = (toast) => {
  if (toast.matches(".error")) return;
  const go = () => (toast.matches(":hover, :focus-within") ? setTimeout(go, STAYS) : toast.remove());
  setTimeout(go, STAYS);
};

if (toasts) {
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.matches?.(".toast")) leave(node);
    }
  }).observe(toasts, { childList: true });
  // What stood here from the start nobody reads aloud; what comes in is announced.
  const said = [...toasts.children];
  toasts.replaceChildren();
  setTimeout(() => toasts.append(...said), 100);
}

document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast")?.remove());
// What a page asks by itself, again and again, is silent while the line is down or the house starts anew.
const sayLost = ({ target }) => target.closest?.("[data-quiet]") || sayOffline();
document.addEventListener("htmx:sendError", sayLost);
document.addEventListener("htmx:timeout", sayLost);
document.addEventListener("htmx:responseError", async ({ target, detail: { xhr } }) => {
  if (target.closest?.("[data-quiet]")) return;
  sayRefused(await sentence(new Response(xhr.responseText)));
});
