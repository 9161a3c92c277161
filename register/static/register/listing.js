// A personal identity code typed into the search box never becomes part of an address: it goes into
// the form that sends it in the body. The server refuses it in an address anyway.

"use strict";

const LIKE_A_CODE = /(?<![0-9A-Z])([0-9]{6})\s?[-+ABCDEFUVWXY]\s?([0-9]{3})([0-9A-Z])(?![0-9A-Z])/;
const CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";

// As the server does: a figure as the last sign has to be the right one, a letter need not.
function holdsACode(written) {
  const plain = written.normalize("NFKC").replace(/[‐-―−]/g, "-").toUpperCase();
  const found = LIKE_A_CODE.exec(plain);
  if (!found) return false;
  const [, day, number, check] = found;
  return /[A-Z]/.test(check) || CHECKS[Number(day + number) % 31] === check;
}

const form = document.getElementById("search");
const box = document.getElementById("searchbar");

form.addEventListener("submit", (event) => {
  if (!holdsACode(box.value)) return;
  event.preventDefault();
  const code = document.getElementById("code");
  if (code) {
    code.value = box.value.trim();
    code.form.submit();
  } else {
    document.getElementById("no-codes").hidden = false;
  }
  box.value = "";
});
