// A form is sent once: its buttons rest until there is an answer.
const rest = (form) => {
  form.dataset.sent = "";
  for (const button of buttons(form)) button.setAttribute("aria-disabled", "true");
};
const wake = (form) => {
  delete form.dataset.sent;
  for (const button of buttons(form)) button.removeAttribute("aria-disabled");
};
const buttons = (form) => [...form.elements].filter((each) => each.type === "submit");

// In the capture phase, so that a second submit reaches nobody, htmx included.
document.addEventListener(
  "submit",
  (event) => {
    if (!("sent" in event.target.dataset)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
// After everybody: only a post that really leaves the page rests.
addEventListener("submit", ({ target, defaultPrevented }) => {
  if (target.method === "post" && !defaultPrevented) rest(target);
});
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => elt.matches("form") && rest(elt));
document.addEventListener("htmx:afterRequest", ({ detail: { elt } }) => elt.matches("form") && wake(elt));
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));
