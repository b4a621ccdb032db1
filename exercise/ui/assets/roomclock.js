// The exercise clock for the room: as large as the screen allows, readable from the last row.

import { anchored, down, element, exerciseNow, learn, listen, onTick, once, serverNow, stylesheet } from "./live.js";

const PATIENCE = 1_500;
const STATES = { ready: "WAITING FOR STARTEX", running: "RUNNING", paused: "PAUSED", ended: "ENDEX" };

const sheet = await stylesheet("roomclock.css");

export default once((parent) => {
  parent.adoptedStyleSheets = [sheet];
  const room = element("div", { class: "room", part: "room" });
  const marking = element("p", { class: "marking" });
  const state = element("p", { class: "state", role: "status" });
  const elapsed = element("p", { class: "elapsed", title: "Exercise time since StartEx" });
  const story = element("p", { class: "story" });
  const real = element("p", { class: "real" });
  const large = element("button", { class: "large", type: "button" }, "Full screen");
  room.append(marking, state, elapsed, story, real, large);
  parent.append(room);

  let data = {};
  large.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : room.requestFullscreen());
  document.addEventListener("fullscreenchange", () => write(large, document.fullscreenElement ? "Leave full screen" : "Full screen"));

  const paint = () => {
    const clock = anchored();
    if (!clock) return;
    const speed = clock.state === "running" && clock.rate !== 1 ? ` ×${clock.rate}` : "";
    const lost = down() > PATIENCE ? " · connection lost" : "";
    write(state, STATES[clock.state] + speed + lost);
    room.dataset.state = clock.state;
    const now = exerciseNow();
    write(elapsed, `H+${clocked(now)}`);
    write(story, data.story ? `${local(data.story, now)} local time in the story` : "");
    write(real, `${new Date(serverNow()).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })} real time`);
  };

  const stopTicking = onTick(paint);
  let stopListening = null;
  return {
    update(component) {
      data = component.data;
      write(marking, data.marking);
      learn(data.clock);
      paint();
      // The signal brings the clock itself; there is nothing to redraw.
      stopListening ??= listen(data.exercise, () => {});
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

function clocked(ms) {
  const seconds = Math.floor(ms / 1_000);
  const two = (number) => String(number).padStart(2, "0");
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function local(starts, ms) {
  // The story's time has no zone of its own: reckoned as UTC it is never shifted.
  const then = new Date(Date.parse(`${starts}Z`) + ms);
  return `${String(then.getUTCHours()).padStart(2, "0")}:${String(then.getUTCMinutes()).padStart(2, "0")}`;
}
