// What others do appears within three seconds, card by card: nothing one looks at, carries or stands on is lost.
const EVERY = 2500;
const AT_ONCE = 100;
const board = () => document.getElementById("board");
const parse = (text) => new DOMParser().parseFromString(text, "text/html");

export const say = (sentence) => {
  const said = document.getElementById("board-said");
  if (said) said.textContent = sentence;
};

const busy = () => board()?.matches(".carrying") || document.querySelector("dialog[open]");
const cards = (list) => [...list.querySelectorAll(":scope > .pb")];
const shown = () =>
  [...board().querySelectorAll("ol[data-stage]:not(.catch)")].map((list) => `${list.dataset.stage}.${cards(list).length + 1}`).join(",");

const place = (card, list, before) => {
  const old = document.getElementById(card.id);
  const same = old && old.dataset.mark === card.dataset.mark;
  const kept = same ? old : document.importNode(card, true);
  if (old && !same) {
    kept.classList.toggle("at", old.matches(".at"));
    old.replaceWith(kept);
  }
  if (kept.parentElement !== list || kept.nextElementSibling !== before) list.insertBefore(kept, before);
  return kept;
};

// From the end to the beginning, so that each stands before the one that is placed already.
const patchList = (list, fresh) => {
  const wanted = cards(fresh);
  const there = new Set(wanted.map((card) => card.id));
  const [rest, more] = [list.querySelector(":scope > .more-cards"), fresh.querySelector(".more-cards")];
  if (!more) rest?.remove();
  else if (!rest) list.append(document.importNode(more, true));
  else if (rest.getAttribute("hx-get") !== more.getAttribute("hx-get")) rest.replaceWith(document.importNode(more, true));
  for (const card of cards(list)) if (!there.has(card.id)) card.remove();
  let before = list.querySelector(":scope > .more-cards");
  for (const card of wanted.reverse()) before = place(card, list, before);
};

const patch = (fresh) => {
  const here = document.activeElement?.closest?.(".pb");
  const within = here && (document.activeElement.matches(".more") ? ".more" : "h3 a");
  for (const column of fresh.querySelectorAll(".col")) {
    const mine = document.getElementById(column.id);
    const list = mine?.querySelector("ol[data-stage]:not(.catch)");
    const new_list = column.querySelector("ol[data-stage]:not(.catch)");
    if (list && new_list) patchList(list, new_list);
    const number = mine?.querySelector(".n");
    if (number) number.textContent = column.querySelector(".n").textContent;
  }
  board().dataset.pulse = fresh.dataset.pulse;
  if (here && !here.contains(document.activeElement)) document.getElementById(here.id)?.querySelector(within)?.focus({ preventScroll: true });
};

// Far down a column the server only names the cards; what one does not have, or has otherwise, is asked for. False: no answer.
const fill = async (fresh) => {
  const bare = [...fresh.querySelectorAll(".pb.bare")].filter((card) => document.getElementById(card.id)?.dataset.mark !== card.dataset.mark);
  for (let at = 0; at < bare.length; at += AT_ONCE) {
    const some = bare.slice(at, at + AT_ONCE);
    const answer = await fetch(`${board().dataset.cardsUrl}?of=${some.map((card) => card.id).join(",")}`, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return false;
    const whole = parse(await answer.text());
    for (const card of some) {
      const found = whole.getElementById(card.id);
      if (found) card.replaceWith(found);
      else card.remove();
    }
  }
  return true;
};

export const refresh = async () => {
  const url = board().dataset.url;
  const answer = await fetch(`${url}${url.endsWith("?") ? "" : "&"}part=1&shown=${shown()}`, { credentials: "same-origin" });
  const fresh = answer.ok && !answer.redirected ? parse(await answer.text()).getElementById("board") : null;
  if (!fresh || !(await fill(fresh))) return;
  patch(fresh);
  window.htmx?.process(board());
};

const look = async () => {
  if (document.hidden || !board() || busy()) return;
  const { pulse, pulseUrl } = board().dataset;
  try {
    const answer = await fetch(`${pulseUrl}?seen=${encodeURIComponent(pulse)}`, { credentials: "same-origin" });
    if (answer.status === 200 && !busy()) await refresh();
  } catch {
    // Away for a moment: the next look says so, or not.
  }
};

if (board()) setInterval(look, EVERY);
