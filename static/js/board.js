// Carries cards: by mouse, touch and Shift+arrows; optimistic, and put back with a sentence when the answer is no.
// A place that asks for something (shipped, verified, dropped) opens the question instead, and the card stays.
import { refresh, say as announce } from "./board-live.js";
import { openMover } from "./board-mover.js";
import { mark } from "./cursor.js";
import { post, sentence } from "./request.js";
import { sayOffline, sayRefused } from "./say.js";

const ASKS = ["shipped", "verified", "dropped"];
const board = () => document.getElementById("board");
const lists = () => [...board().querySelectorAll("ol[data-stage]")];
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

// What the server says to a move; null when it said no, which was told then.
const ask = async (card, fields) => {
  try {
    const answer = await post(card.dataset.moveUrl, fields);
    if (answer.ok) return (await answer.json()).said;
    sayRefused(await sentence(answer));
  } catch {
    sayOffline();
  }
  return null;
};

const settle = async ({ item: card, from, to, oldDraggableIndex }, before) => {
  const back = () => from.insertBefore(card, before?.parentNode === from ? before : from.children[oldDraggableIndex] ?? null);
  if (from !== to && ASKS.includes(to.dataset.stage)) {
    back();
    return openMover(`${card.dataset.moveUrl}?stage=${to.dataset.stage}`, card);
  }
  transfer(from, to);
  const fields = { stage: to.dataset.stage, ...(to.matches(".catch") ? {} : neighbour(card)) };
  const said = await ask(card, fields);
  if (said) {
    if (to.matches(".catch")) card.remove();
    return announce(said);
  }
  back();
  transfer(to, from);
};

const carry = (list) => {
  if (list.dataset.carries) return;
  list.dataset.carries = "1";
  let before = null;
  new window.Sortable(list, {
    group: "board",
    draggable: ".pb[data-move-url]",
    filter: ".more",
    preventOnFilter: false,
    ghostClass: "slot",
    dragClass: "lift",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    delay: 180,
    delayOnTouchOnly: true,
    forceFallback: matchMedia("(any-pointer: coarse)").matches, // the browser's own dragging scrolls for no finger
    scrollSensitivity: 60,
    onStart: ({ item }) => {
      before = item.nextElementSibling;
      board().classList.add("carrying");
    },
    onEnd: (event) => {
      board().classList.remove("carrying");
      if (event.from !== event.to || event.oldDraggableIndex !== event.newDraggableIndex) settle(event, before);
    },
  });
};

// By keyboard: arrows walk, Shift+arrows carry.
const stages = () => lists().map((list) => list.dataset.stage);
const beside = (card, by) => {
  const all = lists().filter((list) => list.querySelector(".pb"));
  const list = all[all.indexOf(card.parentElement) + by];
  if (!list) return null;
  const cards = [...list.querySelectorAll(".pb")];
  return cards[Math.min([...card.parentElement.children].indexOf(card), cards.length - 1)];
};
const walk = (card, key) => {
  const there = { ArrowUp: card.previousElementSibling, ArrowDown: card.nextElementSibling }[key] ?? (key === "ArrowLeft" ? beside(card, -1) : key === "ArrowRight" ? beside(card, 1) : null);
  if (!there?.matches(".pb")) return there?.scrollIntoView({ block: "nearest" });
  mark(there);
  there.querySelector("h3 a").focus({ preventScroll: true });
  there.scrollIntoView({ block: "nearest", inline: "nearest" });
};
const push = async (card, key) => {
  const above = reference(card.previousElementSibling);
  const below = reference(card.nextElementSibling);
  let fields = null;
  if (key === "ArrowUp" && above) fields = { before: above };
  if (key === "ArrowDown" && below) fields = { after: below };
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const all = stages();
    const stage = all[all.indexOf(card.parentElement.dataset.stage) + (key === "ArrowLeft" ? -1 : 1)];
    if (ASKS.includes(stage)) return openMover(`${card.dataset.moveUrl}?stage=${stage}`, card);
    if (stage) fields = { stage };
  }
  const said = fields && (await ask(card, fields));
  if (!said) return;
  await refresh();
  document.getElementById(card.id)?.querySelector("h3 a")?.focus();
  announce(said);
};

document.addEventListener("keydown", (event) => {
  if (!event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey || event.altKey) return;
  const card = event.target.closest?.(".pb");
  if (!card || !board()?.contains(card)) return;
  event.preventDefault();
  if (!event.shiftKey) walk(card, event.key);
  else if (card.dataset.moveUrl) push(card, event.key);
});

const begin = () => {
  if (!board() || !window.Sortable) return;
  if (!board().querySelector("[data-move-url]")) return;
  board().classList.add("drags");
  lists().forEach(carry);
};
begin();
document.addEventListener("htmx:afterSettle", begin);
