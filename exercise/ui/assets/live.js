// The one live socket of this tab, the server's time, and the exercise clock.
// Modules are loaded once per page, so what is kept here is kept once per tab.

const FIRST_RETRY = 500;
const LAST_RETRY = 8_000;
const SILENCE = 50_000; // the server speaks every 15 to 25 s: longer silence is a dead line
const UNANSWERED = 10_000; // a call that nobody takes for so long is made again
const SETTLED = 250; // calls of one redraw come closer together
const GRACE = 2_000; // a page that redraws lets go of the socket and takes it up again

const utf8 = new TextDecoder();
const listeners = new Set();
const tickers = new Set();

let exercise = null;
let socket = null;
let retry = null;
let retries = 0;
let heard = 0;
let called = 0;
let lost = null;
let ended = false;
let latest = null;
let clock = null;
let origin = null;

/** The server's time (epoch ms): laptops' clocks are wrong and jump, a steady counter does neither. */
export function serverNow() {
  return origin === null ? Date.now() : origin + performance.now();
}

/** Take note of a clock anchor; the one the server spoke last counts. */
export function learn(anchor) {
  if (!anchor || (clock && anchor.server_now < clock.server_now)) return;
  clock = anchor;
  const sample = anchor.server_now - performance.now();
  // The message that travelled fastest tells the time best.
  origin = origin === null ? sample : Math.max(origin, sample);
}

/** The exercise clock as last heard: state, at, wall, rate; null before anything was heard. */
export function anchored() {
  return clock;
}

/** Exercise time (ms since StartEx) now. */
export function exerciseNow() {
  if (!clock) return 0;
  if (clock.state !== "running") return clock.at;
  return clock.at + Math.max(0, (serverNow() - clock.wall) * clock.rate);
}

/** How long (ms) the line has been down; 0 while it is up. */
export function down() {
  return lost === null ? 0 : performance.now() - lost;
}

/** Whether Streamlit has its own line to the server, without which nothing on the page can be clicked. */
export function connected() {
  const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
  return state === undefined || state === "CONNECTED";
}

/** Whether the server said that this login no longer counts. */
export function signedOut() {
  return ended;
}

/** Hear every signal about an exercise (the last one at once); returns how to stop. */
export function listen(wanted, listener) {
  if (wanted !== exercise) {
    hangUp();
    exercise = wanted;
    latest = clock = null;
  }
  listeners.add(listener);
  if (!socket && !ended) connect();
  if (latest) listener(latest);
  return () => {
    listeners.delete(listener);
    setTimeout(() => listeners.size || hangUp(), GRACE);
  };
}

/** Call a function four times a second; returns how to stop. */
export function onTick(ticker) {
  tickers.add(ticker);
  return () => tickers.delete(ticker);
}

/** A new element with attributes and text; text is never read as markup. */
export function element(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}

/** The style sheet of a component, fetched once. */
export async function stylesheet(name) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch(new URL(name, import.meta.url))).text());
  return sheet;
}

/**
 * A component from `mount(parent)`, which builds it once and returns {update, leave}, and `rest` where it must not
 * speak between being called off and being called again.
 * Streamlit calls the function again for new data, which travels as JSON in bytes and is handed on as it was. A call that another overtakes is cleaned up as well,
 * even before the other has come, so only a cleanup that nothing follows is the end.
 */
export function once(mount) {
  const mounted = new WeakMap();
  return (component) => {
    const parent = component.parentElement;
    if (!mounted.has(parent)) mounted.set(parent, { view: mount(parent), calls: 0 });
    const held = mounted.get(parent);
    const call = ++held.calls;
    held.view.update({ ...component, data: JSON.parse(utf8.decode(component.data)) });
    return () => {
      if (held.calls === call) held.view.rest?.();
      setTimeout(() => {
        if (held.calls !== call || mounted.get(parent) !== held) return;
        mounted.delete(parent);
        held.view.leave();
        parent.replaceChildren();
      }, SETTLED);
    };
  };
}

function connect() {
  clearTimeout(retry);
  called = performance.now();
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const opened = (socket = new WebSocket(`${scheme}://${location.host}/live?exercise=${exercise}`));
  opened.onmessage = (event) => {
    const fresh = lost !== null || latest === null;
    retries = 0;
    lost = null;
    heard = performance.now();
    latest = JSON.parse(event.data);
    // A laptop that slept has lost count of the time.
    if (fresh) origin = clock = null;
    learn(latest.clock);
    for (const listener of [...listeners]) listener(latest);
  };
  opened.onclose = (event) => {
    if (socket !== opened) return;
    socket = null;
    lost ??= performance.now();
    ended = event.code === 4401;
    // The exercise is tried again from a moment, and this seat came along.
    if (event.code === 4409) location.reload();
    if (!ended && listeners.size) {
      const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** retries++);
      retry = setTimeout(connect, pause * (0.5 + Math.random() / 2));
    }
  };
}

function hangUp() {
  clearTimeout(retry);
  const open = socket;
  socket = null;
  open?.close();
}

function wake() {
  if (!socket && !ended && listeners.size) connect();
}

setInterval(() => {
  for (const ticker of [...tickers]) ticker();
  const now = performance.now();
  if (socket?.readyState === WebSocket.OPEN && now - heard > SILENCE) socket.close();
  if (socket?.readyState === WebSocket.CONNECTING && now - called > UNANSWERED) socket.close();
}, 250);
addEventListener("online", wake);
document.addEventListener("visibilitychange", () => document.hidden || wake());
