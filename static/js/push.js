// Lets this browser show notices: asks it, gives its address to the server, and takes it back.
import { post } from "./request.js";

const card = document.getElementById("browser");
const allow = card?.querySelector("[data-allow]");
const stop = card?.querySelector("[data-stop]");

const bytes = (key) => Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const say = (sentence) => (card.querySelector("[role=status]").textContent = sentence);

const show = async (registration) => {
  const known = await registration.pushManager.getSubscription();
  allow.hidden = Boolean(known);
  stop.hidden = !known;
  return known;
};

const begin = async (registration) => {
  if ((await Notification.requestPermission()) !== "granted") return say(card.dataset.denied);
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(card.dataset.key) });
  const kept = await post(card.dataset.remember, { endpoint: made.endpoint, p256dh: text(made.getKey("p256dh")), auth: text(made.getKey("auth")) });
  if (!kept.ok) await made.unsubscribe();
  await show(registration);
};

const end = async (registration) => {
  const known = await show(registration);
  if (!known) return;
  await post(card.dataset.forget, { endpoint: known.endpoint });
  await known.unsubscribe();
  await show(registration);
};

if (card && "serviceWorker" in navigator && "PushManager" in window) {
  const registration = await navigator.serviceWorker.register(card.dataset.worker);
  card.hidden = false;
  await show(registration);
  allow.addEventListener("click", () => begin(registration));
  stop.addEventListener("click", () => end(registration));
}
