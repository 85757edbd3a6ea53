"use strict";
// Keys for what the page's buttons and links do, and a button beside selected words. The page works without it, but for adding facts.

const typing = (target) => target.closest("input, select, textarea") !== null;
const links = () => [...document.querySelectorAll("#facts a")].sort((a, b) => a.dataset.place - b.dataset.place);

function step(by) {
  const all = links();
  const here = all.findIndex((link) => link.classList.contains("chosen"));
  const next = all[(here + by + all.length) % all.length] || all[0];
  if (next) location.href = next.href;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (typing(event.target)) event.target.blur();
    else if (document.querySelector("#fact")) location.href = location.pathname;
    return;
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) button.click();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "e") {
    document.querySelector("#decision .fields input, #decision .fields select")?.focus();
    event.preventDefault();
  }
});

// Offsets of the ledger count characters, those of the browser count UTF-16 units.
function offset(node, within) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!piece) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, within) : within ? piece.textContent : "";
  return Number(piece.dataset.start) + [...before].length;
}

document.addEventListener("mouseup", () => {
  const add = document.querySelector("#add");
  const selection = getSelection();
  if (!add) return;
  add.hidden = true;
  if (!selection.rangeCount || selection.isCollapsed || !document.querySelector("#text").contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return;
  add.elements.from.value = start;
  add.elements.to.value = end;
  const box = range.getBoundingClientRect();
  add.style.left = `${box.left + scrollX}px`;
  add.style.top = `${box.bottom + scrollY + 4}px`;
  add.hidden = false;
});

// After the browser has gone to #fact, which stands beside the text.
const toTheWords = () => document.querySelector(".told.chosen")?.scrollIntoView({ block: "center" });
toTheWords();
addEventListener("load", () => setTimeout(toTheWords));
