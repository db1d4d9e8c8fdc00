/* The search page's pieces as nodes: hits, groups, chips, the empty panel. Text stays text. */
(function (root, document) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* So many hits are shown with their text; the rest are one line each. */
  const FULL = 20;
  /* 乡级 and 村级, as bits of the levels: their units have no departments. */
  const TOWNS = 2 | 8;
  /* So many places are offered one by one. */
  const FAR = 200;

  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children.filter((child) => child !== "" && child !== null));
    return made;
  }

  function link(url, name, ...children) {
    const made = element("a", name, ...children);
    made.href = gs.base + url;
    return made;
  }

  function button(name, text, act) {
    const made = element("button", name, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function areaName(item) {
    return gs.corpus.load().areas[item.area][2];
  }

  function holders(item) {
    return gs.corpus.load().units.filter((unit) => gs.corpus.has(item, unit));
  }

  /* The elements; where the words asked for stand only in the bases, these instead. */
  function text(item, words) {
    const seen = (field) => words.some((word) => gs.text.squash(field).indexOf(word) >= 0);
    const shown = !seen(item.elements) && !seen(item.title) && seen(item.bound)
      ? item.bound : item.elements;
    return element("p", "search-hit__text", gs.marked(shown.split("；").join("、"), words, "mark"));
  }

  function subjects(item) {
    const names = item.subjects.map((number) => gs.corpus.load().subjects[number][0]);
    return names.slice(0, 3).join("、") + (names.length > 3 ? "等" : "");
  }

  function unchecked(item) {
    return item.verified ? "" : element("span", "badge badge--unverified", "待核对");
  }

  function placeLine(hit, place) {
    const units = holders(hit.item);
    if (hit.item.unit >= 0) return "只在" + gs.corpus.load().units[hit.item.unit].name;
    if (!place || place.parent < 0) return "适用" + gs.corpus.load().words[0] + " " + units.length + " 个单位";
    if (hit.unit !== place) return place.name + "没有这一项，由" + hit.unit.name + "公开";
    if (gs.corpus.has(hit.item, place)) return place.name;
    const below = gs.corpus.below(place, gs.corpus.load().units)
      .filter((unit) => units.indexOf(unit) >= 0);
    return place.name + "的 " + below.length + " 个" + gs.corpus.called(below);
  }

  /* Straight to the units' pages: those with departments right below as chips, others behind one
     more; too many of them have their own page. */
  function places(hit, place) {
    const top = place || gs.corpus.load().units[0];
    const inside = holders(hit.item).filter((unit) => gs.place.within(unit, top)
      && (unit !== top || top.parent < 0));
    if (!inside.length || hit.item.unit >= 0) return "";
    const to = (unit) => link(gs.itemUrl(hit.item, unit), "chip", unit.name);
    const close = (unit) => unit === top || (unit.parent === top.number && !(unit.level & TOWNS));
    const near = inside.filter(close);
    const far = inside.filter((unit) => !close(unit));
    const line = element("div", "search-hit__places",
      element("span", "search-hit__ask", "您在哪里？"), ...near.map(to));
    if (far.length) {
      line.append(element("details", "search-hit__towns",
        element("summary", "chip", far.length + " 个" + gs.corpus.called(far)),
        ...(far.length > FAR ? [link(gs.itemUrl(hit.item, null), "chip", "看全部")] : far.map(to))));
    }
    return line;
  }

  function heading(hit, words, place, level) {
    const url = gs.itemUrl(hit.item, place && place.parent >= 0 ? hit.unit : null);
    return element(level, "search-hit__title",
      link(url, "", gs.marked(hit.item.title, words, "mark")));
  }

  function article(hit, name) {
    const made = element("article", name);
    made.dataset.item = hit.item.code;
    made.dataset.unit = hit.unit.code;
    return made;
  }

  function bestHit(hit, words, place) {
    const made = article(hit, "search-hit search-hit--best");
    const facts = [hit.item.code, subjects(hit.item) + "公开", hit.item.limit].filter(Boolean);
    made.append(
      element("p", "search-hit__area", "最可能是您要的·" + areaName(hit.item)),
      heading(hit, words, place, "h2"), text(hit.item, words),
      element("p", "search-hit__meta", facts.join("，"), unchecked(hit.item)));
    if (place) made.append(element("p", "search-hit__notice", placeLine(hit, place)));
    const chips = places(hit, place);
    if (chips) made.append(chips);
    return made;
  }

  function plainHit(hit, words, place, number) {
    const made = article(hit, number < FULL ? "search-hit" : "search-hit search-hit--short");
    const head = element("p", "search-hit__area", areaName(hit.item) + "·" + hit.item.code,
      unchecked(hit.item));
    made.append(head, heading(hit, words, place, "h3"));
    if (number < FULL) {
      made.append(text(hit.item, words), element("p", "search-hit__where", placeLine(hit, place)));
    }
    return made;
  }

  /* Suggestions below confidence: no data-item, so that nobody takes them for answers. */
  function perhaps(hits) {
    const rows = hits.map((hit) => element("li", "search-more__row",
      link(gs.itemUrl(hit.item, null), "", hit.item.title),
      element("span", "search-more__code", hit.item.code)));
    return section("也许有用", element("ul", "search-more", ...rows));
  }

  function section(title, content) {
    return element("section", "search-group", element("h2", "search-group__title", title), content);
  }

  function pages(found) {
    const rows = found.map((page) => element("li", "search-page",
      link(encodeURI(page.url), "", page.title), element("span", "search-page__kind", page.kind)));
    return section("单位和页面", element("ul", "search-pages", ...rows));
  }

  function more(item) {
    const area = gs.corpus.load().areas[item.area];
    return element("aside", "search-else", element("h2", "", "还没有找到？"),
      element("p", "", "换个说法试试，也可以",
        link(encodeURI("areas/" + area[0] + "/index.html"), "", "按领域查看" + area[2]),
        "，或者", link("apply/index.html", "", "申请公开"), "。"));
  }

  gs.view = { element: element, button: button, link: link, bestHit: bestHit, plainHit: plainHit,
    perhaps: perhaps, section: section, pages: pages, more: more };
})(self, document);
