/* How well each item answers a question, and whether surely enough to be called an answer. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* Share of a question, weighed by rarity, an answer must speak of. */
  const ENOUGH = 0.5;
  /* A word that stands in an element or a law alone is no answer where others are missing. */
  const LEAST = 0.12;
  /* A word of eight rows or fewer weighs as much as a word can; one nobody knows, by its length;
     a stray character, little. */
  const RAREST = 4.2;
  const UNKNOWN = 1.6;
  const STRAY = 0.6;
  const SINGLE = 1.6; /* a word of one character: rare, but seldom the matter itself */
  /* From so many characters on a question is a sentence, which tells a story around its matter: what
     nobody knows of it weighs no more than this part of what is known. */
  const SENTENCE = 9;
  const STORY = 0.9;
  /* Where nothing says half of a question, one word may do that is nearly as rare as can be, is a
     citizen's word or has three characters, leads to nothing unknown (医保 in 医保报销), and stands
     in a title or for what does. */
  const RARE = 0.7 * RAREST;
  const TITLED = 0.45;
  /* What closeness adds at most, and how many pairs of a title count as few. */
  const CLOSE = 0.3;
  const CALM = 2;

  function part(low, high, word, field) {
    return field.indexOf(word) < 0 ? 0 : low + (high - low) * Math.min(1, word.length / field.length);
  }

  /* Titles over elements over bases; several fields add a little to the best. */
  function fieldScore(item, word, cited) {
    const fields = item.fields;
    const values = [
      part(0.7, 1, word, fields.level2),
      part(0.68, 0.95, word, fields.level1),
      fields.elements.indexOf(word) < 0 ? 0 : 0.4,
      item.cites.some((cite) => cited.has(cite)) ? 0.15 : 0,
    ];
    let area = 0;
    for (const name of fields.areas) {
      area = Math.max(area, name === word ? 1.08 : part(0.4, 0.6, word, name));
    }
    values.push(area);
    const best = Math.max.apply(null, values);
    const sum = values.reduce((total, value) => total + value, 0);
    return best === 0 ? 0 : best + 0.22 * (sum - best);
  }

  /* The numbers of the citations that pass a test. */
  function citing(test) {
    const found = new Set();
    gs.corpus.load().cites.forEach((cite, number) => test(cite) && found.add(number));
    return found;
  }

  /* One concept's value for every item: its best alternative, or both halves of a long word. */
  function conceptScores(concept, cache) {
    const corpus = gs.corpus.load();
    const key = concept.kind + concept.text;
    if (cache.has(key)) return cache.get(key);
    const scores = new Float64Array(corpus.items.length);
    cache.set(key, scores);
    for (const alternative of concept.alternatives) {
      const cited = citing((cite) => cite.text.indexOf(alternative.text) >= 0);
      corpus.items.forEach((item, i) => {
        scores[i] = Math.max(scores[i], alternative.weight * fieldScore(item, alternative.text, cited));
      });
    }
    if (concept.kind === "base") {
      const cited = citing((cite) => concept.bases.has(cite.base));
      corpus.items.forEach((item, i) => {
        if (item.cites.some((cite) => cited.has(cite))) scores[i] = Math.max(scores[i], 0.6);
      });
    } else if (concept.text.length >= 4) addHalves(concept, scores, cache);
    return scores;
  }

  function addHalves(concept, scores, cache) {
    const corpus = gs.corpus.load();
    const make = (text) => ({ kind: "word", text: text, alternatives: [{ text: text, weight: 1 }]
      .concat((corpus.terms.get(text) || []).map((to) => ({ text: to, weight: 0.68 }))) });
    for (let at = 2; at <= concept.text.length - 2; at += 1) {
      const halves = [concept.text.slice(0, at), concept.text.slice(at)];
      if (!halves.every((half) => half.length > 3 || gs.corpus.atEdge(half))) continue;
      const [left, right] = halves.map((half) => conceptScores(make(half), cache));
      for (let i = 0; i < scores.length; i += 1) {
        if (left[i] && right[i]) scores[i] = Math.max(scores[i], 0.4 * (left[i] + right[i]));
      }
    }
  }

  function rarity(scores) {
    let found = 0;
    for (const score of scores) if (score > 0.16) found += 1;
    if (!found) for (const score of scores) if (score > 0) found += 1;
    return found ? Math.min(RAREST, Math.log(1 + scores.length / found)) : 0;
  }

  /* The question's pairs of characters, each with the weight of the surest word that has it. */
  function pairsOf(concepts) {
    const pairs = new Map();
    for (const concept of concepts) for (const other of concept.alternatives) {
      for (const pair of gs.text.tokens(other.text)) {
        pairs.set(pair, Math.max(pairs.get(pair) || 0, other.weight));
      }
    }
    return pairs;
  }

  /* How much of an item's titles the question speaks of, in any order, from 0 to 1: of two that
     have its words, the one that says little else is nearer. */
  function closeness(item, pairs) {
    item.pairs = item.pairs || gs.text.tokens([item.level1, item.level2].join(" "));
    let found = 0;
    for (const pair of item.pairs) found += pairs.get(pair) || 0;
    return found / (CALM + item.pairs.length);
  }

  /* How near an item is to a place: its own, of a unit below, of the unit above, or none. */
  function nearness(item, place) {
    const corpus = gs.corpus.load();
    if (!place || place.parent < 0) {
      const top = place || corpus.units[0];
      return { factor: 1, unit: item.unit >= 0 ? corpus.units[item.unit] : top };
    }
    if (gs.corpus.has(item, place)) return { factor: 1, unit: place };
    for (const unit of gs.corpus.below(place, corpus.units)) {
      if (gs.corpus.has(item, unit)) return { factor: 0.95, unit: item.unit >= 0 ? unit : place };
    }
    for (let at = corpus.units[place.parent]; at; at = corpus.units[at.parent]) {
      if (gs.corpus.has(item, at)) return { factor: 0.7, unit: at };
    }
    return null;
  }

  /* One row of results an item: a unit's own wording folds into the standard row it words. */
  function gather(scored) {
    const rows = new Map();
    for (const hit of scored) {
      const item = hit.item.standard || hit.item;
      const key = item.unit >= 0 ? item.code + "@" + item.unit : item.code;
      const known = rows.get(key);
      if (!known) rows.set(key, Object.assign({}, hit, { item: item }));
      else {
        known.score = Math.max(known.score, hit.score);
        known.sure = known.sure || hit.sure;
        known.exact = Math.max(known.exact, hit.exact);
        if (hit.unit.level < known.unit.level) known.unit = hit.unit;
      }
    }
    return Array.from(rows.values()).sort((a, b) => b.score - a.score
      || (a.item.code < b.item.code ? -1 : 1));
  }

  /* The highest field that holds any of some words: 4 the area's names, since who names a whole
     subject means it, 3 titles, 2 elements, 1 bases, 0 none. */
  function highest(item, words) {
    const fields = item.fields;
    const inside = (field) => words.some((word) => field.indexOf(word) >= 0);
    if (fields.areas.some(inside)) return 4;
    if (inside(fields.level1) || inside(fields.level2)) return 3;
    if (inside(fields.elements)) return 2;
    return inside(fields.bound) ? 1 : 0;
  }

  /* A row that holds the question letter for letter stands above every row that only holds what
     its words stand for, where both hold it in the same field or the literal one in a higher. */
  function liftExact(scored, understood) {
    const words = gs.marks(understood);
    const best = [0, 0, 0, 0, 0];
    for (const hit of scored) {
      if (hit.exact) continue;
      const field = highest(hit.item, words);
      best[field] = Math.max(best[field], hit.score);
    }
    for (const hit of scored) {
      if (!hit.exact) continue;
      const floor = Math.max.apply(null, best.slice(1, hit.exact + 1));
      if (hit.score <= floor) hit.score = floor + 0.01 * hit.score;
    }
  }

  function unheard(text) {
    return text.length === 1 ? STRAY : Math.min(RAREST, UNKNOWN * text.length);
  }

  function lighten(parts) {
    const sum = (chosen) => parts.filter(chosen).reduce((total, one) => total + one.weight, 0);
    const known = sum((one) => one.scores && !one.concept.generic && !one.concept.weak);
    const unknown = sum((one) => !one.scores);
    for (const one of parts) {
      if (!one.scores) one.weight *= Math.min(1, STORY * known / unknown);
    }
  }

  function weigh(understood) {
    const cache = new Map();
    const weighed = understood.concepts.map((concept) => {
      if (concept.kind === "unknown") {
        return { concept: concept, scores: null, weight: unheard(concept.text) };
      }
      const scores = conceptScores(concept, cache);
      const most = concept.text.length === 1 ? SINGLE : RAREST;
      const weight = Math.min(most, rarity(scores) || unheard(concept.text));
      return { concept: concept, scores: scores, weight: concept.generic ? weight / 2 : weight };
    });
    if (understood.core.length >= SENTENCE) lighten(weighed);
    return { parts: weighed, total: weighed.reduce((sum, part) => sum + part.weight, 0) };
  }

  function tells(one, value) {
    const word = one.concept;
    return value >= TITLED && one.weight >= RARE && !word.generic && !word.weak && !word.leads
      && (word.text.length > 2 || gs.corpus.load().terms.has(word.text));
  }

  function scoreItems(understood) {
    const corpus = gs.corpus.load();
    const { parts, total } = weigh(understood);
    const pairs = pairsOf(understood.concepts);
    const lost = parts.some((part) => part.concept.kind === "unknown");
    /* Beside a word nobody knows, what only an element says is no topic: 利率 in 房贷利率. */
    const deaf = parts.some((part) => part.concept.kind === "unknown" && part.concept.text.length > 1);
    const scored = [];
    corpus.items.forEach((item, i) => {
      const near = nearness(item, understood.place);
      if (!near || !total) return;
      let score = 0;
      let covered = 0;
      let topical = !lost;
      let telling = false;
      for (const one of parts) {
        const value = one.scores ? one.scores[i] : 0;
        if (!value) continue;
        score += one.weight * value;
        /* Two characters that only meet inside words (执行情况 holds 行情) prove little. */
        if (one.concept.weak) {
          covered += one.weight / 2;
          continue;
        }
        covered += one.weight;
        telling = telling || tells(one, value);
        topical = topical || (!one.concept.generic && (!deaf || value >= TITLED));
      }
      const exact = understood.core.length > 1 ? highest(item, [understood.core]) : 0;
      if (!score && !exact) return;
      const share = covered / total;
      score = (score / total) * (0.4 + 0.6 * share) + exact * 0.02
        + CLOSE * closeness(item, pairs);
      score *= near.factor * gs.signals.factor(item, understood);
      scored.push({ item: item, unit: near.unit, score: score, exact: exact,
        telling: telling, sure: exact > 0 || (topical && share >= ENOUGH && score >= LEAST) });
    });
    if (!scored.some((hit) => hit.sure)) scored.forEach((hit) => { hit.sure = hit.telling; });
    liftExact(scored, understood);
    return gather(scored);
  }

  gs.rank = { items: scoreItems, gather: gather, nearness: nearness };
})(self);
