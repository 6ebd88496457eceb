// Sends a form-encoded post with the page's CSRF token, as htmx does.
const token = () => {
  const headers = document.body.getAttribute("hx-headers");
  if (headers) return JSON.parse(headers)["X-CSRFToken"];
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
};

export const post = (url, fields) =>
  fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token(), Accept: "application/json", "X-Requested-With": "fetch" },
    body: new URLSearchParams(fields),
    credentials: "same-origin",
  });

// The sentence of a refusal: a problem document's detail, or a short plain text.
export const sentence = async (answer) => {
  const text = await answer.text();
  try {
    const problem = JSON.parse(text);
    return problem.detail ?? problem.title ?? "";
  } catch {
    return text.length < 300 && !text.includes("<") ? text : "";
  }
};
