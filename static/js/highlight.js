// Words that one selects in what the customer said become the highlighted words of a voice.
const SAID = ".verbatim blockquote, .msg.theirs .said";
const button = document.getElementById("voice-of-words");
const field = document.querySelector("[data-highlight] textarea");

const selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const from = range.startContainer.parentElement?.closest(SAID);
  return from && from.contains(range.endContainer) ? { words: selection.toString().trim(), box: range.getBoundingClientRect() } : null;
};

const offer = () => {
  const found = selected();
  button.hidden = !found?.words;
  if (button.hidden) return;
  button.style.top = `${found.box.bottom + 6}px`;
  button.style.left = `${Math.min(Math.max(found.box.left, 8), innerWidth - button.offsetWidth - 8)}px`;
};

const take = () => {
  const found = selected();
  if (!found) return;
  for (let each = field.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  field.value = found.words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  getSelection().removeAllRanges();
  const next = field.form.querySelector("[name=item]");
  next.scrollIntoView({ block: "center" });
  next.focus();
};

if (button && field) {
  document.body.append(button);
  document.addEventListener("selectionchange", offer);
  addEventListener("scroll", () => (button.hidden = true), { passive: true, capture: true });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", take);
}
