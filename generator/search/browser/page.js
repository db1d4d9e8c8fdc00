/* The search page: the address is the state, and everything on the page follows from it. */
(function (root, document) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const LISTS = ["area", "level", "kind", "manner", "audience", "year", "dept"];
  const NONE = Object.fromEntries(LISTS.map((name) => [name, []]));
  const NO_PAPERS = { found: 0, exact: true, counts: null };
  let state = null;
  let parts = null;
  let pageTitle = "";
  let asked = 0; /* counts questions: what comes late for an older one is dropped */

  function read() {
    const address = new URLSearchParams(root.location.search);
    const found = { q: address.get("q") || "", unit: address.get("unit") || "" };
    for (const name of LISTS) {
      found[name] = (address.get(name) || "").split(",").filter(Boolean);
    }
    return found;
  }

  function address(wanted) {
    const made = new URLSearchParams();
    if (wanted.q) made.set("q", wanted.q);
    if (wanted.unit) made.set("unit", wanted.unit);
    for (const name of LISTS) if (wanted[name].length) made.set(name, wanted[name].join(","));
    return root.location.pathname + "?" + made.toString();
  }

  function go(change) {
    state = Object.assign({}, state, change);
    try {
      root.history.pushState(null, "", address(state));
    } catch (error) {
      /* Some browsers keep the address of a local file as it is: the page is still right. */
      if (error.name !== "SecurityError") throw error;
    }
    render();
  }

  /* Another place replaces the one named in the words; the whole city means none. */
  function update(result, change) {
    if ("unit" in change) {
      const named = result.understood.named;
      if (named) change.q = named.rest;
      if (gs.place.byCode(change.unit).parent < 0) change.unit = "";
    }
    go(change);
  }

  function meaning(understood) {
    const said = new Map();
    for (const one of understood.meaning) {
      if (!said.has(one.from)) said.set(one.from, one.to);
    }
    const parts = [];
    said.forEach((to, from) => parts.push("“" + from + "”已按", gs.view.element("b", "", to), "查找。"));
    return parts;
  }

  function placeChip(result) {
    const understood = result.understood;
    const place = understood.place;
    if (!place || place.parent < 0) return [];
    const remove = gs.view.button("chip chip--on", place.name + " ×", () =>
      go({ unit: understood.named ? "-" : "" }));
    remove.dataset.searchUnplace = "";
    remove.setAttribute("aria-label", "去掉地方：" + place.name);
    const others = understood.others.map((unit) => gs.view.button("chip",
      "换成" + nameWithParent(unit), () => update(result, { unit: unit.code })));
    return [remove].concat(others);
  }

  function nameWithParent(unit) {
    const parent = gs.corpus.load().units[unit.parent];
    return parent && parent.parent >= 0 ? parent.name + unit.name : unit.name;
  }

  function literalLink(understood) {
    if (understood.literal || !understood.meaning.length || !understood.rest) return "";
    const words = understood.meaning.map((one) => one.from).filter((word) =>
      understood.core.indexOf(word) >= 0);
    if (!words.length) return "";
    const only = Array.from(new Set(words)).map((word) => "“" + word + "”").join(" ");
    const made = gs.view.element("a", "search-literal", "只按原字查");
    made.href = address(Object.assign({}, state, { q: only }));
    made.addEventListener("click", (event) => {
      event.preventDefault();
      parts.input.value = only;
      go({ q: only });
    });
    return made;
  }

  function summarize(result, left) {
    const understood = result.understood;
    const found = left.hits.length;
    const line = [found ? "找到 " : "", found ? gs.view.element("b", "", found + " 类事项") : "",
      found ? "。" : "", ...meaning(understood), literalLink(understood), " ",
      ...placeChip(result)];
    parts.summary.replaceChildren(...line.filter(Boolean));
  }

  function list(result, left) {
    const view = gs.view;
    const place = result.understood.place;
    const words = gs.marks(result.understood);
    const made = left.hits.map((hit, number) => number === 0 && !result.understood.literal
      ? view.bestHit(hit, words, place) : view.plainHit(hit, words, place, number));
    if (left.pages.length && !left.hits.length) made.push(view.pages(left.pages));
    const papers = view.element("div", "search-papers");
    made.push(papers);
    if (left.pages.length && left.hits.length) made.push(view.pages(left.pages));
    if (result.maybe.length && !filtered()) made.push(view.perhaps(result.maybe));
    if (left.hits.length && !result.understood.literal) made.push(view.more(left.hits[0].item));
    parts.results.replaceChildren(...made);
    return papers;
  }

  function filtered() {
    return LISTS.some((name) => state[name].length);
  }

  /* New counts, and the keyboard where it was. */
  function refresh(result, papers) {
    if (!parts.facets) return;
    const held = document.activeElement;
    const inside = parts.facets.contains(held);
    const change = (wanted) => update(result, wanted);
    parts.facets.replaceChildren(...gs.facets.build(result, state, change, papers));
    gs.sheet.refresh(result, state, change, papers.found, gs.filter.leave(result, state).hits.length);
    if (!inside) return;
    const again = Array.from(parts.facets.querySelectorAll("input"))
      .find((input) => input.name === held.name && input.value === held.value);
    if (again) again.focus();
  }

  function render() {
    asked += 1;
    parts.results.setAttribute("aria-busy", "true");
    delete parts.results.dataset.searchAnswered;
    delete parts.results.dataset.searchDone;
    if (parts.input.value !== state.q) parts.input.value = state.q;
    if (parts.place) parts.place.value = state.unit === "-" ? "" : state.unit;
    /* The list of everything serves where nothing was asked, and where scripts are off. */
    document.documentElement.classList.toggle("asks", Boolean(state.q.trim()));
    document.title = state.q ? state.q + "·" + pageTitle : pageTitle;
    if (!state.q.trim()) {
      parts.results.replaceChildren();
      if (parts.facets) parts.facets.replaceChildren();
      parts.summary.replaceChildren();
      finish(asked);
    } else answer(asked);
  }

  function finish(mine) {
    if (mine !== asked) return;
    parts.results.setAttribute("aria-busy", "false");
    parts.results.dataset.searchDone = state.q;
  }

  /* Items at once: the first answer. What follows has its own script and its own files. */
  async function answer(mine) {
    let result = gs.search(state.q, state.unit);
    let deaf = false;
    if (result.lacks) {
      deaf = !await gs.sound.learn();
      if (mine !== asked) return;
      if (!deaf) result = gs.search(state.q, state.unit);
    }
    const left = gs.filter.leave(result, state);
    summarize(result, left);
    if (deaf) parts.summary.append("拼音、繁体字和错别字没有载入，这次只按原字查了。");
    const place = list(result, left);
    if (left.hits.length) parts.results.dataset.searchAnswered = state.q;
    /* The answer is shown before anything more is asked for. */
    await new Promise((rest) => setTimeout(rest));
    try {
      /* The list of documents beside the script that reads it, where it will, and that asks again
         where it could not be had. */
      const more = gs.load("more.js", () => gs.empty);
      if (left.records) gs.shards.load(["documents"]).catch(() => undefined);
      await more;
      if (mine === asked) follow(result, left, place, mine);
    } catch (error) {
      place.replaceChildren(gs.view.element("p", "", "筛选和公开的文件没有载入，重新打开本页再试。"));
      finish(mine);
    }
  }

  /* Filters, and the documents when they are here. */
  function follow(result, left, place, mine) {
    /* The page of a place that was only named beside the matter answers nothing. */
    const matter = result.understood.named && result.understood.rest;
    const nothing = !left.hits.length && left.pages.every((page) => matter && page.kind === "单位");
    refresh(result, NO_PAPERS);
    if (!left.records) {
      if (nothing) place.replaceWith(emptyPanel(result));
      finish(mine);
      return;
    }
    const finder = new gs.documents.Finder(result.understood, gs.sieve.make(state));
    place.append(gs.records.group(result.understood, finder, () => mine !== asked,
      (shown, failed) => {
        if (nothing && !shown && finder.done && !failed) place.replaceChildren(emptyPanel(result));
        papersFound(result, finder, mine);
        finish(mine);
      }));
  }

  function emptyPanel(result) {
    return gs.empty(result, filtered() ? () => go(NONE) : null);
  }

  /* Filters of documents: counted unasked where that fetches little or one is chosen already. */
  async function papersFound(result, finder, mine) {
    const papers = { found: finder.found, exact: finder.exact, counts: null };
    papers.count = async () => {
      let hits;
      try {
        hits = await finder.counted();
      } catch (error) {
        return; /* the list of documents has said that not all could be read */
      }
      if (mine !== asked) return;
      papers.counts = gs.sieve.count(hits, state);
      refresh(result, papers);
    };
    refresh(result, papers);
    if (papers.found && (finder.light || finder.sieve)) await papers.count();
  }

  function start() {
    const input = document.querySelector("[data-search-box] input[name=q]");
    const form = input.form;
    parts = { input: input, results: document.querySelector("[data-search-results]"),
      summary: document.querySelector("[data-search-summary]"),
      facets: document.querySelector("[data-search-facets]"),
      place: form.querySelector("select[name=unit]") };
    parts.summary.setAttribute("role", "status");
    pageTitle = document.title;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /* Another question starts afresh, but for the place chosen on the page. */
      const kept = state.unit === "-" ? "" : state.unit;
      go({ q: input.value, unit: parts.place ? parts.place.value : kept,
        ...NONE });
    });
    root.addEventListener("popstate", () => {
      state = read();
      render();
    });
    state = read();
    render();
  }

  /* Without the search there is the list of everything. */
  function fail() {
    document.documentElement.classList.remove("asks");
    document.querySelector("[data-search-summary]").textContent = "搜索没有载入，重新打开本页再试。";
  }

  if (gs.ready) gs.ready(start, fail);
  gs.asking = Boolean(gs.ready);
})(self, document);
