/* The catalog, read from its tables once: items, places, laws and words. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* Where one word may end and another begin. */
  const BREAKS = /[^\u4e00-\u9fff\u3007a-z0-9]|[与和及的或对]/;
  const NONE = new Set();
  let corpus = null;
  const edges = new Map();

  /* A citation, as its row words it; a bare number is a base cited with its full name and number. */
  function citation(data, number) {
    const cite = data.cites[number];
    if (Array.isArray(cite)) return { text: cite[0], base: cite[1] };
    return { text: named(data.bases[cite]), base: cite };
  }

  function named(base) {
    return base[1] + (base[2] ? "（" + base[2] + "）" : "");
  }

  function row(data, cells, unit) {
    const area = data.areas[cells[1]];
    return {
      code: cells[0], area: cells[1], level1: data.level1[cells[2]], level2: cells[3],
      elements: data.elements[cells[4]], cites: cells[5],
      bound: cells[5].map((number) => citation(data, number).text).join("；"),
      subjects: cells[6], levels: cells[7],
      online: (cells[8] & 1) === 1, verified: (cells[8] & 2) === 2, limit: data.limits[cells[9]],
      manner: data.manners[cells[10]], audience: data.audiences[cells[11]].replace(/（.*$/, ""),
      unit: unit, areaNames: [area[2]].concat(area[3]), own: [],
    };
  }

  function title(item) {
    return item.level1 === item.level2 ? item.level1 : item.level1 + "·" + item.level2;
  }

  /* The texts a word can stand in; a base's text is shared by every row that cites it. */
  function addFields(item, cites) {
    const squash = gs.text.squash;
    item.title = title(item);
    item.fields = {
      level1: squash(item.level1), level2: squash(item.level2), elements: squash(item.elements),
      areas: item.areaNames.map(squash),
      bound: item.cites.map((number) => cites[number].text).join("；"),
    };
  }

  function readItems(data, cites) {
    const items = data.items.map((cells, number) => {
      const item = row(data, cells, -1);
      for (const list of ["absent", "extra", "published"]) {
        item[list] = number in data[list] ? new Set(data[list][number]) : NONE;
      }
      return item;
    });
    const byCode = new Map(items.map((item) => [item.code, item]));
    for (const cells of data.local) {
      const item = row(data, cells.slice(1), cells[0]);
      item.absent = item.published = NONE;
      item.extra = new Set([cells[0]]);
      item.levels = 0;
      /* A unit's own wording of a standard row is found too, and shown as that row. */
      item.standard = byCode.get(item.code) || null;
      if (item.standard) item.standard.own.push(item);
      items.push(item);
    }
    items.forEach((item) => addFields(item, cites));
    return items;
  }

  function readUnits(data) {
    const units = data.units.map((cells, number) => ({
      code: cells[0], name: cells[1], path: cells[2], parent: cells[3], level: cells[4],
      number: number, children: [],
    }));
    for (const unit of units) if (unit.parent >= 0) units[unit.parent].children.push(unit.number);
    return units;
  }

  function shortTitle(base) {
    return gs.text.squash(base)
      .replace(/^中华人民共和国/, "").replace(/(试行|暂行)$/, "");
  }

  /* Whether a pair of characters stands at the start or the end of a phrase: where a word does. */
  function atEdge(pair) {
    let found = edges.get(pair);
    if (found === undefined) {
      const text = corpus.phrases;
      const before = (at) => BREAKS.test(text[at - 1]) || /以及|或者/.test(text.slice(at - 2, at));
      const after = (at) => BREAKS.test(text[at]) || /以及|或者/.test(text.slice(at, at + 2));
      let at = text.indexOf(pair);
      while (at >= 0 && !before(at) && !after(at + 2)) at = text.indexOf(pair, at + 1);
      found = at >= 0;
      edges.set(pair, found);
    }
    return found;
  }

  function joined(items, pick) {
    return Array.from(new Set([].concat.apply([], items.map(pick)))).join("\n");
  }

  function load() {
    if (corpus) return corpus;
    const data = Object.assign({}, gs.data, { bases: gs.rows(gs.data.bases),
      bodies: gs.rows(gs.data.bodies), items: gs.rows(gs.data.items) });
    const squash = gs.text.squash;
    const cites = data.cites.map((_, number) => {
      const cite = citation(data, number);
      return { text: squash(cite.text), base: cite.base };
    });
    const items = readItems(data, cites);
    const units = readUnits(data);
    const bases = data.bases.map((cells, number) => ({
      id: cells[0], title: cells[1], number: cells[2], index: number,
      text: named(cells), short: shortTitle(cells[1]), squashed: squash(named(cells)),
    }));
    const terms = new Map();
    for (const word of Object.keys(data.terms)) {
      terms.set(squash(word), data.terms[word].map(squash));
    }
    const titles = joined(items, (item) => item.fields.areas.concat(
      [item.fields.level1, item.fields.level2]));
    const elements = joined(items, (item) => item.fields.elements);
    const cited = cites.map((cite) => cite.text).join("\n");
    const words = Array.from(terms.keys());
    const official = [].concat.apply([], Array.from(terms.values()));
    corpus = {
      items: items, units: units, bases: bases, terms: terms, levels: data.levels,
      areas: data.areas, subjects: data.subjects, guides: data.guides, bodies: data.bodies,
      questions: data.questions, words: data.words,
      titles: titles, elements: elements, cited: cited, cites: cites,
      lexicon: [titles].concat(words, official).join("\n"),
      shortTitles: new Map(bases.map((base) => [base.short, base.index])),
      phrases: "\n" + [titles, elements, cited].concat(words, official).join("\n") + "\n",
    };
    return corpus;
  }

  /* Whether a unit has the item: by level, but for what the catalog says otherwise. */
  function has(item, unit) {
    if (item.unit >= 0) return item.unit === unit.number;
    if (item.extra.has(unit.number)) return true;
    return (item.levels & unit.level) !== 0 && !item.absent.has(unit.number);
  }

  function below(unit, units) {
    const found = [];
    for (const number of unit.children) found.push(units[number], ...below(units[number], units));
    return found;
  }

  /* What some units are called together, by their levels: 县区、乡镇街道. */
  function called(units) {
    const levels = units.reduce((found, unit) => found | unit.level, 0);
    return load().words[2].filter((word, i) => word && levels & (1 << i)).join("、") || "单位";
  }

  gs.corpus = { load: load, atEdge: atEdge, has: has, below: below, called: called };
})(self);
