// A list of injects: what is new, what is due, what is done.

import { anchored, element, exerciseNow, learn, onTick, once, stylesheet } from "./live.js";

const MARKS = {
  new: ["●", "New"],
  open: ["○", "Open"],
  due: ["◔", "Due soon"],
  late: ["◕", "Time is up"],
  answered: ["✓", "Answered"],
  missed: ["✕", "Missed"],
  ended: ["□", "Not answered"],
  info: ["·", "Read"],
  waits: ["◷", "Waits for others"],
  failed: ["✕", "Came to nothing"],
};
const DRAWING = 1_500; // a page has drawn what was chosen by then
const SLIP = 12; // pixels a finger moves while it presses; more is a swipe
const CLICK = 300; // milliseconds within which a browser says that a press was a click
const WAITING = new Set(["new", "open"]);

const sheet = await stylesheet("worklist.css");

export default once((parent) => {
  parent.adoptedStyleSheets = [sheet];
  const list = element("div", { role: "listbox", tabindex: "0", class: "list" });
  const empty = element("p", { class: "empty" });
  parent.append(list, empty);

  let data = { items: [] };
  let drawn = "";
  let rows = [];
  let active = 0;
  let choose = () => {};
  let press = null;

  // Follows the keyboard only: a list that moved under a pressed mouse button would let go over another row.
  const point = (index, follow = list.matches(":focus-visible")) => {
    if (!rows.length) return;
    active = Math.max(0, Math.min(rows.length - 1, index));
    rows.forEach((row, place) => row.option.classList.toggle("active", place === active));
    list.setAttribute("aria-activedescendant", rows[active].option.id);
    if (follow) rows[active].option.scrollIntoView({ block: "nearest" });
  };

  const pick = (index) => {
    point(index);
    const id = data.items[active]?.id;
    if (id === undefined) return;
    show(id);
    choose(id);
    reveal();
  };

  const take = (id) => {
    press = null;
    const index = data.items.findIndex((item) => item.id === id);
    if (index >= 0) pick(index);
  };

  // What was pressed is what was meant, even where news moved or redrew its row before the finger was lifted; a browser
  // then tells of a click on the list, or of none.
  list.onpointerdown = ({ target, clientX, clientY, button }) => {
    press = button === 0 ? { id: idAt(target), x: clientX, y: clientY } : null;
  };
  list.onpointercancel = () => (press = null);
  list.onpointerup = ({ clientX, clientY }) => {
    const made = press;
    if (made && Math.hypot(clientX - made.x, clientY - made.y) > SLIP) press = null;
    else if (made) setTimeout(() => press === made && take(made.id), CLICK);
  };
  list.onclick = ({ target, detail }) => take(press && detail ? press.id : idAt(target));

  const reveal = () => {
    const box = data.opens && document.querySelector(`.st-key-${CSS.escape(data.opens)}`);
    if (!box) return;
    const { top } = box.getBoundingClientRect();
    if (top >= 0 && top < innerHeight / 2) return;
    // What was chosen is still to be drawn, and before it is there may be nothing to scroll to.
    const growth = new ResizeObserver(() => box.scrollIntoView({ block: "start" }));
    growth.observe(box);
    setTimeout(() => growth.disconnect(), DRAWING);
  };

  const show = (selected) => {
    rows.forEach((row) => row.option.setAttribute("aria-selected", String(row.item.id === selected)));
  };

  const draw = () => {
    const pointed = data.items.findIndex((item) => item.id === rows[active]?.item.id);
    rows = data.items.map(option);
    list.replaceChildren(...rows.map((row) => row.option));
    list.hidden = !rows.length;
    empty.hidden = rows.length > 0;
    point(pointed < 0 ? data.items.findIndex((item) => item.id === data.selected) : pointed);
  };

  const paint = () => {
    const now = exerciseNow();
    const clock = anchored();
    const frozen = clock?.state !== "running";
    for (const row of rows) {
      // Shown in real time: that is what the person at the desk has.
      const left = row.item.deadline === null ? null : (row.item.deadline - now) / (clock?.rate || 1);
      mark(row, left);
      write(row.left, WAITING.has(row.item.status) && left !== null ? countdown(left, frozen) : "");
    }
  };

  const mark = (row, left) => {
    const waiting = WAITING.has(row.item.status) && left !== null;
    const status = waiting && left <= 0 ? "late" : waiting && left <= data.soon ? "due" : row.item.status;
    if (row.option.dataset.status === status) return;
    row.option.dataset.status = status;
    const [glyph, words] = MARKS[status];
    row.glyph.textContent = glyph;
    row.words.textContent = words;
  };

  list.onkeydown = (event) => {
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1 };
    if (event.key in moves) point(moves[event.key], true);
    else if (event.key === "Enter" || event.key === " ") pick(active);
    else return;
    event.preventDefault();
  };
  list.onfocus = () => point(active);

  const stopTicking = onTick(paint);
  return {
    update(component) {
      data = component.data;
      choose = (id) => component.setStateValue("selected", id);
      learn(data.clock);
      list.setAttribute("aria-label", data.label);
      write(empty, data.empty);
      const asked = JSON.stringify(data.items);
      if (asked !== drawn) draw();
      drawn = asked;
      show(data.selected);
      paint();
    },
    leave: stopTicking,
  };
});

function option(item, index) {
  const glyph = element("span", { class: "glyph", "aria-hidden": "true" });
  const words = element("span");
  const left = element("span", { class: "left" });
  const chip = element("span", { class: "chip" });
  chip.append(glyph, words);

  const title = element("span", { class: "title" }, item.title);
  const head = element("div", { class: "head" });
  if (item.unread && item.status !== "new") head.append(element("span", { class: "dot", role: "img", "aria-label": "unread" }));
  head.append(title, left);

  const foot = element("div", { class: "foot" });
  foot.append(chip, element("span", { class: "from" }, [item.sender, item.via].filter(Boolean).join(" · ")));
  foot.append(element("span", { class: "time" }, item.time));

  const made = element("div", { role: "option", id: `row-${index}`, class: item.unread ? "row unread" : "row" });
  made.dataset.id = item.id;
  made.append(head, foot);
  return { item, option: made, glyph, words, left };
}

function idAt(target) {
  return target.closest("[role=option]")?.dataset.id;
}

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function countdown(left, frozen) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = String(Math.floor((seconds % 3600) / 60)).padStart(hours ? 2 : 1, "0");
  const clock = `${hours ? `${hours}:` : ""}${minutes}:${String(seconds % 60).padStart(2, "0")}`;
  return frozen ? `${clock} paused` : clock;
}
