// Who else is here, and is something new? Asks every few seconds while the page is in sight; stops when it may no longer know.
const box = document.getElementById("here");
const EVERY = 2500;
const FORGET = 15_000;
const WRITES = 8000;
let pass = box?.dataset.pass;
let mark = "";
let news = null;
let wrote = 0;
let heard = Date.now();
let timer = 0;

const places = () => document.querySelectorAll("[data-here]");
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const does = () => (Date.now() - wrote < WRITES ? "writes" : "looks");

const badge = ([name, writes]) => {
  const one = document.createElement("span");
  one.className = `ava see${writes ? " writes" : ""}`;
  const said = (writes ? box.dataset.writes : box.dataset.looks).replace("{name}", name);
  one.title = said;
  one.setAttribute("role", "img");
  one.setAttribute("aria-label", said);
  const letter = document.createElement("span");
  letter.setAttribute("aria-hidden", "true");
  letter.textContent = [...name][0] ?? "";
  one.append(letter);
  return one;
};
const draw = (here) => {
  for (const place of places()) {
    const people = here[place.dataset.here] ?? [];
    place.replaceChildren(...people.slice(0, 4).map(badge));
    if (place.dataset.words !== undefined && people.length) {
      const [name, writes] = people[0];
      const said = document.createElement("span");
      said.className = "soft big-only";
      said.textContent = (writes ? box.dataset.writes : box.dataset.looks).replace("{name}", name);
      place.append(said);
    }
  }
};
const askForNews = async () => {
  const { newsUrl, latest } = box.dataset;
  const answer = await fetch(`${newsUrl}?seen=${latest}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  const place = document.getElementById("news");
  if (answer?.status !== 200 || !place || answer.redirected) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("news");
  if (drawn) place.replaceWith(drawn);
};
const stop = async () => {
  clearInterval(timer);
  draw({});
  const { say } = await import("./say.js");
  say(box.dataset.signedOut, "error");
};
const ask = async (doing = does()) => {
  const body = new URLSearchParams({ pass, mark, does: doing });
  const answer = await fetch(box.dataset.url, { method: "POST", headers: { "X-CSRFToken": token() }, body, keepalive: doing === "leaves" }).catch(() => null);
  if (answer?.status === 401 || answer?.status === 403) return stop();
  if (!answer?.ok) {
    if (Date.now() - heard > FORGET) (mark = ""), draw({}); // nobody knows: then nothing is claimed
    return;
  }
  heard = Date.now();
  if (answer.status === 204) return;
  const said = await answer.json();
  if (said.pass) pass = said.pass;
  mark = said.mark;
  draw(said.here);
  const total = Object.values(said.news).reduce((sum, each) => sum + each, 0);
  if (news !== null && total !== news && box.dataset.newsUrl) askForNews();
  news = total;
};
const begin = () => {
  clearInterval(timer);
  ask();
  timer = setInterval(() => ask(), EVERY);
};

if (box) {
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea")) return;
    const began = does() !== "writes";
    wrote = Date.now();
    if (began) ask();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return begin();
    clearInterval(timer);
    ask("leaves");
  });
  addEventListener("pagehide", () => ask("leaves"));
  if (!document.hidden) begin();
}
