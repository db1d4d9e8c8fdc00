/* The filters beside the results: place, kind, area, level; with counts, kept in the address. */
(function (root) {
  "use strict";
  const gs = root.gongkaiSearch;
  const KINDS = [["item", "公开事项"], ["record", "已公开的文件"], ["page", "单位和页面"]];

  function levelsOf(item) {
    return item.unit >= 0 ? gs.corpus.load().units[item.unit].level : item.levels;
  }

  function chosen(set, value) {
    return set.length === 0 || set.indexOf(value) >= 0;
  }

  function fits(hit, state, but) {
    const area = gs.corpus.load().areas[hit.item.area][0];
    const levels = levelsOf(hit.item);
    return (but === "area" || chosen(state.area, area))
      && (but === "level" || state.level.length === 0
        || state.level.some((level) => levels & Number(level)));
  }

  /* What is left of a result under the filters chosen. */
  function filter(result, state) {
    return {
      hits: chosen(state.kind, "item") ? result.hits.filter((hit) => fits(hit, state, "")) : [],
      records: chosen(state.kind, "record") ? result.records : [],
      pages: chosen(state.kind, "page") ? result.pages : [],
    };
  }

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

  function checks(title, name, entries, state, update) {
    const change = (value, on) => {
      const kept = state[name].filter((other) => other !== value);
      update({ [name]: on ? kept.concat(value) : kept });
    };
    return group(title, entries.map(([value, text, count]) => {
      const checked = state[name].indexOf(value) >= 0;
      return option("checkbox", name, value, text, String(count), checked,
        count === 0 && !checked, change);
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

  function build(result, state, update) {
    const corpus = gs.corpus.load();
    const byArea = counts(result.hits.filter((hit) => fits(hit, state, "area")),
      (hit) => [hit.item.area]);
    const shown = new Set(result.hits.map((hit) => hit.item.area));
    const areas = corpus.areas.map((area, number) => [area[0], area[2], byArea.get(number) || 0])
      .filter((entry, number) => shown.has(number) || state.area.indexOf(entry[0]) >= 0);
    const byLevel = counts(result.hits.filter((hit) => fits(hit, state, "level")),
      (hit) => corpus.levels.map((_, i) => 1 << i).filter((level) => levelsOf(hit.item) & level));
    const levels = corpus.levels.map((name, i) => [String(1 << i), name, byLevel.get(1 << i) || 0])
      .filter((entry) => entry[2] || state.level.indexOf(entry[0]) >= 0);
    const found = { item: result.hits.length, record: result.records.length,
      page: result.pages.length };
    const kinds = KINDS.map(([value, text]) => [value, text, found[value]]);
    const groups = [placeGroup(result.understood.place, update),
      checks("找什么", "kind", kinds, state, update)];
    if (areas.length) groups.push(checks("领域", "area", areas, state, update));
    if (result.hits.length) groups.push(checks("谁公开", "level", levels, state, update));
    return groups;
  }

  gs.facets = { build: build, filter: filter };
})(self);
