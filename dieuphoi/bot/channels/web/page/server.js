import { words } from "./words.js";

/** Posts to the server. Throws an Error with words for people; `unsent` where the server was not reached. */
export async function post(path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw Object.assign(new Error(words.noAnswer), { unsent: true });
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ?? words.noAnswer);
  return said;
}

/** A new event's number: sending it twice counts once. */
export function eventId() {
  return "e" + crypto.randomUUID().replaceAll("-", "");
}

/** Hears what is new, for as long as the page is open; comes back by itself after a break. */
export function listen(store, broken) {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => broken(false));
  source.addEventListener("whole", (event) => store.whole(JSON.parse(event.data)));
  source.addEventListener("changes", (event) => store.changes(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    broken(true);
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(() => listen(store, broken), 2000);
  });
}
