import { hourOf, initials, oneLine, sizeOf, writeText } from "./text.js";
import { BOT, words } from "./words.js";

const template = document.getElementById("line-template");

/** Draws one message. `own` puts it on the right; `acts` are press, say, reply, again. */
export function drawLine(store, message, own, acts) {
  const element = template.content.firstElementChild.cloneNode(true);
  const part = (name) => element.querySelector(name);
  element.dataset.id = message.id;
  element.classList.toggle("own", own);
  element.classList.toggle("bot", message.person === null);
  element.classList.toggle("pressed", message.pressed ?? false);
  drawSpeaker(store, message, part);
  if (message.pressed) part(".text").textContent = words.chose(store.nameOf(message.person), message.text);
  else writeText(part(".text"), message.text, message.person === null ? acts.say : null);
  part(".text").hidden = !message.text;
  drawQuote(store, message, part(".quote"));
  drawFile(message.file, part(".file"));
  drawButtons(message, part(".buttons"), acts);
  drawMeta(store, message, own, part, acts);
  return element;
}

function drawSpeaker(store, message, part) {
  const person = store.people.get(message.person);
  part(".name").textContent = person?.name ?? BOT;
  part(".avatar").textContent = person ? initials(person.name) : "ĐP";
  part(".avatar").dataset.tone = person?.tone ?? "bot";
}

function drawQuote(store, message, element) {
  const replied = message.reply_to && store.find(message.chat, message.reply_to);
  if (!replied) return;
  element.hidden = false;
  element.textContent = `${store.nameOf(replied.person)}: ${oneLine(replied.text)}`;
}

function drawFile(file, link) {
  if (!file) return;
  link.hidden = false;
  if (file.url) Object.assign(link, { href: file.url, download: file.name });
  link.setAttribute("aria-label", words.download(file.name, sizeOf(file.size)));
  if (file.image && file.url) {
    link.append(Object.assign(new Image(), { src: file.url, alt: "", loading: "lazy" }));
  }
  link.append(span(file.name, "file-name"), span(sizeOf(file.size), "file-size"));
}

function drawButtons(message, holder, acts) {
  holder.hidden = message.buttons.length === 0;
  for (const row of message.buttons) {
    const line = document.createElement("div");
    for (const { label, data } of row) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", () => acts.press(message, data));
      line.append(button);
    }
    holder.append(line);
  }
}

function drawMeta(store, message, own, part, acts) {
  const { status, edited } = message;
  const reply = part(".reply");
  part("time").dateTime = message.at;
  part("time").textContent = hourOf(message.at);
  part(".status").textContent = status ? words[status] : edited ? words.edited : "";
  if (status === "failed") reply.textContent = words.again;
  else reply.setAttribute("aria-label", words.replyTo(store.nameOf(message.person)));
  reply.hidden = status === "sending" || message.pressed || (own && status !== "failed");
  reply.addEventListener("click", () => (status === "failed" ? acts.again(message) : acts.reply(message)));
}

function span(text, name) {
  return Object.assign(document.createElement("span"), { textContent: text, className: name });
}
