/* Places in a question: full names anywhere, short names where they stand alone or in front. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const SUFFIX = /(街道办事处|街道|办事处|地区|苏木|[省市州盟区县旗镇乡])$/;
  const LONGEST = 6;
  let names = null;

  function put(name, unit, full) {
    if (!names.has(name)) names.set(name, { full: full, units: [] });
    const entry = names.get(name);
    entry.full = entry.full || full;
    if (entry.units.indexOf(unit) < 0) entry.units.push(unit);
  }

  function table() {
    if (names) return names;
    names = new Map();
    for (const unit of gs.corpus.load().units) {
      const name = gs.text.squash(unit.name);
      const short = name.replace(SUFFIX, "");
      put(name, unit, true);
      if (/街道$/.test(name)) put(short + "办事处", unit, true), put(name + "办事处", unit, true);
      if (short !== name && short.length >= 2) put(short, unit, false);
      if (unit.parent < 0) gs.corpus.load().words.slice(0, 2).forEach((word) => put(word, unit, true));
    }
    return names;
  }

  /* How many letters of a run the name's syllables take, read from its start; 0 where they part. */
  function spelt(run, name) {
    const sound = (gs.chars && gs.chars.sound) || {};
    let furthest = 0;
    (function step(at, position) {
      if (position === name.length) furthest = Math.max(furthest, at);
      for (let end = at + 1; position < name.length && end <= at + LONGEST; end += 1) {
        const syllable = run.slice(at, end);
        if (Object.hasOwn(sound, syllable) && sound[syllable].indexOf(name[position]) >= 0) {
          step(end, position + 1);
        }
        if (end >= run.length) break;
      }
    })(0, 0);
    return furthest;
  }

  /* A name in letters: a full one in front of others, a short one only alone and where no word of
     the catalog sounds the same. Of several names spelt so, the longest counts. */
  function spokenAt(text, at) {
    if (/[a-z]/.test(text[at - 1] || "")) return null;
    const run = /^[a-z]*/.exec(text.slice(at))[0];
    if (run.length < 4) return null;
    let best = null;
    table().forEach((entry, name) => {
      const size = spelt(run, name);
      if (!size || (!entry.full && size < run.length)) return;
      if (!best || size > best.word.length) best = { word: run.slice(0, size), units: [], full: true };
      if (size < best.word.length) return;
      best.units = best.units.concat(entry.units.filter((unit) => best.units.indexOf(unit) < 0));
      best.full = best.full && entry.full;
    });
    const whole = best && best.full && best.word.length === run.length;
    return best && (whole || !gs.sound.words(run).length) ? best : null;
  }

  /* The longest name that starts at a position, unless a longer word of the catalog covers it. */
  function nameAt(text, at) {
    if (text[at] >= "a" && text[at] <= "z") return spokenAt(text, at);
    const corpus = gs.corpus.load();
    for (let size = Math.min(9, text.length - at); size >= 2; size -= 1) {
      const word = text.slice(at, at + size);
      const entry = table().get(word);
      if (!entry) continue;
      const alone = (at === 0 || text[at - 1] === " ");
      if (!entry.full && !alone) continue;
      const longer = text.slice(at, at + size + 1);
      if (longer.length > size && gs.text.isWordChar(longer[size]) && !entry.full
        && corpus.lexicon.indexOf(longer) >= 0) continue;
      return { word: word, units: entry.units };
    }
    return null;
  }

  function within(unit, ancestor) {
    const units = gs.corpus.load().units;
    for (let at = unit; at; at = units[at.parent]) if (at === ancestor) return true;
    return false;
  }

  /* Of several places named, the narrowest; of several of one name, those inside another named. */
  function settle(found) {
    let chosen = null;
    for (const hit of found) {
      let units = hit.units;
      if (chosen) {
        const inside = units.filter((unit) => chosen.units.some((place) => within(unit, place)));
        if (inside.length) units = inside;
        else if (units.some((unit) => chosen.units.some((place) => within(place, unit)))) continue;
      }
      chosen = { word: hit.word, units: units };
    }
    return chosen;
  }

  /* Return the place and the question without it; null when the question names none. */
  function take(text) {
    const found = [];
    let rest = "";
    for (let at = 0; at < text.length;) {
      const hit = nameAt(text, at);
      if (hit) {
        found.push(hit);
        rest += " ";
        at += hit.word.length;
      } else {
        rest += text[at];
        at += 1;
      }
    }
    const place = settle(found);
    return place && { unit: place.units[0], others: place.units.slice(1), rest: rest.trim(),
      words: found.map((hit) => hit.word) };
  }

  function byCode(code) {
    return gs.corpus.load().units.find((unit) => unit.code === code) || null;
  }

  /* The reader's own place, as the device remembers it; null where it remembers none below the top. */
  function own() {
    const unit = root.gongkaiDevice ? byCode(root.gongkaiDevice.get("place")) : null;
    return unit && unit.parent >= 0 ? unit : null;
  }

  gs.place = { take: take, byCode: byCode, within: within, own: own };
})(self);
