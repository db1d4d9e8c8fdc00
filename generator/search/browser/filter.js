/* What the filters chosen leave of an answer. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});

  function levelsOf(item) {
    return item.unit >= 0 ? gs.corpus.load().units[item.unit].level : item.levels;
  }

  function chosen(set, value) {
    return set.length === 0 || set.indexOf(value) >= 0;
  }

  /* Filters of documents alone, and of items alone: one chosen leaves nothing of the others. */
  const DOCUMENTS = ["year", "dept"];
  const ITEMS = ["manner", "audience"];

  function some(state, names) {
    return names.some((name) => state[name].length > 0);
  }

  function fits(hit, state, but) {
    const area = gs.corpus.load().areas[hit.item.area][0];
    const levels = levelsOf(hit.item);
    return (but === "area" || chosen(state.area, area))
      && (but === "level" || state.level.length === 0
        || state.level.some((level) => levels & Number(level)))
      && ITEMS.every((name) => but === name || chosen(state[name], hit.item[name]));
  }

  /* What is left of a result under the filters chosen. */
  function filter(result, state) {
    const items = chosen(state.kind, "item") && !some(state, DOCUMENTS);
    const pages = chosen(state.kind, "page") && !some(state, DOCUMENTS);
    return {
      hits: items ? result.hits.filter((hit) => fits(hit, state, "")) : [],
      records: chosen(state.kind, "record") && !some(state, ITEMS),
      pages: pages ? result.pages : [],
    };
  }

  gs.filter = { leave: filter, fits: fits, levelsOf: levelsOf };
})(self);
