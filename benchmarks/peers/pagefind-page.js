/* Pagefind's own interface asks for the first five results' texts; so does this, without the rest. */
import * as pagefind from "./pagefind/pagefind.js";

const SHOWN = 5;
const MOST = 600;
const list = document.getElementById("answers");
const input = document.querySelector("input");
let newest = 0;

/* The last folder of an item's address is its code. */
const code = (url) => url.replace(/(index\.html)?$/, "").split("/").filter(Boolean).pop();

async function ask(question) {
  const turn = (newest += 1);
  const found = await pagefind.search(question);
  const shown = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
  if (turn !== newest) return;
  list.replaceChildren(...shown.map((data) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = data.url;
    link.textContent = data.meta.title;
    const text = document.createElement("p");
    text.innerHTML = data.excerpt;
    row.append(link, text);
    return row;
  }));
  list.dataset.done = question;
}

/* The first ten distinct codes; one code's forty places are as many results. */
self.codes = async (question) => {
  const { results } = await pagefind.search(question);
  const found = new Set();
  for (let at = 0; at < Math.min(MOST, results.length) && found.size < 10; at += 40) {
    const part = await Promise.all(results.slice(at, at + 40).map((result) => result.data()));
    part.forEach((data) => found.add(code(data.url)));
  }
  return Array.from(found).slice(0, 10);
};

input.addEventListener("input", () => ask(input.value));
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(input.value);
});
await pagefind.init();
const asked = new URLSearchParams(location.search).get("q");
if (asked) ask(asked);
