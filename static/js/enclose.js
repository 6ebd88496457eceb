// Files that are pasted, dropped or chosen go up at once, one after the other: the server judges each, keeps it until it is
// sent, and answers with its row or the sentence why not. What was typed is never touched.
import { LIMIT } from "./limit.js";

const boxOf = (form) => form?.querySelector("[data-encloses]");
const inputOf = (box) => box.closest("form").querySelector("input[type=file]");
const say = (box, sentence) => (box.querySelector("[role=status]").textContent = sentence);
const rows = (box) => box.querySelector("ul");
let last = Promise.resolve();
let waiting = 0;

const drawn = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
};
const filled = (sentence, name) => sentence.replace("{name}", () => name);
const refused = (box, sentence, name) => {
  const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
  row.querySelector(".err").textContent = filled(sentence, name);
  const button = row.querySelector("[data-let-go]");
  button.setAttribute("aria-label", filled(button.getAttribute("aria-label"), name));
  return row;
};
const onItsWay = (box, name) => {
  const row = document.createElement("li");
  row.className = "chosen waits";
  row.append(Object.assign(document.createElement("span"), { className: "clip grow", textContent: name }));
  row.append(Object.assign(document.createElement("span"), { className: "mute", textContent: box.dataset.waits }));
  return row;
};

const asked = (box, file) => {
  const form = box.closest("form");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  if (box.dataset.ticket) body.append("ticket", box.dataset.ticket);
  for (const { value } of box.querySelectorAll("[name=held]:checked")) body.append("held", value);
  body.append("file", file, file.name);
  return fetch(box.dataset.encloses, { method: "POST", body, credentials: "same-origin" });
};
const carry = async (box, file, row) => {
  const failed = () => refused(box, box.dataset.failed, file.name);
  try {
    const answer = await asked(box, file);
    const known = (answer.ok || answer.status === 422) && !answer.redirected;
    row.replaceWith(known ? drawn(await answer.text()) : failed());
    if (known && answer.ok) say(box, filled(box.dataset.kept, file.name));
  } catch {
    row.replaceWith(failed());
  }
};
const enclose = (box, files) => {
  for (const file of files) {
    if (file.size > Number(inputOf(box).dataset.limit)) {
      rows(box).append(refused(box, box.dataset.tooLarge, file.name));
      continue;
    }
    const row = onItsWay(box, file.name);
    rows(box).append(row);
    waiting += 1;
    last = last.then(() => carry(box, file, row)).finally(() => (waiting -= 1));
  }
};

// A screenshot has no name of its own; the clipboard of a text program holds a picture beside its words, which is not meant.
const named = (box, file) => {
  const moment = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
  return file.name === "image.png" ? new File([file], `${box.dataset.pasted} ${moment}.png`, { type: file.type }) : file;
};
// A text that no field could hold would freeze the page for a while; it goes along as a file.
const asFile = (box, words) => {
  const moment = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
  return new File([words], `${box.dataset.words} ${moment}.txt`, { type: "text/plain" });
};
document.addEventListener("paste", (event) => {
  const box = boxOf(event.target.closest?.("form"));
  const files = [...event.clipboardData.files];
  const words = event.clipboardData.getData("text/plain");
  if (box && words.length > LIMIT) {
    event.preventDefault();
    return enclose(box, [asFile(box, words)]);
  }
  if (!box || !files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  enclose(box, files.map((file) => named(box, file)));
});

// Dropped anywhere on the page, so that a near miss does not leave it.
const target = ({ target: at, dataTransfer }) =>
  dataTransfer?.types.includes("Files") ? boxOf(at.closest?.("form")) ?? document.querySelector("[data-encloses]") : null;
const light = (box) => {
  for (const lit of document.querySelectorAll("[data-encloses].over")) if (lit !== box) lit.classList.remove("over");
  box?.classList.add("over");
};
document.addEventListener("dragover", (event) => {
  const box = event.target.matches?.("input[type=file]") ? null : target(event);
  light(box);
  if (box) event.preventDefault();
});
document.addEventListener("dragleave", (event) => event.relatedTarget || light(null));
document.addEventListener("drop", (event) => {
  const box = event.target.matches?.("input[type=file]") ? null : target(event);
  light(null);
  if (!box) return;
  event.preventDefault();
  enclose(box, event.dataTransfer.files);
});

document.addEventListener("change", ({ target: input }) => {
  const box = input.matches("input[type=file]") && boxOf(input.form);
  if (!box) return;
  enclose(box, [...input.files]);
  input.value = "";
});
document.addEventListener("click", async ({ target: at }) => {
  const button = at.closest("[data-let-go]");
  if (!button) return;
  const row = button.closest("li");
  const box = button.closest("[data-encloses]");
  const token = button.form.elements.csrfmiddlewaretoken.value;
  if (button.dataset.letGo) fetch(button.dataset.letGo, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
  const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("[data-let-go]") ?? inputOf(box);
  const name = row.querySelector(".clip")?.textContent;
  row.remove();
  next.focus();
  if (name) say(box, filled(box.dataset.gone, name));
});

// Sent while something is on its way up: it leaves when all has arrived.
document.addEventListener(
  "submit",
  (event) => {
    if (!waiting || !boxOf(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target: form, submitter } = event;
    last.then(() => setTimeout(() => boxOf(form).querySelector("[role=alert]") || form.requestSubmit(submitter)));
  },
  true,
);
