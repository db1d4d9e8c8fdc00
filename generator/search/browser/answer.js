/* The answer to a question: items and pages, in the letters asked for or their sense. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* What is far below the best hit is a suggestion, unless it contains the very words asked for. */
  const NEAR = 0.34;

  function containing(item, texts) {
    return texts.every((text) => item.level1.indexOf(text) >= 0 || item.level2.indexOf(text) >= 0
      || item.elements.indexOf(text) >= 0 || item.bound.indexOf(text) >= 0);
  }

  function folded(item) {
    const own = [item.level1, item.level2, item.elements, item.bound].map(gs.text.fold);
    return { level1: own[0], level2: own[1], elements: own[2], bound: own[3] };
  }

  /* Letter by letter; only where no text has the letters as typed, width and case are let go. */
  function literally(understood) {
    const corpus = gs.corpus.load();
    const find = (texts, see) => corpus.items.map((item, number) => ({ item: item, number: number }))
      .filter((entry) => containing(see(entry.item), texts));
    let found = find(understood.literal, (item) => item);
    if (!found.length) found = find(understood.literal.map(gs.text.fold), folded);
    const near = (item) => gs.rank.nearness(item, understood.place);
    return gs.rank.gather(found.map((entry) => ({ entry: entry, near: near(entry.item) }))
      .filter((hit) => hit.near)
      .map((hit) => ({ item: hit.entry.item, unit: hit.near.unit, sure: true, exact: 1,
        score: titleFirst(hit.entry.item, understood.literal) * hit.near.factor })));
  }

  function titleFirst(item, texts) {
    const fields = [[item.level2, 1], [item.level1, 0.9], [item.elements, 0.6]];
    for (const [field, score] of fields) {
      if (texts.every((text) => field.indexOf(text) >= 0)) return score + texts[0].length / field.length / 9;
    }
    return 0.3;
  }

  function pageHits(understood) {
    const corpus = gs.corpus.load();
    const core = understood.core;
    const asked = new Set();
    understood.concepts.forEach((one) => one.kind === "base" && one.bases.forEach((n) => asked.add(n)));
    const pages = [];
    if (understood.named) {
      [understood.named.unit].concat(understood.named.others).forEach((unit) => pages.push(
        { kind: "单位", title: unit.name, url: unit.path + "/index.html" }));
    }
    for (const guide of corpus.guides) {
      const words = guide[2].split(" ");
      if (core.length > 1 && (guide[0] === core || words.some((word) => word === core
        || (core.length > 3 && core.indexOf(word) >= 0 && word.length > 3)))) {
        pages.push({ kind: "使用帮助", title: guide[0], url: guide[1] + "index.html" });
      }
    }
    for (const body of corpus.bodies) {
      const unit = corpus.units[body[2]];
      const name = gs.text.squash(body[0]);
      if (understood.place && unit !== understood.place) continue;
      if (core.length > 1 && (name.indexOf(core) >= 0 || understood.concepts.some((one) =>
        one.alternatives.some((other) => other.text === name)))) {
        pages.push({ kind: "部门", title: unit.name + body[0],
          url: unit.path + "/bumen/" + body[1] + "/index.html" });
      }
    }
    for (const base of corpus.bases) {
      if (asked.has(base.index) || (core.length > 3 && base.squashed.indexOf(core) >= 0)) {
        pages.push({ kind: "依据", title: base.text,
          url: "bases/" + base.id + "/index.html" });
      }
    }
    return pages.slice(0, 8);
  }

  /* Neighbours of the best hit, where the question itself leaves none: the guides of its area. */
  function related(hits) {
    if (!hits.length) return [];
    const shown = new Set(hits.map((hit) => hit.item));
    const best = hits[0].item;
    return gs.corpus.load().items.filter((item) => item.area === best.area && item.unit < 0
      && item.level2 === best.level2 && !shown.has(item)).map((item) => ({ item: item, score: 0 }));
  }

  /* Whether the question has characters the catalog's own texts do not have: old forms, perhaps. */
  function strange(question) {
    const corpus = gs.corpus.load();
    const asking = Array.from(gs.words.stops().keys()).join("");
    const known = (char) => asking.indexOf(char) >= 0 || corpus.phrases.indexOf(char) >= 0
      || corpus.units.some((unit) => unit.name.indexOf(char) >= 0);
    return Array.from(gs.text.squash(question)).some((char) => gs.text.isHan(char) && !known(char));
  }

  /* lacks says that the table of characters would make a better answer, and is not here yet. */
  function search(question, unit) {
    gs.sound.missed();
    const understood = gs.query.understand(question, unit || "");
    const all = understood.literal ? literally(understood) : gs.rank.items(understood);
    const top = all.length ? all[0].score : 0;
    const hits = all.filter((hit) => hit.exact || (hit.sure && hit.score >= NEAR * top));
    const sure = new Set(hits);
    const rest = all.filter((hit) => !sure.has(hit) && hit.score > 0.15);
    const maybe = understood.literal ? [] : rest.concat(related(hits)).slice(0, 3);
    return { understood: understood, hits: hits, maybe: maybe,
      pages: understood.literal ? [] : pageHits(understood),
      lacks: gs.sound.missed() || (!gs.sound.known && strange(question)) };
  }

  gs.search = search;
})(self);
