// On a phone the menu lies over the page: whoever has chosen a page in it wants to see that page.

const NARROW = matchMedia("(max-width: 768px)");

document.addEventListener("click", (event) => {
  if (!NARROW.matches || !event.target.closest?.("[data-testid=stSidebarNavLink]")) return;
  setTimeout(() => document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click());
});
