/* One segment of the published documents: which of them hold a phrase, by its pairs of characters. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const SPOTS = 1024; /* more than a title, 文号 and 索引号 have places */
  /* KB a file of many pairs takes; more than a second pair is worth; and
     how many pairs of a phrase are gone by. */
  const SHARED = 1.5;
  const DEAR = 4;
  const PAIRS = 3;

  /* The file of a key, as generator/search/postings.py spreads them. */
  function file(table, key) {
    const alone = table.aloneAt.get(key);
    if (alone !== undefined) return "a" + alone;
    const heavy = table.heavy.indexOf(key[0]);
    if (heavy >= 0) return "h" + heavy + "." + (key.charCodeAt(1) % table.counts[heavy]);
    return String(key.charCodeAt(0) % table.buckets);
  }

  function readTable(cells) {
    const aloneAt = new Map();
    for (let i = 0; i < cells[1].length; i += 2) aloneAt.set(cells[1].substr(i, 2), i / 2);
    return { buckets: cells[0], aloneAt: aloneAt, heavy: cells[2], counts: cells[3],
      prices: gs.shards.numbers(cells[4]) };
  }

  /* What a pair's file costs, in KB. */
  function price(table, key) {
    const alone = table.aloneAt.get(key);
    return alone === undefined ? SHARED : table.prices[alone];
  }

  /* Pairs that cover a phrase: every second one, and the last. */
  function cover(phrase) {
    const pairs = [];
    for (let at = 0; at + 1 < phrase.length; at += 2) pairs.push([at, phrase.substr(at, 2)]);
    if (phrase.length % 2) pairs.push([phrase.length - 2, phrase.slice(-2)]);
    return pairs;
  }

  /* The pairs gone by: the cheapest, which are the rarest, and no more than tell enough. In texts,
     where no places are kept, all pairs of a short phrase count. What they promise is looked up. */
  function chosen(table, kind, phrase) {
    let pairs = cover(phrase);
    if (kind === "x" && phrase.length <= 6) {
      pairs = Array.from({ length: phrase.length - 1 }, (_, at) => [at, phrase.substr(at, 2)]);
    }
    const cheap = pairs.slice().sort((a, b) => price(table, a[1]) - price(table, b[1]));
    return cheap.slice(0, PAIRS).filter((pair, i) => i === 0 || price(table, pair[1]) <= DEAR);
  }

  /* Whether pairs tell anything: not of nothing, nor of a character that is nearly everywhere. */
  function telling(table, phrase) {
    return phrase.length > 1 || (phrase.length === 1 && table.heavy.indexOf(phrase) < 0);
  }

  /* A single character: the pairs that begin with it, in one file but for those alone. */
  function filesOf(table, kind, phrase) {
    if (phrase.length > 1) return chosen(table, kind, phrase).map((pair) => file(table, pair[1]));
    const files = [String(phrase.charCodeAt(0) % table.buckets)];
    table.aloneAt.forEach((number, key) => key[0] === phrase && files.push("a" + number));
    return files;
  }

  class Segment {
    constructor(number, size, tables) {
      this.number = number;
      this.size = size;
      /* A small segment has none: its documents are read, each and all. */
      this.tables = tables && { t: readTable(tables.titles), x: readTable(tables.texts) };
      this.files = new Map();
    }

    names(kind, phrases) {
      const names = new Set();
      for (const phrase of phrases) {
        if (!telling(this.tables[kind], phrase)) continue;
        for (const name of filesOf(this.tables[kind], kind, phrase)) names.add(this.number + kind + name);
      }
      return Array.from(names);
    }

    /* What the phrases would still cost, in KB. */
    price(kind, phrases) {
      let sum = 0;
      for (const name of this.names(kind, phrases)) {
        const alone = /a(\d+)$/.exec(name);
        if (!this.files.has(name)) sum += alone ? this.tables[kind].prices[Number(alone[1])] : SHARED;
      }
      return sum;
    }

    /* Load what the phrases need of titles ("t") or texts ("x"). */
    async prepare(kind, phrases) {
      const names = this.names(kind, phrases).filter((name) => !this.files.has(name));
      const loaded = await gs.shards.load(names);
      names.forEach((name, i) => this.files.set(name, loaded[i]));
    }

    postings(kind, key) {
      const found = this.files.get(this.number + kind + file(this.tables[kind], key));
      return (found && found[key]) || null;
    }

    /* Mark in an array of bytes each document that may hold a phrase. */
    mark(kind, phrase, marks, value) {
      if (!telling(this.tables[kind], phrase)) marks.forEach((_, i) => { marks[i] |= value; });
      else if (phrase.length === 1) this.markCharacter(kind, phrase, marks, value);
      else if (kind === "t") this.markTitles(phrase, marks, value);
      else this.markTexts(phrase, marks, value);
    }

    /* By the places of its pairs in title, 文号 and 索引号. */
    markTitles(phrase, marks, value) {
      let runs = null;
      for (const [at, key] of chosen(this.tables.t, "t", phrase)) {
        const cells = this.postings("t", key);
        if (!cells) return;
        const held = gs.shards.ascending(cells[0]);
        const spots = gs.shards.numbers(cells[1]);
        const next = new Set();
        held.forEach((document, i) => {
          const start = document * SPOTS + spots[i] - at;
          if (spots[i] >= at && (!runs || runs.has(start))) next.add(start);
        });
        runs = next;
      }
      runs.forEach((start) => { marks[Math.floor(start / SPOTS)] |= value; });
    }

    /* The same for texts: documents that hold every pair; whether in a row, only the text tells. */
    markTexts(phrase, marks, value) {
      const counts = new Uint8Array(this.size);
      const wanted = Array.from(new Set(chosen(this.tables.x, "x", phrase).map((pair) => pair[1])));
      for (const key of wanted) {
        const cells = this.postings("x", key);
        if (!cells) return;
        for (const document of gs.shards.ascending(cells[0])) counts[document] += 1;
      }
      counts.forEach((count, document) => { if (count === wanted.length) marks[document] |= value; });
    }

    markCharacter(kind, char, marks, value) {
      const prefix = this.number + kind;
      for (const name of filesOf(this.tables[kind], kind, char)) {
        const data = this.files.get(prefix + name) || {};
        for (const key of Object.keys(data)) {
          if (key[0] !== char) continue;
          for (const document of gs.shards.ascending(data[key][0])) marks[document] |= value;
        }
      }
    }

    /* Mark the documents of a unit and of all below it. */
    markUnit(key, marks, value) {
      const cells = this.postings("t", key);
      if (cells) for (const document of gs.shards.ascending(cells[0])) marks[document] |= value;
    }
  }

  function unitKey(unit) {
    return " " + String.fromCharCode(0x4e00 + unit.number);
  }

  /* A phrase as the pairs were made: no brackets, and no halves of characters. */
  function phraseOf(text) {
    return gs.text.squash(text).replace(/[\ud800-\udfff]/g, "\ufffd");
  }

  gs.postings = { Segment: Segment, phraseOf: phraseOf, unitKey: unitKey };
})(self);
