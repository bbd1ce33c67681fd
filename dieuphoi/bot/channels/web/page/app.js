import { Clock } from "./clock.js";
import { Pane } from "./pane.js";
import { listen, post } from "./server.js";
import { Store } from "./store.js";
import { initials } from "./text.js";
import { words } from "./words.js";

const OPEN = "dieuphoi.open";
const $ = (id) => document.getElementById(id);
const widths = [matchMedia("(min-width: 768px)"), matchMedia("(min-width: 1240px)"), matchMedia("(min-width: 1900px)")];

const store = new Store();
const clock = new Clock(store, alert);
const panes = new Map(); // chat → Pane
const buttons = new Map(); // chat → its button among the people
let open = JSON.parse(localStorage.getItem(OPEN) ?? '["nhom","khdt","dieuphoi","lanhdao"]'); // the newest first

store.addEventListener("change", draw);
for (const width of widths) width.addEventListener("change", draw);
listen(store, (broken) => say("link", broken ? words.broken : ""));
document.addEventListener("visibilitychange", draw);
$("restart").addEventListener("click", () => {
  $("sheet").close();
  $("sure").returnValue = "";
  $("sure").showModal();
});
$("sure").addEventListener("close", () => $("sure").returnValue === "yes" && startOver());

function draw() {
  if (!store.group) return;
  $("plan").textContent = store.plan ? `Kế hoạch ${store.plan}` : "";
  clock.draw();
  const shown = shownChats();
  const wanted = shown.map((chat) => paneOf(chat).element);
  if (wanted.some((element, index) => $("panes").children[index] !== element) || wanted.length !== $("panes").children.length) {
    $("panes").replaceChildren(...wanted);
    for (const chat of shown) paneOf(chat).toEnd();
  }
  for (const chat of shown) {
    paneOf(chat).draw();
    if (!document.hidden) store.read(chat);
  }
  for (const chat of [store.group.id, ...store.people.keys()]) drawButton(chat, shown.includes(chat));
}

/** One conversation on a phone; on a desktop the group and as many phones as fit, each staying in its place. */
function shownChats() {
  const room = widths.filter((width) => width.matches).length;
  if (room === 0) return open.slice(0, 1);
  const phones = open.filter((chat) => chat !== store.group.id).slice(0, room);
  return [store.group.id, ...[...store.people.keys()].filter((chat) => phones.includes(chat))];
}

function paneOf(chat) {
  if (!panes.has(chat)) panes.set(chat, new Pane(store, chat, alert));
  return panes.get(chat);
}

function choose(chat) {
  open = [chat, ...open.filter((other) => other !== chat)];
  localStorage.setItem(OPEN, JSON.stringify(open));
  draw();
  paneOf(chat).toEnd();
  if (widths[0].matches) paneOf(chat).composer.area.focus();
}

function drawButton(chat, shown) {
  if (!buttons.has(chat)) buttons.set(chat, makeButton(chat));
  const button = buttons.get(chat);
  const count = store.unread(chat);
  button.setAttribute("aria-pressed", shown);
  const badge = button.querySelector(".badge");
  badge.hidden = count === 0;
  badge.textContent = count > 99 ? "99+" : count;
  const title = store.titleOf(chat);
  button.setAttribute("aria-label", count ? `${title}, ${words.unread(count)}` : title);
}

function makeButton(chat) {
  const item = $("person-template").content.firstElementChild.cloneNode(true);
  const person = store.people.get(chat);
  const part = (name) => item.querySelector(name);
  part(".avatar").textContent = person ? initials(person.name) : "N";
  part(".avatar").dataset.tone = person?.tone ?? "group";
  part("b").textContent = store.titleOf(chat);
  part("small").textContent = person?.short ?? "Nhóm";
  part("button").addEventListener("click", () => choose(chat));
  $("people").append(item);
  return part("button");
}

async function startOver() {
  try {
    await post("/api/reset", {});
    store.forget();
    draw();
  } catch (error) {
    alert(error.message);
  }
}

function say(id, text) {
  $(id).hidden = !text;
  $(id).textContent = text;
}

function alert(text) {
  const note = Object.assign(document.createElement("p"), { textContent: text });
  $("alerts").replaceChildren(note);
  setTimeout(() => note.remove(), 8000);
}
