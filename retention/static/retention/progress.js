// While a run is going on the page is fetched again now and then, and its own card is put in place of
// the old one. Without this the link “Look again” does the same.

"use strict";

const EVERY = 3000;

async function lookAgain() {
  const card = document.querySelector("[data-progress]");
  if (!card) return;
  if (!document.hidden && !card.contains(document.activeElement)) {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer && answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const newer = page.getElementById("run");
      if (!newer || !newer.hasAttribute("data-progress")) {
        location.reload();
        return;
      }
      card.replaceWith(document.adoptNode(newer));
    }
  }
  setTimeout(lookAgain, EVERY);
}

setTimeout(lookAgain, EVERY);
