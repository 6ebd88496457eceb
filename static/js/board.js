// Carries a card to its new place: optimistic, and put back with a sentence when the answer is no.
import { post, sentence } from "./request.js";
import { sayOffline, sayRefused } from "./say.js";

const reference = (card) => card?.dataset.reference;
const neighbour = (card) => {
  const above = reference(card.previousElementSibling);
  const below = reference(card.nextElementSibling);
  return above ? { after: above } : below ? { before: below } : {};
};

const count = (list, by) => {
  const number = list.closest(".col")?.querySelector("[data-count]");
  if (number && /^\d+$/.test(number.textContent)) number.textContent = Number(number.textContent) + by;
};
const transfer = (from, to) => {
  if (from === to) return;
  count(from, -1);
  count(to, 1);
};

const settle = async ({ item: card, from, to, oldDraggableIndex }, before) => {
  transfer(from, to);
  const undo = () => {
    from.insertBefore(card, before?.parentNode === from ? before : from.children[oldDraggableIndex] ?? null);
    transfer(to, from);
  };
  try {
    const answer = await post(card.dataset.moveUrl, { stage: to.dataset.stage, ...neighbour(card) });
    if (answer.ok) return;
    undo();
    sayRefused(await sentence(answer));
  } catch {
    undo();
    sayOffline();
  }
};

const carry = (list) => {
  let before = null;
  new window.Sortable(list, {
    group: "board",
    draggable: ".pb[data-move-url]",
    ghostClass: "slot",
    dragClass: "lift",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    delay: 180,
    delayOnTouchOnly: true,
    scrollSensitivity: 60,
    onStart: ({ item }) => (before = item.nextElementSibling),
    onEnd: (event) => {
      if (event.from !== event.to || event.oldDraggableIndex !== event.newDraggableIndex) settle(event, before);
    },
  });
};

if (window.Sortable) {
  document.querySelectorAll(".board").forEach((board) => board.classList.add("drags"));
  document.querySelectorAll(".board ol[data-stage]").forEach(carry);
}
