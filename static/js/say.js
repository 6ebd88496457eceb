// Says a sentence in a toast. The sentences for lost connections stand, translated, on #toasts.
const box = () => document.getElementById("toasts");

export const say = (text, level = "info") => {
  const toasts = box();
  if (!toasts || !text) return;
  const toast = document.createElement("div");
  toast.className = `toast ${level}`;
  if (level === "error") toast.setAttribute("role", "alert");
  const line = document.createElement("p");
  line.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn sm icon";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", toasts.dataset.close);
  close.textContent = "×";
  toast.append(line, close);
  toasts.append(toast);
};

export const sayOffline = () => say(box()?.dataset.offline, "error");
export const sayRefused = (text) => say(text || box()?.dataset.refused, "error");
