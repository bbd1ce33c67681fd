import { BOT } from "./words.js";

const SEEN = "dieuphoi.seen";

/** Orders messages as the server says; what is still on its way comes last. */
export function byOrder(a, b) {
  return a.order[0] - b.order[0] || a.order[1] - b.order[1];
}

/** What the server told, what is on its way to it, and what was read. Says "change" when any of it changes. */
export class Store extends EventTarget {
  people = new Map();
  group = null;
  #messages = new Map(); // chat → id → message
  #seen = JSON.parse(localStorage.getItem(SEEN) ?? "{}");
  #sent = 0;

  /** Everything anew; messages on their way stay. */
  whole(news) {
    const pending = [...this.#messages.values()].flatMap((chat) => [...chat.values()]).filter((m) => m.status);
    this.people = new Map(news.people.map((person, tone) => [person.id, { ...person, tone }]));
    this.group = news.group;
    this.plan = news.plan;
    this.#messages = new Map([news.group.id, ...this.people.keys()].map((chat) => [chat, new Map()]));
    for (const message of pending) this.#put(message);
    for (const message of news.messages) this.#put(message);
    for (const chat of this.#messages.keys()) if (this.#seen[chat] > this.#newest(chat)) delete this.#seen[chat];
    this.changes(news);
  }

  /** What is new: the clock, and messages (new, or edited). */
  changes(news) {
    ({ now: this.now, next: this.next, quarter: this.quarter } = news);
    for (const message of news.messages) this.#put(message);
    this.#changed();
  }

  /** A message of a person on this page that the server does not have yet. */
  sending(message) {
    this.#sent += 1;
    this.#put({ buttons: [], at: this.now, order: [Number.MAX_SAFE_INTEGER, this.#sent], status: "sending", ...message });
    this.#changed();
  }

  failed(message) {
    this.#put({ ...this.find(message.chat, message.id), status: "failed" });
    this.#changed();
  }

  messages(chat) {
    return [...(this.#messages.get(chat)?.values() ?? [])].sort(byOrder);
  }

  find(chat, id) {
    return this.#messages.get(chat)?.get(id);
  }

  /** The newest message of a chat with a button of this label, and the button; [] where there is none. */
  lastButton(chat, label) {
    for (const message of this.messages(chat).reverse()) {
      const button = message.buttons.flat().find((b) => b.label === label);
      if (button) return [message, button];
    }
    return [];
  }

  nameOf(person) {
    return this.people.get(person)?.name ?? BOT;
  }

  titleOf(chat) {
    return chat === this.group.id ? this.group.title : this.nameOf(chat);
  }

  unread(chat) {
    const seen = this.#seen[chat] ?? 0;
    return this.messages(chat).filter((m) => m.person === null && m.order[0] > seen).length;
  }

  /** Notes that a chat was read to its end. */
  read(chat) {
    const newest = this.#newest(chat);
    if (this.#seen[chat] === newest) return;
    this.#seen[chat] = newest;
    localStorage.setItem(SEEN, JSON.stringify(this.#seen));
  }

  forget() {
    this.#seen = {};
    localStorage.removeItem(SEEN);
  }

  #newest(chat) {
    return Math.max(0, ...this.messages(chat).filter((m) => m.person === null).map((m) => m.order[0]));
  }

  #put(message) {
    this.#messages.get(message.chat)?.set(message.id, message);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
