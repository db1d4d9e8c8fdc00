/* Words by sound and by look: pinyin, initials, mixtures of both with characters, and typos. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const FULL = 3;
  const MIXED = 2;
  const INITIALS = 1;
  const MOST = 60; /* letters and characters of a run that are listened to: no word is longer */
  const PARTICLES = "的了吗呢吧"; /* hardly ever typed for another character */
  let readings = null;
  let places = null;

  function table() {
    if (readings) return readings;
    readings = new Map();
    const sound = gs.chars.sound;
    for (const syllable of Object.keys(sound)) {
      for (const char of sound[syllable]) {
        if (!readings.has(char)) readings.set(char, []);
        readings.get(char).push(syllable);
      }
    }
    return readings;
  }

  function read(char) {
    return table().get(char) || [];
  }

  function alike(a, b) {
    return a === b || read(a).some((syllable) => read(b).indexOf(syllable) >= 0);
  }

  /* Where typed (letters and characters) ends when read along text from start; -1 if it parts. */
  function along(typed, text, start, how) {
    let best = -1;
    (function step(at, position, initials) {
      if (at === typed.length) {
        if (best < 0) best = position;
        return;
      }
      if (best >= 0 || position >= text.length || text[position] === "\n") return;
      const char = text[position];
      if (typed[at] === char) step(at + 1, position + 1, initials);
      for (const syllable of read(char)) {
        if (how !== INITIALS && typed.startsWith(syllable, at)) {
          step(at + syllable.length, position + 1, initials);
        }
        if (how !== FULL && typed[at] === syllable[0]) step(at + 1, position + 1, initials + 1);
      }
    })(0, start, 0);
    return best;
  }

  function edge(text, position) {
    return position < 0 || position >= text.length || !gs.text.isWordChar(text[position]);
  }

  /* The catalog's words that sound as typed, best first: whole words and common ones before others. */
  function find(typed, how) {
    const corpus = gs.corpus.load();
    const text = corpus.lexicon;
    const found = new Map();
    for (let start = 0; start < text.length; start += 1) {
      const end = along(typed, text, start, how);
      if (end < start + 2) continue;
      const word = text.slice(start, end);
      const whole = (edge(text, start - 1) ? 2 : 0) + (edge(text, end) ? 2 : 0);
      found.set(word, (found.get(word) || 0) + 1 + whole + (corpus.terms.has(word) ? 9 : 0));
    }
    return Array.from(found.keys()).sort((a, b) => found.get(b) - found.get(a) || (a < b ? -1 : 1));
  }

  /* Words for one typed run with letters in it; the surest way of reading that finds any decides. */
  function words(typed) {
    if (typed.length > MOST) return [];
    const letters = typed.replace(/[^a-z]/g, "").length;
    const ways = [FULL];
    if (letters < typed.length || letters >= 3) ways.push(INITIALS, MIXED);
    else if (letters === 2) ways.push(INITIALS);
    for (const how of ways) {
      let found = find(typed, how);
      if (how === INITIALS && letters === 2 && letters === typed.length) {
        found = found.filter((word) => gs.corpus.load().terms.has(word));
      }
      if (how === MIXED && typed.length < 4) found = [];
      if (found.length) return found.slice(0, how === FULL ? 2 : 3);
    }
    return [];
  }

  /* A run of several words typed without spaces, in whole syllables: the longest first. */
  function split(typed) {
    if (typed.length > MOST) return [];
    const parts = [];
    let at = 0;
    while (at < typed.length) {
      let end = typed.length;
      let found = [];
      for (; end - at >= 4; end -= 1) {
        found = find(typed.slice(at, end), FULL);
        if (found.length) break;
      }
      if (!found.length) return [];
      parts.push(found[0]);
      at = end;
    }
    return parts;
  }

  /* Where each character stands in the lexicon. */
  function spots(text) {
    if (places) return places;
    places = new Map();
    for (let at = 0; at < text.length; at += 1) {
      if (!places.has(text[at])) places.set(text[at], []);
      places.get(text[at]).push(at);
    }
    return places;
  }

  /* How far a word of the lexicon is from what was typed: characters heard alike, and others.
     A character of another sound is a slip only between right ones, and in an official word. */
  function distance(text, start, stretch) {
    const far = { heard: 0, other: 0 };
    const official = start < gs.corpus.load().titles.length;
    for (let i = 0; i < stretch.length && far.other < 2; i += 1) {
      const char = text[start + i];
      if (char === stretch[i]) continue;
      if (PARTICLES.indexOf(stretch[i]) >= 0) far.other += 2;
      else if (alike(char, stretch[i])) far.heard += 1;
      else far.other += official && i > 0 && i < stretch.length - 1 && gs.text.isWordChar(char) ? 1 : 2;
    }
    return far;
  }

  /* A stretch with a suspected typo: same sounds, or (from four characters on) one other character. */
  function repair(stretch) {
    const text = gs.corpus.load().lexicon;
    const size = stretch.length;
    const starts = new Set();
    /* Half of the characters at least are right: only where one of them stands can a word begin. */
    for (let i = 0; i < size; i += 1) {
      for (const at of spots(text).get(stretch[i]) || []) starts.add(at - i);
    }
    let best = null;
    for (const start of starts) {
      if (start < 0 || start + size > text.length) continue;
      const far = distance(text, start, stretch);
      if (far.other > (size >= 4 && far.heard === 0 ? 1 : 0) || far.heard > size / 2) continue;
      const edges = (edge(text, start - 1) ? 1 : 0) + (edge(text, start + size) ? 1 : 0);
      /* Two characters that merely sound alike are a word only where a word stands alone. */
      if (size === 2 && edges === 0) continue;
      const worth = edges * 2 - far.other * 3 - far.heard;
      if (!best || worth > best.worth || (worth === best.worth && start < best.start)) {
        best = { word: text.slice(start, start + size), worth: worth, start: start };
      }
    }
    return best && best.word;
  }

  gs.hearing = { words: words, split: split, repair: repair };
})(self);
