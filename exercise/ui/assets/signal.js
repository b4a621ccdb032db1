// The exercise clock of a page, its tab's title, its sound, and the call to redraw.

import "./menu.js";
import { anchored, connected, down, element, exerciseNow, learn, listen, onTick, once, signedOut, stylesheet } from "./live.js";

const PATIENCE = 1_500; // a line that comes back at once is not worth a word
const AGAIN = 5_000; // a redraw that was asked for and never came is asked for again
const QUIET = "whitecell:quiet";
const STATES = { ready: "READY", running: "RUNNING", paused: "PAUSED", ended: "ENDED" };

const sheet = await stylesheet("signal.css");
let audio = null;

export default once((parent) => {
  parent.adoptedStyleSheets = [sheet];
  const state = element("span", { class: "state", role: "status" });
  const elapsed = element("span", { class: "elapsed", title: "Exercise time since StartEx" });
  const story = element("span", { class: "story", title: "Local time in the story" });
  const line = element("span", { class: "line", role: "status" });
  const sound = element("button", { class: "sound", type: "button" });
  const jump = element("a", { class: "jump", href: "#inbox" });
  const bar = element("div", { class: "bar", part: "bar" });
  bar.append(state, elapsed, story, line, sound, jump);
  parent.append(bar);

  let data = {};
  let redraw = null; // a page that is being left has nothing more to ask for
  let told = {};
  let asked = {};
  let askedAt = -Infinity;
  let unread = null;
  let cutOff = false;

  // Streamlit takes its line up again without a word, even where the server has forgotten the page.
  const takeUp = () => {
    const on = connected();
    if (on && cutOff) redraw?.(told);
    cutOff = !on;
  };

  const hear = ({ news }) => {
    told = news;
    if (!redraw) return;
    const now = performance.now();
    const beyond = (known) => Object.keys(data.news).some((run) => news[run] > (known[run] ?? -1));
    if (!beyond(data.news) || (!beyond(asked) && now - askedAt < AGAIN)) return;
    asked = news;
    askedAt = now;
    redraw(news);
  };

  const paint = () => {
    takeUp();
    const clock = anchored();
    if (clock) {
      const speed = clock.state === "running" && clock.rate !== 1 ? ` ×${clock.rate}` : "";
      write(state, STATES[clock.state] + speed);
      state.dataset.state = clock.state;
      const now = exerciseNow();
      write(elapsed, `H+${hours(now)}`);
      write(story, data.story ? local(data.story, now) : "");
    }
    write(line, troubled());
    const count = unread ? `(${unread}) ` : "";
    if (data.title && document.title !== count + data.title) document.title = count + data.title;
  };

  const paintSound = () => {
    const quiet = localStorage.getItem(QUIET) !== null;
    sound.hidden = !data.sound;
    sound.setAttribute("aria-pressed", String(!quiet));
    write(sound, quiet ? "♪ off" : "♪ on");
    sound.setAttribute("aria-label", quiet ? "Sound is off" : "Sound is on");
  };
  sound.onclick = () => {
    if (localStorage.getItem(QUIET) === null) localStorage.setItem(QUIET, "1");
    else localStorage.removeItem(QUIET);
    paintSound();
    if (localStorage.getItem(QUIET) === null) chime();
  };

  const stopTicking = onTick(paint);
  let stopListening = null;
  return {
    update(component) {
      const more = unread !== null && component.data.unread > unread;
      data = component.data;
      unread = data.unread;
      redraw = (news) => component.setTriggerValue("changed", news);
      learn(data.clock);
      paint();
      paintSound();
      write(jump, data.jump);
      if (more && data.sound && localStorage.getItem(QUIET) === null) chime();
      stopListening ??= listen(data.exercise, hear);
      hear({ news: told });
    },
    rest() {
      redraw = null;
    },
    leave() {
      stopTicking();
      stopListening?.();
    },
  };
});

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function hours(ms) {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function local(starts, ms) {
  // The story's time has no zone of its own: reckoned as UTC it is never shifted.
  const then = new Date(Date.parse(`${starts}Z`) + ms);
  return `${String(then.getUTCHours()).padStart(2, "0")}:${String(then.getUTCMinutes()).padStart(2, "0")} local`;
}

function troubled() {
  if (signedOut()) return "You are signed out. Reload the page to join again.";
  return down() > PATIENCE ? "Not connected; reconnecting …" : "";
}

/** Two soft notes; a browser allows them once the page was touched. */
function chime() {
  audio ??= new AudioContext();
  audio.resume();
  [660, 880].forEach((frequency, index) => {
    const start = audio.currentTime + index * 0.14;
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.06, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.4);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.45);
  });
}
