/* Published documents that answer a question: newest segments first, until there are enough. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* What one answer may fetch, in KB; what is left is for the next. A document that has to be read
     costs so much, with the others in its files, and so much what a segment's files are found by. */
  const ALLOWANCE = 44;
  const READING = 2.5;
  const TABLES = 2;
  const FEWEST = 3; /* documents are read in any case, where some may answer */
  /* Columns of so many documents are small enough to fetch unasked. */
  const CHEAP = 2000;
  let head = null;
  const segments = new Map();

  async function start() {
    if (head) return;
    const [loaded] = await gs.shards.load(["documents"]);
    if (!head) gs.text.learn(loaded.simple);
    head = loaded;
  }

  async function open(number, finder) {
    if (!segments.has(number)) {
      finder.spent += TABLES;
      const size = Math.min(head.segment, head.count - number * head.segment);
      const last = (number + 1) * head.segment >= head.count;
      const [tables] = last ? [head.newest] : await gs.shards.load([String(number)]);
      segments.set(number, new gs.postings.Segment(number, size, tables));
    }
    return segments.get(number);
  }

  /* Marks of one kind, "t" titles or "x" texts: bits 0 and 1 the question, then one a concept. */
  function marked(segment, want, kind, wide) {
    const marks = new Uint8Array(segment.size);
    want.forms.forEach((text, i) => text && segment.mark(kind, text, marks, 1 << i));
    want.concepts.forEach((texts, i) => (wide ? texts : texts.slice(0, 1)).forEach((text) =>
      segment.mark(kind, text, marks, 4 << i)));
    return marks;
  }

  async function inside(segment, place) {
    if (!place) return null;
    await segment.prepare("t", [gs.postings.unitKey(place)]);
    const marks = new Uint8Array(segment.size);
    segment.markUnit(gs.postings.unitKey(place), marks, 1);
    return marks;
  }

  /* The documents of a segment that may answer, best first, the newest of equals first; null where
     the allowance ends before. Other words are asked for where the question's own give too little. */
  async function candidates(segment, finder, count) {
    const here = inside(segment, finder.place);
    if (!await finder.fetch(segment, gs.wanted.own(finder.want))) return null;
    const found = sift(segment, finder, await here, false);
    if (!finder.wide && found.length >= count) return found;
    if (!await finder.fetch(segment, gs.wanted.others(finder.want))) return finder.wide ? null : found;
    return sift(segment, finder, await here, true);
  }

  function sift(segment, finder, here, wide) {
    const want = finder.want;
    const titles = marked(segment, want, "t", wide);
    const texts = finder.deep ? marked(segment, want, "x", wide) : null;
    const all = gs.wanted.everything(want);
    const found = [];
    for (let at = segment.size - 1; at >= 0; at -= 1) {
      const any = titles[at] | (texts ? texts[at] : 0);
      /* A title asked for word for word is meant, wherever its place belongs. */
      if (here && !here[at] && !(finder.named && any & 1)) continue;
      const value = gs.wanted.worth(titles[at], any, all);
      if (value) found.push({ segment: segment, at: at, worth: value });
    }
    return found.sort((a, b) => b.worth - a.worth);
  }

  async function addRows(hits) {
    const name = (hit) => hit.segment.number + "d" + Math.floor(hit.at / head.block);
    const loaded = await gs.shards.load(hits.map(name));
    hits.forEach((hit, i) => {
      const cells = loaded[i][hit.at % head.block];
      Object.assign(hit, gs.publisher(cells[2]), { id: cells[0], title: cells[1], date: cells[3],
        number: cells[4], index: cells[5], block: cells[6], text: "" });
    });
  }

  async function addTexts(hits) {
    const loaded = await gs.shards.load(hits.map((hit) => hit.segment.number + "f" + hit.block));
    hits.forEach((hit, i) => { hit.text = loaded[i][1 + hit.at - loaded[i][0]]; });
  }

  /* Those that hold what their pairs promised: by their titles, else by their texts. */
  async function verify(hits, want) {
    await addRows(hits);
    const doubted = hits.filter((hit) => !gs.wanted.judge(hit, want) && hit.block);
    await addTexts(doubted);
    return hits.filter((hit) => {
      hit.worth = gs.wanted.judge(hit, want);
      hit.sure = true;
      return hit.worth;
    });
  }

  /* One question to the documents. more() looks on, from the newest segment to the oldest. */
  class Finder {
    constructor(understood, sieve) {
      const place = understood.place;
      this.want = gs.wanted.of(understood);
      this.place = place && place.parent >= 0 ? place : null;
      this.named = Boolean(understood.named) && place === understood.named.unit;
      this.sieve = sieve;
      this.queue = [];
      this.all = []; /* every candidate so far, whatever the sieve */
      this.next = null; /* the segment to look through next, -1 after the oldest */
      this.deep = false; /* texts too, not only titles */
      this.wide = false; /* all words, whatever the question's own have given */
      this.spent = 0;
      this.seen = new Set();
    }

    get asks() {
      return this.want.forms.some(Boolean) || this.want.concepts.length > 0;
    }

    get done() {
      return !this.asks || (this.last && this.next === -1 && !this.queue.length);
    }

    /* Whether nothing is left to widen: titles, then texts, then all words of both. */
    get last() {
      return this.deep && (this.wide || !gs.wanted.others(this.want).length);
    }

    /* Fetch what phrases need of a segment, if it can be afforded; the first always can. */
    async fetch(segment, phrases) {
      const kinds = this.deep ? ["t", "x"] : ["t"];
      const price = kinds.reduce((sum, kind) => sum + segment.price(kind, phrases), 0);
      if (this.fetched && price && this.spent + price > ALLOWANCE) return false;
      this.fetched = true;
      this.spent += price;
      await Promise.all(kinds.map((kind) => segment.prepare(kind, phrases)));
      return true;
    }

    /* Look through one more segment for so many; false after the last, or where that costs too
       much for now. */
    async look(count) {
      await start();
      if (this.next === null) this.next = Math.ceil(head.count / head.segment) - 1;
      if (this.next < 0) {
        if (this.last) return false;
        /* Too little yet: once more from the newest on. */
        this.wide = this.deep;
        this.deep = true;
        this.next = null;
        return this.look(count);
      }
      const segment = await open(this.next, this);
      const found = segment.tables ? await candidates(segment, this, count) : await this.read(segment);
      if (!found) return false;
      this.next -= 1;
      const fresh = found.filter((hit) => this.first(hit));
      this.all.push(...fresh);
      if (this.sieve && fresh.length) {
        await segment.columns(head);
        this.queue.push(...fresh.filter((hit) => this.sieve(segment.kept, hit.at)));
      } else this.queue.push(...fresh);
      return true;
    }

    /* A small segment as a whole. */
    async read(segment) {
      const hits = Array.from({ length: segment.size }, (_, i) => (
        { segment: segment, at: segment.size - 1 - i }));
      const held = await verify(hits, this.want);
      return held.filter((hit) => !this.place || gs.place.within(hit.unit, this.place)
        || (this.named && gs.wanted.said([hit.title, hit.text], this.want) & 1))
        .sort((a, b) => b.worth - a.worth);
    }

    first(hit) {
      const key = hit.segment.number * head.segment + hit.at;
      if (this.seen.has(key)) return false;
      this.seen.add(key);
      return true;
    }

    /* So many more documents, where there are and the allowance lasts. */
    async more(count) {
      const out = [];
      this.spent = 0;
      this.fetched = false;
      while (this.asks && out.length < count && this.spent < ALLOWANCE) {
        const missing = count - out.length;
        while (this.queue.length < missing && this.spent < ALLOWANCE && await this.look(missing));
        const left = Math.ceil((ALLOWANCE - this.spent) / READING);
        const take = this.queue.splice(0, Math.min(missing, Math.max(FEWEST, left)));
        if (!take.length) break;
        this.spent += READING * take.length;
        out.push(...await verify(take, this.want));
      }
      return out;
    }

    /* How many may answer, as far as is known; exact once all are found and read. */
    get found() {
      return this.all.filter((hit) => hit.worth).length;
    }

    get exact() {
      return this.done && this.all.every((hit) => hit.sure);
    }

    /* All candidates with what filters count by. */
    async counted() {
      const used = Array.from(new Set(this.all.map((hit) => hit.segment)));
      await Promise.all(used.map((segment) => segment.columns(head)));
      return this.all.filter((hit) => hit.worth);
    }

    /* Whether counting is cheap: no great columns to fetch. */
    get light() {
      return Boolean(head) && head.count <= CHEAP;
    }
  }

  gs.documents = { Finder: Finder };
})(self);
