// Figures in the page's text that run by themselves: the time left until a moment, what is left to share out.

import { anchored, exerciseNow, onTick, once } from "./live.js";

const DAY = 24 * 60; // minutes
const SOON = 120_000; // of real time

export default once(() => {
  const stopTicking = onTick(paint);
  return { update: paint, leave: stopTicking };
});

function paint() {
  const clock = anchored();
  if (clock) for (const figure of document.querySelectorAll(".wc-left")) count(figure, clock);
  if (clock) for (const figure of document.querySelectorAll(".wc-age")) grow(figure);
  for (const figure of document.querySelectorAll(".wc-rest")) reckon(figure);
}

function count(figure, clock) {
  // Shown in real time: that is what the person at the desk has.
  const left = (Number(figure.dataset.until) - exerciseNow()) / (clock.rate || 1);
  figure.dataset.state = left <= 0 ? "over" : left <= SOON ? "soon" : "ahead";
  const frozen = clock.state === "running" ? "" : ", paused";
  write(figure, left <= 0 ? "time is up" : `${duration(left)} left${frozen}`);
}

function grow(figure) {
  const now = exerciseNow();
  const stale = figure.dataset.stale !== undefined && now >= Number(figure.dataset.stale);
  figure.dataset.state = stale ? "over" : "ahead";
  write(figure, `${lasting(now - Number(figure.dataset.since))} old${stale ? ", stale" : ""}`);
}

function reckon(figure) {
  const inputs = document.querySelectorAll(`.st-key-${CSS.escape(figure.dataset.of)} input[type=number]`);
  const total = Number(figure.dataset.total);
  const given = [...inputs].reduce((sum, input) => sum + Number(input.value || 0), 0);
  const left = total - given;
  figure.dataset.state = left < 0 ? "over" : left > 0 ? "ahead" : "done";
  write(figure, left < 0 ? `${-left} more than the ${total} there are` : left ? `${left} of ${total} left` : `All ${total} shared out`);
}

function duration(ms) {
  const seconds = Math.ceil(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = String(Math.floor((seconds % 3600) / 60)).padStart(hours ? 2 : 1, "0");
  return `${hours ? `${hours}:` : ""}${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

function lasting(ms) {
  const minutes = Math.round(ms / 60_000);
  if (minutes >= 2 * DAY) return `${Math.floor(minutes / DAY)} days`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours && `${hours} h`, (rest || !hours) && `${rest} min`].filter(Boolean).join(" ");
}

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
