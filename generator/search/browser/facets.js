/* The filters beside the results, with counts, kept in the address. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* So many departments are offered. */
  const DEPARTMENTS = 10;
  const KINDS = [["item", "公开事项"], ["record", "已公开的文件"], ["page", "单位和页面"]];

  function option(type, name, value, text, note, checked, disabled, change) {
    const make = gs.view.element;
    const input = make("input");
    input.type = type;
    input.name = "search-" + name;
    input.value = value;
    input.checked = checked;
    input.disabled = disabled;
    input.addEventListener("change", () => change(value, input.checked));
    return make("label", "search-facet__row" + (disabled ? " search-facet__row--none" : ""), input,
      make("span", "search-facet__name", text), make("span", "search-facet__count", note));
  }

  function group(title, rows) {
    const make = gs.view.element;
    return make("fieldset", "search-facet", make("legend", "search-facet__title", title), ...rows);
  }

  /* vague: a value whose count is at least so many. */
  function checks(title, name, entries, state, update, vague) {
    const change = (value, on) => {
      const kept = state[name].filter((other) => other !== value);
      update({ [name]: on ? kept.concat(value) : kept });
    };
    return group(title, entries.map(([value, text, count]) => {
      const checked = state[name].indexOf(value) >= 0;
      return option("checkbox", name, value, text, (value === vague ? "约 " : "") + count, checked,
        count === 0 && !checked && value !== vague, change);
    }));
  }

  /* The whole, the units right below it, and those below each unit one is in. */
  function placeGroup(place, update) {
    const units = gs.corpus.load().units;
    const top = units[0];
    const at = place && place.parent >= 0 ? place : top;
    const rows = [];
    const row = (unit, note) => rows.push(option("radio", "unit", unit.code,
      unit === top ? gs.corpus.load().words[0] : unit.name, note, unit === at, false, (value) => update({ unit: value })));
    row(top, "");
    const list = (children) => children.forEach((unit) => {
      const below = unit.children.map((number) => units[number]);
      row(unit, below.length ? "含 " + below.length + " 个" + gs.corpus.called(below) : "");
      if (gs.place.within(at, unit)) list(below);
    });
    list(top.children.map((number) => units[number]));
    return group("在哪里", rows);
  }

  function counts(hits, keys) {
    const found = new Map();
    for (const hit of hits) for (const key of keys(hit)) found.set(key, (found.get(key) || 0) + 1);
    return found;
  }

  /* Values of a filter with their counts; those that are chosen stay, even at none. */
  function entries(found, state, name, texts) {
    state[name].forEach((value) => found.has(value) || found.set(value, 0));
    return Array.from(found, ([value, count]) => [value, texts ? texts(value) : value, count]);
  }

  function itemGroup(title, name, result, state, update) {
    const found = counts(result.hits.filter((hit) => gs.filter.fits(hit, state, name)),
      (hit) => [hit.item[name]]);
    const rows = entries(found, state, name);
    return rows.length > 1 || state[name].length ? [checks(title, name, rows, state, update)] : [];
  }

  /* Of documents counted: years, newest first, and the departments with most. */
  function documentGroups(papers, state, update) {
    const groups = [];
    const years = entries(papers.counts.year, state, "year", (year) => year + " 年")
      .sort((a, b) => (a[0] < b[0] ? 1 : -1));
    if (years.length) groups.push(checks("文件年份", "year", years, state, update));
    const all = entries(papers.counts.dept, state, "dept", gs.sieve.nameOf)
      .sort((a, b) => b[2] - a[2]);
    const shown = all.filter((row, i) => i < DEPARTMENTS || state.dept.indexOf(row[0]) >= 0);
    if (shown.length) groups.push(checks("文件由谁发布", "dept", shown, state, update));
    return groups;
  }

  /* papers: {found, exact, counts, count}: how many documents, whether that is certain, counts
     by filter or null where they are not here yet, and what fetches them. */
  function build(result, state, update, papers) {
    const corpus = gs.corpus.load();
    const counted = papers.counts;
    const plus = (own, name, key) => own + ((counted && counted[name].get(key)) || 0);
    const byArea = counts(result.hits.filter((hit) => gs.filter.fits(hit, state, "area")),
      (hit) => [hit.item.area]);
    const shown = new Set(result.hits.map((hit) => hit.item.area));
    if (counted) counted.area.forEach((_, area) => shown.add(area));
    const areas = corpus.areas.map((area, number) => [area[0], area[2],
      plus(byArea.get(number) || 0, "area", number)])
      .filter((entry, number) => shown.has(number) || state.area.indexOf(entry[0]) >= 0);
    const byLevel = counts(result.hits.filter((hit) => gs.filter.fits(hit, state, "level")),
      (hit) => corpus.levels.map((_, i) => 1 << i).filter((level) => gs.filter.levelsOf(hit.item) & level));
    const levels = corpus.levels.map((name, i) => [String(1 << i), name,
      plus(byLevel.get(1 << i) || 0, "level", 1 << i)])
      .filter((entry) => entry[2] || state.level.indexOf(entry[0]) >= 0);
    const found = { item: result.hits.length, record: papers.found, page: result.pages.length };
    const kinds = KINDS.map(([value, text]) => [value, text, found[value]]);
    const groups = [placeGroup(result.understood.place, update),
      checks("找什么", "kind", kinds, state, update, papers.exact ? null : "record")];
    if (areas.length) groups.push(checks("领域", "area", areas, state, update));
    if (levels.length) groups.push(checks("谁公开", "level", levels, state, update));
    groups.push(...itemGroup("公开方式", "manner", result, state, update),
      ...itemGroup("公开对象", "audience", result, state, update));
    if (counted) groups.push(...documentGroups(papers, state, update));
    else if (papers.found) {
      groups.push(gs.view.button("button button--quiet", "按年份和部门筛选文件", papers.count));
    }
    return groups;
  }

  gs.facets = { build: build };
})(self);
