// How far an import has come, without a new page each time. Without scripts the page refreshes.

"use strict";

const PAUSE = 2000; // milliseconds

async function look() {
  const shown = document.getElementById("progress");
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("progress");
    if (!fresh) {
      location.reload();
      return;
    }
    shown.querySelector("progress").value = fresh.querySelector("progress").value;
    const said = shown.querySelector("[role=status]");
    const words = fresh.querySelector("[role=status]").textContent;
    if (said.textContent !== words) said.textContent = words;
    if (fresh.querySelector("form") && !shown.querySelector("form")) {
      location.reload();
      return;
    }
  } catch {
    // The server does not answer this once: look again later.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
