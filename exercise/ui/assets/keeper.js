// Keeps what is being typed: on the server half a second later, in this browser until it is there.
// And says what became of what was sent into a line that broke.

import { connected, element, onTick, once, serverNow, stylesheet } from "./live.js";

const PAUSE = 500; // save when the typing rests for so long
const STRETCH = 2_000; // and at least so often while it does not
const FIRST_RETRY = 1_000;
const LAST_RETRY = 8_000;
const ANEW = 3_000; // so long a form that was filled anew may still change by itself
const LONG = 5_000; // whoever waits for so long wants a word
const STILL = 2_000; // a page that does nothing for so long will not answer any more

const OFFLINE = "Not connected. Go on writing: your words are kept here, and can be sent when the line is back.";
const UNANSWERED = (what) =>
  `Not connected. Whether your ${what} arrived shows when the line is back; your words are kept.`;
const UNSENT = (what) => `Your ${what} did not get through. Your words are kept: send it again.`;
const UNSAVED = "Not saved. Your words are kept in this browser; trying again …";
const SIGNED_OUT = "You are signed out. Join again; your words are kept in this browser.";
const NO_ROOM = "This browser has no room for so long a text. Shorten it, or it is lost with the page.";

const READERS = {
  text: (box) => box.querySelector("textarea, input")?.value ?? "",
  number: (box) => Number(box.querySelector("input[type=range], input[type=number]")?.value),
  mark: (box) => box.querySelector("input")?.checked ?? false,
  choice: (box, values) => chosen(box, "radio", values),
  choices: (box, values) => chosen(box, "checkbox", values),
  pills: (box, values) => chosen(box, "checkbox", values),
  ranking: ranked,
  amounts: allotted,
  scale: (box, values) => Number(values[slid(box)]),
  select: selected,
};

const sheet = await stylesheet("keeper.css");

export default once((parent) => {
  parent.adoptedStyleSheets = [sheet];
  const words = element("span", { role: "status" });
  const offers = element("span", { class: "offers" });
  const line = element("div", { class: "line" });
  line.append(words, offers);
  parent.append(line);

  let data = {};
  let restore = () => {};
  let version = 0;
  let saved = null; // the text last known to be on the server
  let seen = null; // the text last seen on the page
  let since = 0; // when it last changed
  let first = 0; // when it first differed from what is saved
  let busy = false;
  let failed = ""; // why the last saving failed
  let when = ""; // when the text was last saved
  let conflict = []; // what was typed in other windows meanwhile
  let beside = null; // what the conflict is to be on the server, where that is to change
  let anew = 0; // when a form that was filled anew has settled
  let pressed = null; // the sending that nobody has answered yet
  let left = false;
  let pause = FIRST_RETRY;
  let wait = 0;

  const say = (state, text, ...choices) => {
    line.dataset.state = state;
    if (words.textContent === text) return;
    words.textContent = text;
    offers.replaceChildren(...choices.map(([label, act]) => {
      const button = element("button", { type: "button" }, label);
      button.onclick = act;
      return button;
    }));
  };

  const tell = () => {
    if (pressed && !pressed.lost) return say(...sending());
    if (!connected()) return say("lost", OFFLINE);
    if (pressed) return say("lost", UNSENT(data.sending.what));
    if (failed) return say("lost", failed);
    if (seen !== saved || beside) return say("typing", busy ? "Saving …" : "…");
    if (conflict.length) {
      const offer = [["Keep mine", settle(() => {})], ["Take the others", settle(() => restore(conflict.at(-1)))]];
      return say("lost", `Saved ${when}. Other words were typed in another window; both are kept.`, ...offer);
    }
    say("kept", when ? `Draft saved ${when}` : "What you type is saved by itself.");
  };

  const sending = () => {
    if (!connected()) return ["lost", UNANSWERED(data.sending.what)];
    const slow = performance.now() - pressed.at > LONG;
    return slow ? ["lost", "Still sending. Your words are kept in this browser."] : ["typing", "Sending …"];
  };

  const settle = (act) => () => {
    beside = [];
    first = since = 0;
    act();
  };

  const place = () => `whitecell:draft:${data.owner}:${data.about}`;
  const forget = () => localStorage.removeItem(place());
  const keep = () => {
    try {
      localStorage.setItem(place(), JSON.stringify({ version, text: seen, beside }));
      return true;
    } catch {
      return false;
    }
  };

  const read = () => {
    const values = {};
    for (const [name, field] of Object.entries(data.fields)) {
      const box = boxOf(field);
      if (!box && field.kind === "text") return null; // the form is just being drawn
      if (box) values[name] = READERS[field.kind](box, field.values, field.shown);
    }
    return JSON.stringify(values);
  };

  /** Whether these are the words that were last sent from this form, which is empty since. */
  const wasSent = (text) => {
    const words = text && data.sent ? JSON.parse(text) : {};
    return Boolean(data.sent) && Object.entries(data.sent).every(([name, sent]) => words[name]?.trim() === sent.trim());
  };

  const filled = () => JSON.stringify(Object.fromEntries(Object.keys(data.fields).map((name) => [name, data.holds[name]])));

  const look = () => {
    const now = performance.now();
    const text = line.isConnected ? read() : null;
    if (text === null) return;
    if (seen === null) begin(text);
    if (text !== seen && now < anew && text === filled()) {
      // It was filled with an older draft, over words that nobody had seen.
      anew = 0;
      restore(JSON.parse(seen));
    } else if (text !== seen) {
      if (seen === saved) first = now;
      seen = text;
      since = now;
      if (pressed?.lost) pressed = null;
      failed = keep() ? "" : NO_ROOM;
    }
    follow(now);
    const due = now - since >= PAUSE || now - first >= STRETCH;
    if ((seen !== saved || beside) && due && now >= wait && !busy) save();
    tell();
  };

  const begin = (text) => {
    // What was typed before the first look differs from what the form was filled with.
    seen = saved = data.holds ? filled() : text;
    const kept = JSON.parse(localStorage.getItem(place()) ?? "null");
    if (!kept) return;
    beside = kept.beside ?? null;
    if (kept.text === saved || kept.text === text || wasSent(kept.text)) return beside || forget();
    if (kept.version === version && text === saved) return restore(JSON.parse(kept.text));
    beside = [...conflict, JSON.parse(kept.text)];
    keep();
  };

  /** What became of an answer that was sent: the log holds it, the page refused it, or it never arrived. */
  const follow = (now) => {
    if (!pressed) return;
    const here = data.drawn === pressed.drawn;
    const { revisions, heard } = data.sending;
    if (revisions > pressed.revisions || (here && heard > pressed.heard)) {
      pressed = null;
      return;
    }
    // Only a page that was drawn since, or a line that was taken up again, can say that nothing came of it.
    const over = pressed.broken || !here || data.run > pressed.run;
    if (!connected()) pressed.broken = true;
    if (!over || !connected() || app()?.dataset.testScriptState !== "notRunning") pressed.still = now;
    pressed.lost ||= now - pressed.still > STILL;
  };

  const press = (event) => {
    if (!data.sending?.buttons.some((key) => event.target.closest?.(`${placed(key)} button`))) return;
    const now = performance.now();
    const { drawn, run, sending: { heard, revisions } } = data;
    if (!pressed || pressed.lost) pressed = { at: now, still: now, drawn, heard, revisions, run, broken: false };
  };

  const save = async (parting = false) => {
    const text = seen;
    const owner = place();
    const draft = JSON.parse(text);
    const sent = beside;
    if (sent) draft.conflict = sent;
    // Words sent while others are on their way follow no version that is known yet.
    const base_version = busy ? null : version;
    busy = true;
    try {
      const answer = await fetch("/draft", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ about: data.about, data: draft, base_version }),
        keepalive: parting,
      });
      // The guard turns strangers away in words of its own.
      const body = answer.status === 401 ? { error: SIGNED_OUT } : await answer.json();
      if (owner !== place()) return;
      if (!answer.ok) throw new Refused(body.error);
      version = body.version;
      saved = text;
      conflict = body.conflict;
      if (beside === sent) beside = null;
      when = time(serverNow());
      failed = "";
      pause = FIRST_RETRY;
      // Whoever is back before these words were there finds the form without them: then the browser has them still.
      if (seen !== saved || beside) keep();
      else if (!left) forget();
    } catch (error) {
      wait = performance.now() + pause;
      pause = Math.min(LAST_RETRY, pause * 2);
      if (failed !== NO_ROOM) failed = error instanceof Refused ? error.message : UNSAVED;
    } finally {
      busy = false;
    }
  };

  /** A lost connection locks every field of a page; these are kept, whatever the line does. */
  const unlock = () => {
    for (const field of Object.values(data.fields ?? {})) {
      if (field.kind !== "text") continue;
      for (const input of boxOf(field)?.querySelectorAll(":disabled") ?? []) input.disabled = false;
    }
  };

  const part = () => {
    look();
    if (seen !== saved) save(true);
  };
  const hide = () => document.hidden && part();
  const changed = () => queueMicrotask(look); // whoever types and leaves at once has typed

  document.addEventListener("visibilitychange", hide);
  document.addEventListener("click", press, true);
  document.addEventListener("input", changed, true);
  document.addEventListener("change", changed, true);
  addEventListener("pagehide", part);
  const locks = new MutationObserver(unlock);
  locks.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["disabled"] });
  const stopTicking = onTick(look);
  return {
    update(component) {
      const other = data.about !== component.data.about || data.owner !== component.data.owner;
      const again = !other && data.drawn !== component.data.drawn;
      data = component.data;
      const gone = again && seen !== null && wasSent(seen);
      if (gone) forget();
      restore = (values) => component.setTriggerValue("restored", values);
      if (other || gone) {
        seen = saved = beside = pressed = null;
        failed = "";
        version = data.base_version;
        conflict = data.conflict;
        when = data.saved;
      } else if (again) anew = performance.now() + ANEW;
      unlock();
    },
    leave() {
      left = true;
      stopTicking();
      locks.disconnect();
      document.removeEventListener("visibilitychange", hide);
      document.removeEventListener("click", press, true);
      document.removeEventListener("input", changed, true);
      document.removeEventListener("change", changed, true);
      removeEventListener("pagehide", part);
      if (seen !== saved) save(true);
    },
  };
});

class Refused extends Error {}

function app() {
  return document.querySelector("[data-testid=stApp]");
}

function boxOf(field) {
  return document.querySelector(placed(field.key));
}

/** Where Streamlit draws the widget of this key. */
function placed(key) {
  return `.st-key-${CSS.escape(key.replace(/[^\w-]/g, "-"))}`;
}

function chosen(box, type, values) {
  const inputs = [...box.querySelectorAll(`input[type=${type}], button[data-variant]`)];
  return values.filter((_, index) => inputs[index]?.checked || inputs[index]?.dataset.selected);
}

function selected(box, values, shown) {
  // What a label escapes is not what it shows.
  const label = box.querySelector("input")?.value;
  return values[shown.findIndex((text) => text === label || text.replace(/\\(.)/g, "$1") === label)] ?? null;
}

function ranked(box, values) {
  const groups = [...box.querySelectorAll("[role=radiogroup]")];
  const places = groups.map((group) => [...group.querySelectorAll("input")].findIndex((input) => input.checked));
  return values
    .map((value, index) => [places[index], value])
    .filter(([place]) => place >= 0)
    .sort(([one], [other]) => one - other)
    .map(([, value]) => value);
}

function slid(box) {
  return Number(box.querySelector("input[type=range]")?.value);
}

function allotted(box, values) {
  const inputs = [...box.querySelectorAll("input[type=number]")];
  const units = values.map((value, index) => [value, Number(inputs[index]?.value || 0)]);
  return Object.fromEntries(units.filter(([, number]) => number));
}

function time(ms) {
  return new Date(ms).toLocaleTimeString([], { hour12: false });
}
