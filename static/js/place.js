// The way back leads to a list as one left it: with its filters, on its page.
const LISTS = ["/desk/", "/backlog/", "/customers/", "/mailbox/"];
const key = (path) => `list:${path}`;

// On leaving, not on arriving: filters change the address while one stays.
addEventListener("pagehide", () => {
  if (LISTS.includes(location.pathname)) sessionStorage.setItem(key(location.pathname), location.search);
});
for (const link of document.querySelectorAll('.bar a[data-key="u"]')) {
  if (!link.search) link.search = sessionStorage.getItem(key(link.pathname)) ?? "";
}
