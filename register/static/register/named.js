// A field that completes what is typed gets the name of its label: select2 gives it none.

"use strict";

const named = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const shown = document.getElementById(`select2-${select.id}-container`);
    if (label && shown) shown.setAttribute("aria-label", label.textContent.trim());
  }
};

// select2 makes its own elements when it likes.
new MutationObserver(named).observe(document.body, { childList: true, subtree: true });
