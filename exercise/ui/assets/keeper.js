// Keeps what is being typed: on the server half a second later, in this browser until it is there.

import { element, onTick, once, serverNow, stylesheet } from "./live.js";

const PAUSE = 500; // save when the typing rests for so long
const STRETCH = 2_000; // and at least so often while it does not
const FIRST_RETRY = 1_000;
const LAST_RETRY = 8_000;

const READERS = {
  text: (box) => box.querySelector("textarea, input")?.value ?? "",
  number: slid,
  choice: (box, values) => chosen(box, "radio", values),
  choices: (box, values) => chosen(box, "checkbox", values),
  ranking: ranked,
  amounts: allotted,
  scale: (box, values) => Number(values[slid(box)]),
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
  let settled = false; // whether words of another window have been dealt with
  let pause = FIRST_RETRY;
  let wait = 0;

  const say = (state, text, ...choices) => {
    line.dataset.state = state;
    if (words.textContent !== text) words.textContent = text;
    offers.replaceChildren(...choices.map(([label, act]) => {
      const button = element("button", { type: "button" }, label);
      button.onclick = act;
      return button;
    }));
  };

  const place = () => `whitecell:draft:${data.owner}:${data.inject}`;
  const keep = () => localStorage.setItem(place(), JSON.stringify({ version, text: seen }));
  const forget = () => localStorage.removeItem(place());

  const read = () => {
    const values = {};
    for (const [name, field] of Object.entries(data.fields)) {
      const box = document.querySelector(`.st-key-${CSS.escape(field.key)}`);
      if (box) values[name] = READERS[field.kind](box, field.values);
    }
    return Object.keys(values).length ? JSON.stringify(values) : null;
  };

  const look = () => {
    const now = performance.now();
    const text = line.isConnected ? read() : null;
    if (text === null) return;
    if (seen === null) return begin(text);
    if (text !== seen) {
      if (seen === saved) first = now;
      seen = text;
      since = now;
      keep();
      say("typing", "…");
    }
    const due = now - since >= PAUSE || now - first >= STRETCH;
    if (seen !== saved && due && now >= wait && !busy) save();
  };

  const begin = (text) => {
    saved = seen = text;
    const kept = JSON.parse(localStorage.getItem(place()) ?? "null");
    if (!kept || kept.text === text) return forget();
    const back = () => {
      say("typing", "…");
      restore(JSON.parse(kept.text));
    };
    if (kept.version === version) back();
    else say("lost", "Other words were typed in this browser.", ["Bring them back", back], ["Drop them", drop]);
  };

  const drop = () => {
    forget();
    say("kept", "");
  };

  const save = async (parting = false) => {
    const text = seen;
    const owner = place();
    const draft = JSON.parse(text);
    if (settled) draft.conflict = [];
    // Words sent while others are on their way follow no version that is known yet.
    const base_version = busy ? null : version;
    busy = true;
    if (!parting) say("typing", "Saving …");
    try {
      const answer = await fetch("/draft", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ inject: data.inject, data: draft, base_version }),
        keepalive: parting,
      });
      if (owner !== place()) return;
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.error);
      version = body.version;
      saved = text;
      settled = false;
      pause = FIRST_RETRY;
      if (seen === saved) forget();
      else keep();
      acknowledge(body.conflict);
    } catch {
      wait = performance.now() + pause;
      pause = Math.min(LAST_RETRY, pause * 2);
      say("lost", "Not saved. Your words are kept in this browser; trying again …");
    } finally {
      busy = false;
    }
  };

  const acknowledge = (conflict) => {
    if (!conflict.length) return say("kept", `Draft saved ${time(serverNow())}`);
    const settle = (act) => () => {
      settled = true;
      act();
    };
    const theirs = conflict.at(-1);
    say(
      "lost",
      `Saved ${time(serverNow())}. Other words were typed in another window.`,
      ["Keep mine", settle(save)],
      ["Take the others", settle(() => restore(theirs))],
    );
  };

  const part = () => {
    look();
    if (seen !== saved) save(true);
  };
  const hide = () => document.hidden && part();

  document.addEventListener("visibilitychange", hide);
  addEventListener("pagehide", part);
  const stopTicking = onTick(look);
  return {
    update(component) {
      const other = data.inject !== component.data.inject || data.owner !== component.data.owner;
      data = component.data;
      restore = (values) => component.setTriggerValue("restored", values);
      if (other) {
        seen = saved = null;
        settled = false;
        version = data.base_version;
        say("kept", data.saved ? `Draft saved ${data.saved}` : "What you type is saved by itself.");
      }
    },
    leave() {
      stopTicking();
      document.removeEventListener("visibilitychange", hide);
      removeEventListener("pagehide", part);
      if (seen !== saved) save(true);
    },
  };
});

function chosen(box, type, values) {
  const inputs = [...box.querySelectorAll(`input[type=${type}]`)];
  return values.filter((_, index) => inputs[index]?.checked);
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
