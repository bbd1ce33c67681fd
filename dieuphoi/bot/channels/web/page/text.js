const BOLD = /\ue000([^\ue000\ue001]*)\ue001?/;
const COMMAND = /(^|[\s(])(\/[a-z][a-z0-9_]*)(?![\w/])/;
const LINK = /https?:\/\/\S+/;
const ZONE = "Asia/Ho_Chi_Minh";

/** Writes a bot's text line by line: bold where marked, commands to be pressed, all else as text. */
export function writeText(element, text, onCommand) {
  element.replaceChildren(
    ...text.split("\n").map((line) => {
      const row = Object.assign(document.createElement("span"), { className: `row ${shapeOf(line)}` });
      writeLine(row, line.trimStart() || "\u00a0", onCommand);
      return row;
    }),
  );
}

/** What wraps keeps to the right of its bullet, or under it. */
function shapeOf(line) {
  if (/^\s*•/.test(line)) return "bullet";
  return line.trim() === "" ? "gap" : line.startsWith("  ") ? "inset" : "";
}

function writeLine(element, text, onCommand) {
  text.split(BOLD).forEach((part, index) => {
    if (index % 2 === 0) return writeLinks(element, part, onCommand);
    const strong = document.createElement("b");
    strong.textContent = part;
    strong.classList.toggle("whole", part.length < 10); // a code such as PL1-5 is not torn apart
    element.append(strong);
  });
}

function writeLinks(element, text, onCommand) {
  const found = LINK.exec(text);
  if (!found) return writeCommands(element, text, onCommand);
  writeCommands(element, text.slice(0, found.index), onCommand);
  const link = Object.assign(document.createElement("a"), { href: found[0], textContent: found[0] });
  Object.assign(link, { target: "_blank", rel: "noopener noreferrer", className: "link" });
  element.append(link);
  writeLinks(element, text.slice(found.index + found[0].length), onCommand);
}

function writeCommands(element, text, onCommand) {
  const found = onCommand && COMMAND.exec(text);
  if (!found) return element.append(text);
  const start = found.index + found[1].length;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "command";
  button.textContent = found[2];
  button.addEventListener("click", () => onCommand(found[2]));
  element.append(text.slice(0, start), button);
  writeCommands(element, text.slice(start + found[2].length), onCommand);
}

/** The text without bold marks, in one line. */
export function oneLine(text, length = 90) {
  const flat = text.replace(/[\ue000\ue001]/g, "").replace(/\s+/g, " ").trim();
  return flat.length > length ? flat.slice(0, length - 1) + "…" : flat;
}

const format = (options) => new Intl.DateTimeFormat("vi", { timeZone: ZONE, ...options });
const DAY = format({ day: "2-digit", month: "2-digit", year: "numeric" });
const LATER_MONTH = /\/0([3-9])\//; // official papers write 01 and 02, but 3 to 9
const WEEKDAY = format({ weekday: "long" });
const HOUR = format({ hour: "2-digit", minute: "2-digit", hour12: false });

export const hourOf = (moment) => HOUR.format(new Date(moment));
export const dayOf = (moment) => DAY.format(new Date(moment)).replace(LATER_MONTH, "/$1/");
export const longDay = (moment) => `${WEEKDAY.format(new Date(moment))}, ${dayOf(moment)}`;
export const shortDay = (moment) => dayOf(moment).slice(0, -5);

export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${value.toLocaleString("vi", { maximumFractionDigits: 1 })} ${unit}`;
}

/** The letters in a person's round picture: of the last two words of the name. */
export function initials(name) {
  return name.split(" ").slice(-2).map((word) => word[0]).join("");
}
