/* What a question means: its place, its intent, and the concepts an answer must speak of. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* A citizen's word weighs less than the word itself: a literal match stays above its expansion. */
  const EXPANDED = 0.68;
  const FADING = 0.85;
  const QUOTED = /^\s*(["“「])([\s\S]*)(["”」])\s*$/;
  const OFFENCE = /罚|违[法规反章]|擅自|举报|投诉|查处|强制|告状|违建/;
  const NEXT_QUOTE = /["”」]\s+["“「]/;

  function word(text, meaning) {
    const corpus = gs.corpus.load();
    const alternatives = text.length > 1 ? [{ text: text, weight: 1 }] : [];
    (corpus.terms.get(text) || []).forEach((official, rank) => {
      /* The first official word is the nearest; each further one says it a little less. */
      alternatives.push({ text: official, weight: EXPANDED * Math.pow(FADING, rank) });
      if (meaning && official !== text) meaning.push({ from: text, to: official, how: "term" });
    });
    return { kind: "word", text: text, alternatives: alternatives, generic: gs.words.isGeneric(text),
      weak: gs.pieces.isWeak(text) };
  }

  function base(text, indexes) {
    return { kind: "base", text: text, bases: new Set(indexes), generic: false,
      alternatives: [{ text: text, weight: 1 }] };
  }

  /* Turn a run of characters into concepts; what nobody knows becomes one unknown chunk. */
  function conceive(run, out) {
    const corpus = gs.corpus.load();
    const repaired = gs.pieces.mend(run);
    if (repaired) {
      run = repaired.run;
      out.meaning.push({ from: repaired.from, to: repaired.to, how: "typo" });
    }
    let unknown = "";
    /* The word right before the unknown characters, if any. */
    let before = null;
    const flush = () => {
      if (unknown) out.concepts.push({ kind: "unknown", text: unknown, alternatives: [] });
      /* A compound is about its last part: where nobody knows 执照, 营业 in 营业执照 proves little,
         nor does a citizen's word before more than itself: 医保 in 医保报销比例. */
      if (unknown.length > 1 && before) {
        before.leads = true;
        before.weak = before.weak || (before.text.length < 3
          && (!corpus.terms.has(before.text) || unknown.length > before.text.length));
      }
      unknown = "";
      before = null;
    };
    for (const piece of gs.pieces.cut(run).pieces) {
      if (gs.words.stops().has(piece) && !corpus.terms.has(piece)) {
        const intent = gs.words.stops().get(piece);
        if (intent) out.intents.add(intent);
        /* 怎么申请 asks how, and 申请 is what the answer's title says. */
        if (/申请$/.test(piece)) out.concepts.push(word("申请"));
        if (/领$/.test(piece)) out.concepts.push(word("申领"));
        flush();
      } else if (piece.length === 1 && !corpus.terms.has(piece)) {
        unknown += piece;
      } else {
        flush();
        if (corpus.shortTitles.has(piece)) {
          out.concepts.push(base(piece, [corpus.shortTitles.get(piece)]));
        } else {
          before = word(piece, out.meaning);
          out.concepts.push(before);
        }
      }
    }
    flush();
  }

  /* A run with letters in it: the word as it stands, else pinyin, else its parts. */
  function sounded(run, out) {
    const corpus = gs.corpus.load();
    if ([corpus.titles, corpus.elements, corpus.cited].some((text) => text.indexOf(run) >= 0)) {
      out.concepts.push(word(run));
      return;
    }
    let found = gs.sound.words(run);
    if (!found.length && /^[a-z]+$/.test(run)) {
      const parts = gs.sound.split(run);
      if (parts.length) {
        out.meaning.push({ from: run, to: parts.join(""), how: "sound" });
        parts.forEach((part) => conceive(part, out));
        return;
      }
    }
    if (!found.length) {
      const parts = run.match(/[a-z]+|[^a-z]+/g);
      if (parts.length > 1) parts.forEach((part) => take(part, out));
      else out.concepts.push({ kind: "unknown", text: run, alternatives: [] });
      return;
    }
    out.meaning.push({ from: run, to: found[0], how: "sound" });
    const concept = word(found[0], out.meaning);
    found.slice(1).forEach((other, i) => {
      for (const alternative of word(other).alternatives) {
        concept.alternatives.push({ text: alternative.text,
          weight: alternative.weight * EXPANDED / (i + 1) });
      }
    });
    out.concepts.push(concept);
  }

  function take(run, out) {
    if (/[a-z]/.test(run)) sounded(run, out);
    else conceive(run, out);
  }

  function literal(text) {
    const match = QUOTED.exec(text);
    if (!match || !match[2]) return null;
    return match[2].split(NEXT_QUOTE);
  }

  /* Read a question. unit: a 区划代码 chosen on the page, "-" for none at all, "" to read it here. */
  function understand(question, unit) {
    const out = { question: question, literal: literal(question), place: null, named: null,
      others: [], intents: new Set(), concepts: [], meaning: [], core: "", pieces: [] };
    const chosen = unit && unit !== "-" ? gs.place.byCode(unit) : null;
    out.place = chosen;
    if (out.literal) return out;
    let rest = gs.text.fold(question);
    const named = gs.place.take(rest);
    /* Refused as a place, a name is a word like others; in no text, it asks for nothing. */
    const spoken = (name) => ["titles", "elements", "cited"].some(
      (part) => gs.corpus.load()[part].indexOf(name) >= 0);
    if (named && (unit !== "-" || !named.words.some(spoken))) {
      rest = named.rest;
      if (unit !== "-") out.named = named;
      if (!chosen && unit !== "-") {
        out.place = named.unit;
        out.others = named.others;
      }
    }
    if (!unit && !named) out.place = gs.place.own();
    out.rest = rest.trim();
    out.core = gs.text.squash(rest);
    if (OFFENCE.test(out.core)) out.intents.add("offence");
    rest = gs.decree.take(rest, (text, indexes) => out.concepts.push(indexes.length
      ? base(gs.text.squash(text), indexes) : { kind: "unknown", text: text, alternatives: [] }));
    for (const part of rest.split(/[\s,，。；;、!！?？:：|/]+/)) {
      const run = gs.text.squash(part);
      if (run) take(run, out);
    }
    out.pieces = out.concepts.filter((concept) => concept.kind !== "unknown")
      .map((concept) => concept.text);
    return out;
  }

  gs.query = { understand: understand };
})(self);
