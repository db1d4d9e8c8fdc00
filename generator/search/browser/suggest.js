/* On every page: loads the search when it is wanted, and offers answers under the search box. */
(function (root, document) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const script = document.currentScript;
  const folder = script.src.replace(/[^/]*$/, "");
  const FILES = [["items.js", () => gs.data], ["engine.js", () => gs.search]];
  const device = root.gongkaiDevice || { get: () => null, set: () => undefined };
  const loading = new Map();
  const missed = new Map();
  let boxes = 0;

  const stated = document.documentElement.dataset.base;
  gs.base = stated === undefined ? folder.replace(/assets\/search\/$/, "")
    : stated.replace(/\/?$/, "/");

  /* Run a script of the search's folder once; a classic one, so that file:// works too. What could
     not be had, or was another page in its place (came says no), is asked for again the next time,
     by another address: while a page loads, browsers hand out again what they had, right or wrong. */
  gs.load = function (name, came) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const tag = document.createElement("script");
        const times = missed.get(name) || 0;
        tag.src = folder + name + (times ? "?again=" + times : "");
        tag.onerror = () => {
          missed.set(name, times + 1);
          loading.delete(name);
          tag.remove();
          reject(new Error(name));
        };
        tag.onload = () => (!came || came() ? resolve(tag.remove()) : tag.onerror());
        document.head.append(tag);
      }));
    }
    return loading.get(name);
  };

  /* Run a function once the engine and the items are there, or the other when they can't be had. */
  gs.ready = function (run, failed) {
    if (gs.search && gs.data) run();
    else Promise.all(FILES.map((file) => gs.load(...file))).then(run, failed || (() => undefined));
  };

  function element(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  /* One search box: a combobox whose list opens below it. */
  function Box(form) {
    const input = form.querySelector("input[name=q]");
    if (!input) return;
    boxes += 1;
    const id = "search-suggestions-" + boxes;
    const panel = element("div", "search-suggest");
    const list = element("div", "search-suggest__list");
    const foot = element("p", "search-suggest__foot");
    const live = element("div", "sr");
    let rows = [];
    let active = -1;
    let composing = false;
    let settled = false; /* asked or chosen: what comes late opens nothing */

    panel.hidden = true;
    list.id = id;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "搜索建议");
    live.setAttribute("role", "status");
    panel.append(list, foot);
    form.append(panel, live);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", id], ["autocomplete", "off"]]) {
      input.setAttribute(name, value);
    }

    function close() {
      panel.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(row) {
      close();
      if (row.item) {
        root.location.href = gs.base + gs.itemUrl(row.item, row.placed ? row.unit : null);
      } else {
        input.value = row.query;
        form.requestSubmit();
      }
    }

    function point(to) {
      const options = list.querySelectorAll("[role=option]");
      if (active >= 0) options[active].setAttribute("aria-selected", "false");
      active = to;
      if (to < 0) input.removeAttribute("aria-activedescendant");
      else {
        options[to].setAttribute("aria-selected", "true");
        options[to].scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", options[to].id);
      }
    }

    function option(row, number, words) {
      const made = element("div", "search-suggest__row");
      made.id = id + "-" + number;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      const text = element("span", "search-suggest__text");
      text.append(gs.marked(row.text, words, "b"));
      made.append(text, element("span", "search-suggest__note", row.note));
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", () => choose(row));
      return made;
    }

    function show() {
      if (document.activeElement !== input || composing) return;
      const typed = input.value.trim();
      if (!typed) return close();
      const place = form.querySelector("[name=unit]");
      const found = gs.complete(typed, place ? place.value : "");
      if (found.lacks) gs.sound.learn().then((heard) => heard && !settled && show());
      rows = found.rows;
      list.textContent = "";
      active = -1;
      let group = null;
      rows.forEach((row, number) => {
        if (!group || group.getAttribute("aria-label") !== row.group) {
          group = element("div", "search-suggest__group");
          group.setAttribute("role", "group");
          group.setAttribute("aria-label", row.group);
          const head = element("div", "search-suggest__head", row.group);
          head.setAttribute("aria-hidden", "true");
          group.append(head);
          list.append(group);
        }
        group.append(option(row, number, row.query ? [gs.text.squash(typed)] : found.marks));
      });
      foot.replaceChildren(...(found.line ? [element("span", "", found.line)] : []),
        element("span", "search-suggest__keys", "↑↓ 选择，回车打开，Esc 关闭"));
      live.textContent = rows.length ? rows.length + " 条建议" : "没有建议";
      if (!rows.length) return close();
      panel.hidden = false;
      input.setAttribute("aria-expanded", "true");
      input.removeAttribute("aria-activedescendant");
    }

    function key(event) {
      /* 229: Safari ends the composition before the Enter that chose the words. */
      if (event.isComposing || composing || event.keyCode === 229) return;
      const open = !panel.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) return gs.ready(show);
        const step = event.key === "ArrowDown" ? 1 : -1;
        /* Position -1 is the box itself: the arrows go round through it. */
        point((active + 1 + step + rows.length + 1) % (rows.length + 1) - 1);
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        choose(rows[active]);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        close();
      }
    }

    input.addEventListener("focus", () => gs.ready(() => undefined));
    input.addEventListener("input", () => {
      settled = false;
      gs.ready(() => settled || show());
    });
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => {
      composing = false;
      gs.ready(() => settled || show());
    });
    input.addEventListener("keydown", key);
    input.addEventListener("blur", close);
    form.addEventListener("submit", () => {
      settled = true;
      close();
    });
  }

  function slash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.target.isContentEditable) return;
    const inputs = document.querySelectorAll("[data-search-box] input[name=q]");
    const seen = Array.from(inputs).find((input) => input.offsetParent !== null);
    if (!seen) return;
    event.preventDefault();
    seen.focus();
    seen.select();
  }

  /* The reader's own place stays on the device: the one chosen last, in a box or on the search page,
     until it is taken away there. Before the page's own listeners, which ask anew. */
  function keepPlace(event) {
    const choice = "[data-search-box] select[name=unit], input[name=search-unit]";
    if (event.target.matches(choice)) device.set("place", event.target.value);
  }

  function dropPlace(event) {
    if (event.target.closest("[data-search-unplace]")) device.set("place", "");
  }

  function start() {
    document.querySelectorAll("[data-search-box]").forEach(Box);
    document.addEventListener("keydown", slash);
    document.addEventListener("change", keepPlace, true);
    document.addEventListener("click", dropPlace, true);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(self, document);
