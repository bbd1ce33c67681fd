import { oneLine } from "./text.js";
import { words } from "./words.js";

const FILE_BYTES = 5_000_000;
const onTouch = matchMedia("(pointer: coarse)");

/** Where a message is written: text, one file, and what it answers. */
export class Composer {
  #file = null;
  #replied = null;

  constructor(form, store, send, alert) {
    Object.assign(this, { form, store, send, alert });
    this.area = form.querySelector("textarea");
    this.input = form.querySelector("input[type=file]");
    this.enclosed = form.querySelector(".enclosed");
    this.input.setAttribute("aria-label", words.attach);
    this.input.addEventListener("change", () => this.#choose());
    this.enclosed.querySelector("button").addEventListener("click", () => this.#clear());
    this.area.addEventListener("input", () => this.#grow());
    this.area.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => this.#submit(event));
  }

  label(text) {
    this.area.placeholder = words.write;
    this.area.setAttribute("aria-label", text);
  }

  replyTo(message) {
    this.#replied = message;
    this.#show();
    this.area.focus();
  }

  #key(event) {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && !onTouch.matches;
    if (!sends) return;
    event.preventDefault(); // a new line is Shift+Enter; on a touch screen Enter, as chat apps there do
    this.form.requestSubmit();
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.area.value.trim();
    if (!text && !this.#file) return this.area.focus();
    const message = { text, reply_to: this.#replied?.id };
    if (this.#file) message.file = await encoded(this.#file);
    this.area.value = "";
    this.#clear();
    this.#grow();
    this.send(message);
  }

  #choose() {
    const [file] = this.input.files;
    if (file?.size > FILE_BYTES) {
      this.alert(words.tooLarge);
      this.input.value = "";
      return;
    }
    this.#file = file ?? null;
    this.#show();
    this.area.focus();
  }

  #clear() {
    this.#file = this.#replied = null;
    this.input.value = "";
    this.#show();
  }

  #show() {
    const said = [];
    if (this.#replied) said.push(words.replying(this.store.nameOf(this.#replied.person), oneLine(this.#replied.text, 60)));
    if (this.#file) said.push(this.#file.name);
    this.enclosed.hidden = said.length === 0;
    this.enclosed.querySelector("span").textContent = said.join(" · ");
  }

  #grow() {
    this.area.rows = Math.min(5, this.area.value.split("\n").length);
  }
}

async function encoded(file) {
  const url = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, mime: file.type, size: file.size, content: url.slice(url.indexOf(",") + 1) };
}
