/* What documents are filtered and counted by: year, publisher, area, in columns of a segment. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});

  /* Who published: a unit itself, or one of its departments. */
  gs.publisher = function (number) {
    const corpus = gs.corpus.load();
    if (number < corpus.units.length) return { unit: corpus.units[number], department: null };
    const body = corpus.bodies[number - corpus.units.length];
    return { unit: corpus.units[body[2]], department: body };
  };

  /* A department's key in the address. */
  function keyOf(body) {
    return gs.corpus.load().units[body[2]].code + "/" + body[1];
  }

  /* The year of every document of a segment, from the first document of each year. */
  function yearsOf(head, segment) {
    const base = segment.number * head.segment;
    const years = new Array(segment.size);
    head.years.forEach(([year, first], i) => {
      const end = i + 1 < head.years.length ? head.years[i + 1][1] : head.count;
      years.fill(String(year || ""), Math.max(0, first - base), Math.max(0, end - base));
    });
    return years;
  }

  function areasOf(text) {
    const areas = [[]];
    for (const number of gs.shards.numbers(text)) {
      if (number) areas[areas.length - 1].push(number - 1);
      else areas.push([]);
    }
    return areas;
  }

  gs.postings.Segment.prototype.columns = async function (head) {
    if (this.kept) return this.kept;
    const [cells] = await gs.shards.load([this.number + "c"]);
    this.kept = { years: yearsOf(head, this), areas: areasOf(cells.areas),
      publishers: gs.shards.numbers(cells.publishers).map(gs.publisher) };
    return this.kept;
  };

  function has(list, value) {
    return list.length === 0 || list.indexOf(value) >= 0;
  }

  /* Whether a document passes the filters chosen, all but one. */
  function fits(state, kept, at, but) {
    const areas = gs.corpus.load().areas;
    const from = kept.publishers[at];
    return (but === "year" || has(state.year, kept.years[at]))
      && (but === "dept" || has(state.dept, from.department ? keyOf(from.department) : ""))
      && (but === "level" || !state.level.length
        || state.level.some((level) => from.unit.level & Number(level)))
      && (but === "area" || !state.area.length
        || kept.areas[at].some((area) => state.area.indexOf(areas[area][0]) >= 0));
  }

  /* The filters as a function of a segment's columns and a document; null for none. */
  function make(state) {
    const any = ["year", "dept", "level", "area"].some((name) => state[name].length);
    return any ? (kept, at) => fits(state, kept, at, "") : null;
  }

  /* Counts by filter and value over candidates, each as if its own filter were not chosen. */
  function count(hits, state) {
    const found = { year: new Map(), dept: new Map(), level: new Map(), area: new Map() };
    const add = (name, key) => found[name].set(key, (found[name].get(key) || 0) + 1);
    for (const hit of hits) {
      const kept = hit.segment.kept;
      const from = kept.publishers[hit.at];
      const when = (name) => fits(state, kept, hit.at, name);
      if (when("year") && kept.years[hit.at]) add("year", kept.years[hit.at]);
      if (when("dept") && from.department) add("dept", keyOf(from.department));
      if (when("level")) add("level", from.unit.level);
      if (when("area")) kept.areas[hit.at].forEach((area) => add("area", area));
    }
    return found;
  }

  /* A department's full name by its key. */
  function nameOf(key) {
    const corpus = gs.corpus.load();
    const body = corpus.bodies.find((one) => keyOf(one) === key);
    return body ? corpus.units[body[2]].name + body[0] : key;
  }

  gs.sieve = { make: make, count: count, nameOf: nameOf };
})(self);
