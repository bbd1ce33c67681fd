import { Composer } from "./composer.js";
import { drawLine } from "./line.js";
import { eventId, post } from "./server.js";
import { dayOf, initials } from "./text.js";
import { BOT, suggestions, words } from "./words.js";

const template = document.getElementById("pane-template");
const NEAR_END = 80; // pixels from the end within which the newest message stays in view

/** One conversation: the group, or a person's own with the bot. */
export class Pane {
  #drawn = new Map(); // id → [what was drawn, its element]
  #atEnd = true;

  constructor(store, chat, alert) {
    Object.assign(this, { store, chat, alert });
    this.isGroup = chat === store.group.id;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.log = this.element.querySelector(".log");
    this.lines = this.element.querySelector(".lines");
    this.speaker = this.element.querySelector("select");
    this.composer = new Composer(this.element.querySelector("form"), store, (said) => this.#say(said), alert);
    this.acts = {
      say: (text) => this.#say({ text }),
      press: (message, data) => this.#press(message, data),
      reply: (message) => this.composer.replyTo(message),
      again: (message) => this.#send(message),
    };
    this.log.addEventListener("scroll", () => (this.#atEnd = this.#isAtEnd()));
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(this.log); // e.g. the keyboard came up
    this.#drawFrame();
  }

  get person() {
    return this.isGroup ? this.speaker.value : this.chat;
  }

  /** Draws what changed; goes to the end where the reader is there. */
  draw() {
    const atEnd = this.#atEnd;
    const messages = this.store.messages(this.chat);
    this.element.querySelector(".welcome").hidden = messages.length > 0;
    this.#dropMissing(new Set(messages.map((m) => m.id)));
    const fresh = this.#drawn.size > 0;
    let day = "";
    messages.forEach((message, index) => {
      const opensDay = dayOf(message.at) !== day;
      day = dayOf(message.at);
      this.#place(this.#element(message, opensDay ? day : "", fresh), index);
    });
    if (atEnd || !fresh) this.toEnd();
  }

  toEnd() {
    this.#atEnd = true;
    this.log.scrollTop = this.log.scrollHeight;
  }

  #isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  #drawFrame() {
    const { store, chat, isGroup } = this;
    const person = store.people.get(chat);
    const title = store.titleOf(chat);
    const part = (name) => this.element.querySelector(name);
    this.element.dataset.chat = chat;
    this.lines.classList.toggle("private", !isGroup);
    this.element.setAttribute("aria-label", isGroup ? title : words.phoneOf(title));
    part("h2").textContent = title;
    part("header p").textContent = person?.duty ?? words.groupDuty;
    part(".avatar").textContent = isGroup ? "N" : initials(title);
    part(".avatar").dataset.tone = person?.tone ?? "group";
    part(".welcome").textContent = isGroup ? words.groupWelcome : words.phoneWelcome(title, person.duty);
    this.log.setAttribute("aria-label", words.messagesOf(title));
    this.composer.label(isGroup ? words.toGroup : words.messageTo(BOT));
    part(".chips").append(...suggestions[chat].map((text) => this.#chip(text)));
    if (isGroup) this.#drawSpeakers(part(".speaker"));
  }

  #drawSpeakers(holder) {
    holder.hidden = false;
    const options = [...this.store.people.values()].map((p) => new Option(`${p.name} (${p.short})`, p.id));
    this.speaker.append(...options);
    this.speaker.addEventListener("change", () => this.#redraw());
  }

  #chip(text) {
    const chip = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    chip.addEventListener("click", () => this.#say({ text }));
    return chip;
  }

  #redraw() {
    this.lines.replaceChildren();
    this.#drawn.clear();
    this.draw();
  }

  #dropMissing(ids) {
    for (const [id, [, element]] of this.#drawn) {
      if (ids.has(id)) continue;
      element.remove();
      this.#drawn.delete(id);
    }
  }

  #element(message, day, fresh) {
    const { id } = message;
    const said = JSON.stringify([message, day]);
    const [before, old] = this.#drawn.get(id) ?? [];
    if (before === said) return old;
    const element = drawLine(this.store, message, message.person === this.person, this.acts);
    if (day) element.dataset.day = day;
    if (old) this.#takePlace(old, element, message);
    else element.classList.toggle("fresh", fresh);
    this.#drawn.set(id, [said, element]);
    return element;
  }

  /** An edited message says so with a flash, and keeps the keyboard's focus that was in it. */
  #takePlace(old, element, message) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(element);
    if (message.edited) element.classList.add("fresh");
    if (!focused) return;
    (element.querySelector(".buttons button") ?? this.log).focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  #place(element, index) {
    if (this.lines.children[index] !== element) this.lines.insertBefore(element, this.lines.children[index] ?? null);
  }

  #say(said) {
    const message = { id: eventId(), chat: this.chat, person: this.person, ...said };
    this.store.sending(message);
    this.toEnd();
    this.#send(message);
  }

  async #send({ id, person, text, file, reply_to }) {
    try {
      await post("/api/say", { id, person, chat: this.#kind, text, file, reply_to });
    } catch (error) {
      this.store.failed({ chat: this.chat, id });
      this.alert(error.message);
    }
  }

  async #press(message, data) {
    try {
      await post("/api/press", { person: this.person, chat: this.#kind, message: message.id, data });
    } catch (error) {
      this.alert(error.message);
    }
  }

  get #kind() {
    return this.isGroup ? "group" : "private";
  }
}
