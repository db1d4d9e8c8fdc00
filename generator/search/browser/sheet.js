/* On a phone the filters are a sheet over the page; the commonest stand as chips above the answers. */
(function (root, document) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* So many areas are offered as chips. */
  const CHIPS = 4;
  const phone = root.matchMedia("(max-width: 699px)");
  const sheet = document.querySelector("[data-search-sheet]");
  const open = document.querySelector("[data-search-filter]");
  const chips = document.querySelector("[data-search-chips]");
  const see = document.querySelector("[data-search-see]");

  /* What stands beside the sheet, up to the page itself: out of reach while the sheet is open. */
  function beside() {
    const found = [];
    for (let part = sheet; part !== document.body; part = part.parentElement) {
      found.push(...Array.from(part.parentElement.children).filter((other) => other !== part));
    }
    return found;
  }

  function show(on) {
    sheet.classList.toggle("open", on);
    open.setAttribute("aria-expanded", String(on));
    for (const part of beside()) part.inert = on;
    if (on) {
      sheet.setAttribute("role", "dialog");
      sheet.setAttribute("aria-modal", "true");
      sheet.querySelector("[data-search-close]").focus();
    } else {
      sheet.removeAttribute("role");
      sheet.removeAttribute("aria-modal");
    }
  }

  function close() {
    if (!sheet.classList.contains("open")) return;
    show(false);
    open.focus();
  }

  function chip(name, value, text, count, state, update) {
    const on = state[name].indexOf(value) >= 0;
    const made = gs.view.button("chip", text, () => update({
      [name]: on ? state[name].filter((other) => other !== value) : state[name].concat(value) }));
    made.append(gs.view.element("small", "", " " + count));
    made.setAttribute("aria-pressed", String(on));
    made.dataset.value = value;
    return made;
  }

  /* The areas with most items, where there are several; the chosen ones stay. */
  function areaChips(result, state, update) {
    const corpus = gs.corpus.load();
    const found = new Map();
    for (const hit of result.hits) found.set(hit.item.area, (found.get(hit.item.area) || 0) + 1);
    const rows = Array.from(found).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (rows.length < 2) return [];
    return rows.map(([number, count]) => [corpus.areas[number][0], corpus.areas[number][2], count])
      .filter(([slug], place) => place < CHIPS || state.area.indexOf(slug) >= 0)
      .map(([slug, name, count]) => chip("area", slug, name, count, state, update));
  }

  /* found: how many documents there are; shown: how many items the filters leave. */
  function refresh(result, state, update, found, shown) {
    const chosen = Object.values(state).reduce((sum, value) =>
      sum + (Array.isArray(value) ? value.length : 0), 0);
    open.querySelector("span").textContent = chosen ? "筛选（" + chosen + "）" : "筛选";
    see.textContent = shown ? "查看 " + shown + " 类" : "查看结果";
    const held = chips.contains(document.activeElement) && document.activeElement.dataset.value;
    const made = [];
    if (result.hits.length && found) {
      made.push(chip("kind", "item", "事项", result.hits.length, state, update),
        chip("kind", "record", "文件", found, state, update));
    }
    chips.replaceChildren(...made, ...areaChips(result, state, update));
    const again = held && Array.from(chips.children).find((other) => other.dataset.value === held);
    if (again) again.focus();
  }

  open.addEventListener("click", () => show(true));
  see.addEventListener("click", close);
  sheet.querySelector("[data-search-close]").addEventListener("click", close);
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  phone.addEventListener("change", () => {
    if (sheet.classList.contains("open")) show(false);
  });

  gs.sheet = { refresh: refresh };
})(self, document);
