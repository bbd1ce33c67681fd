import { plays } from "./plays.js";
import { post } from "./server.js";
import { hourOf, longDay, shortDay } from "./text.js";
import { words } from "./words.js";

const PAUSE = 1800; // milliseconds between posts while a quarter is played
const $ = (id) => document.getElementById(id);
const rest = (time) => new Promise((done) => setTimeout(done, time));

/** The clock that visitors turn. */
export class Clock {
  #playing = false;

  constructor(store, alert) {
    Object.assign(this, { store, alert });
    for (const button of document.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.#turn({ step: button.dataset.step }));
    }
    $("to-day").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#turn({ to: $("day").value });
    });
    $("play").addEventListener("click", () => (this.#playing ? this.#stop() : this.#play()));
    this.#gatherOnSmallScreens();
  }

  draw() {
    const { now, next } = this.store;
    $("now").textContent = longDay(now);
    $("now").dateTime = now;
    $("next").textContent = `${hourOf(now)} · ${next ? words.next(shortDay(next)) : words.nothingNext}`;
    $("day").min = now.slice(0, 10);
    document.querySelector("[data-step=next]").disabled = !next;
  }

  /** On a phone the rarer ways of turning are in a sheet that opens from below. */
  #gatherOnSmallScreens() {
    const small = matchMedia("(max-width: 767px)");
    const gather = () => (small.matches ? $("sheet-body").append($("extra")) : $("more").after($("extra")));
    small.addEventListener("change", gather);
    gather();
    $("more").addEventListener("click", () => $("sheet").showModal());
  }

  async #turn(how) {
    $("sheet").close();
    document.body.classList.add("turning");
    try {
      await post("/api/clock", how);
      return true;
    } catch (error) {
      this.alert(error.message);
      return false;
    } finally {
      document.body.classList.remove("turning");
    }
  }

  /** From post to post until the quarter is over, with what people say in between. */
  async #play() {
    const { label, last } = this.store.quarter;
    const end = nextDay(last);
    const said = plays.filter((act) => act.on > this.store.now.slice(0, 16) && act.on < end);
    this.#show(true, words.playing(label));
    while (this.#playing && this.store.now.slice(0, 10) < end) {
      const act = said[0];
      const until = [this.store.next?.slice(0, 16), act?.on, `${end}T08:00`].filter(Boolean).sort()[0];
      const going = until === act?.on ? await this.#perform(said.shift()) : await this.#turn({ to: until });
      if (!going) return this.#stop();
      await rest(PAUSE);
    }
    if (this.#playing) this.#show(false, words.played(label));
  }

  async #perform({ on, person, text, press }) {
    if (!(await this.#turn({ to: on }))) return false;
    const [message, button] = press ? this.store.lastButton(person, press) : [];
    if (text) await post("/api/say", { person, chat: "private", text });
    if (button) await post("/api/press", { person, chat: "private", message: message.id, data: button.data });
    return true;
  }

  #stop() {
    this.#show(false, "");
  }

  #show(playing, said) {
    this.#playing = playing;
    $("sheet").close();
    $("play").setAttribute("aria-pressed", playing);
    $("play").textContent = playing ? words.stop : words.play;
    $("playing").hidden = !said;
    $("playing").textContent = said;
  }
}

function nextDay(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
