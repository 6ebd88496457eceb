// ⌘K opens "Find or jump", a combobox: pages and acts are found here, everything else is asked of the server while one types.
// Arrows choose, Enter goes there or searches; the field keeps the focus, and a screen reader hears what is chosen.
const palette = document.getElementById("palette");
const field = palette?.querySelector("[type=search]");
const found = palette?.querySelector("#palette-found");
const here = palette?.querySelector("#palette-here");
const INITIALS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
let asked = 0;
let waits = 0;
let drawn = 0;

const entries = () => [...palette.querySelectorAll("li")];
const shown = () => entries().filter((entry) => !entry.hidden && !entry.closest("[hidden]")).map((entry) => entry.firstElementChild);
const at = () => palette.querySelector(".at");

// 데스크 → ㄷㅅㅋ
const initials = (text) => text.replace(/[^가-힣]/g, "").replace(/./g, (syllable) => INITIALS[Math.floor((syllable.charCodeAt(0) - 0xac00) / 588)]);
const says = (text, typed) => {
  const letters = text.toLocaleLowerCase();
  return typed.split(/\s+/).every((word) => letters.includes(word) || (/^[ㄱ-ㅎ]+$/.test(word) && initials(text).includes(word)));
};

const choose = (entry) => {
  at()?.setAttribute("aria-selected", "false");
  at()?.classList.remove("at");
  entry?.classList.add("at");
  entry?.setAttribute("aria-selected", "true");
  entry?.scrollIntoView({ block: "nearest" });
  if (entry) field.setAttribute("aria-activedescendant", entry.id);
  else field.removeAttribute("aria-activedescendant");
};
const step = (by) => {
  const list = shown();
  const now = list.indexOf(at());
  choose(list[now < 0 ? (by > 0 ? 0 : list.length - 1) : (now + by + list.length) % list.length]);
};

// Without a script they are links and buttons; with one, options of the field's list.
const dress = (part) => {
  for (const list of part.querySelectorAll("ul")) {
    const head = list.previousElementSibling?.matches("h3") ? list.previousElementSibling : null;
    head?.setAttribute("aria-hidden", "true");
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", head?.textContent.trim() || field.getAttribute("aria-label"));
  }
  for (const entry of part.querySelectorAll("li")) {
    const option = entry.firstElementChild;
    entry.setAttribute("role", "none");
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.tabIndex = -1;
    option.id ||= `palette-${(drawn += 1)}`;
  }
};

const narrow = () => {
  const typed = field.value.trim().toLocaleLowerCase();
  for (const entry of entries()) {
    if (!found.contains(entry)) entry.hidden = !("always" in entry.dataset) && !says(entry.textContent, typed);
  }
  for (const head of palette.querySelectorAll("h3")) {
    head.hidden = !head.nextElementSibling.querySelector("li:not([hidden])");
  }
  choose(typed ? shown()[shown().length > 1 && typed.length > 1 ? 1 : 0] : null);
};

const ask = async () => {
  const mine = (asked += 1);
  const typed = field.value.trim();
  if (!typed) return found.replaceChildren();
  const answer = await fetch(`${palette.dataset.source}?q=${encodeURIComponent(typed)}`).catch(() => null);
  const drawing = answer?.ok ? await answer.text() : "";
  if (mine !== asked) return; // somebody typed on
  const kept = found.contains(at()) ? null : at();
  const part = new DOMParser().parseFromString(drawing, "text/html").body;
  found.replaceChildren(...part.children);
  dress(found);
  const first = found.querySelector("[role=option]");
  choose(kept && !("always" in kept.parentElement.dataset) ? kept : (first ?? kept));
};

// What has a key on this page can be found by its words as well.
const offer = () => {
  const acts = [...document.querySelectorAll("main [data-key]:is(a, button, summary, label)")].filter((act) => act.checkVisibility());
  here.replaceChildren(
    ...acts.map((act) => {
      const button = document.createElement("button");
      const key = document.createElement("kbd");
      const words = act.cloneNode(true);
      for (const cap of words.querySelectorAll("kbd, svg")) cap.remove();
      key.textContent = act.dataset.key;
      button.type = "button";
      button.append(act.getAttribute("aria-label") || act.title || words.textContent.trim(), key);
      button.addEventListener("click", () => {
        palette.hidePopover();
        act.click();
        act.focus();
      });
      const entry = document.createElement("li");
      entry.append(button);
      return entry;
    }),
  );
  dress(here.parentElement);
};

if (palette) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "palette-list");
  field.setAttribute("aria-expanded", "true");
  palette.querySelector("#palette-list").setAttribute("role", "listbox");
  dress(palette);
  field.addEventListener("input", () => {
    narrow();
    clearTimeout(waits);
    waits = setTimeout(ask, 150);
  });
  palette.addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") return;
    field.value = "";
    asked += 1;
    found.replaceChildren();
    offer();
    narrow();
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault(); // else the first one would only empty the field
      palette.hidePopover();
    } else if (event.key === "Enter" && at()?.matches("a, [type=button]")) {
      event.preventDefault();
      at().click();
    }
  });
  // CS-12 and PB-3 are places: one goes there, whatever stage they are in.
  field.form.addEventListener("submit", (event) => {
    const [reference, room] = /^(CS|PB)-\d{1,18}$/.exec(field.value.trim().toUpperCase()) ?? [];
    if (!reference) return;
    event.preventDefault();
    location.assign(`${room === "CS" ? "/tickets/" : "/backlog/"}${reference}/`);
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.code !== "KeyK" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    palette.togglePopover();
  });
}
