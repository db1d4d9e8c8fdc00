/* Published documents that answer a question: newest segments first, until there are enough. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* What one answer may fetch, in KB; what is left is for the next. A document looked at costs so
     much, with the others in its files, its row alone so much, and so much what a segment's files
     are found by. Texts cost what their rows tell. */
  const ALLOWANCE = 44;
  const READING = 2.5;
  const ROW = 0.5;
  const TABLES = 2;
  const FEWEST = 3; /* documents are looked at in any case, where some may answer, */
  const SPARE = 8; /* for whose texts so many KB more may be fetched */
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
    const [here, fetched] = await Promise.all([inside(segment, finder.place),
      finder.fetch(segment, gs.wanted.own(finder.want))]);
    if (!fetched) return null;
    const found = sift(segment, finder, here, false);
    if (!finder.wide && found.length >= count) return found;
    if (!await finder.fetch(segment, gs.wanted.others(finder.want))) return finder.wide ? null : found;
    return sift(segment, finder, here, true);
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

  /* One question to the documents. more() looks on, from the newest segment to the oldest. */
  class Finder {
    constructor(understood, sieve) {
      const place = understood.place;
      this.understood = understood;
      this.want = null; /* read when the documents' forms of characters are known */
      this.place = place && place.parent >= 0 ? place : null;
      this.named = Boolean(understood.named) && place === understood.named.unit;
      this.sieve = sieve;
      this.queue = [];
      this.ready = []; /* found and read, not handed out: kept where the next file can't be had */
      this.all = []; /* every candidate so far, whatever the sieve */
      this.next = null; /* the segment to look through next, -1 after the oldest */
      this.deep = false; /* texts too, not only titles */
      this.wide = false; /* all words, whatever the question's own have given */
      this.spent = 0;
      this.seen = new Set();
    }

    get asks() {
      return !this.want || this.want.forms.some(Boolean) || this.want.concepts.length > 0;
    }

    get done() {
      return !this.asks || (this.last && this.next === -1 && !this.queue.length
        && !this.ready.length);
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
      if (this.sieve && found.length) await segment.columns(head);
      /* Nothing is waited for from here on: what fails before is looked through again. */
      this.next -= 1;
      const fresh = found.filter((hit) => this.first(hit));
      this.all.push(...fresh);
      this.queue.push(...fresh.filter((hit) => !this.sieve || this.sieve(segment.kept, hit.at)));
      return true;
    }

    /* A small segment as a whole. */
    async read(segment) {
      const hits = Array.from({ length: segment.size }, (_, i) => (
        { segment: segment, at: segment.size - 1 - i }));
      await gs.reading.verify(hits, this.want, head.block, (doubted) => doubted);
      return hits.filter((hit) => hit.worth).filter((hit) => !this.place || gs.place.within(hit.unit, this.place)
        || (this.named && gs.wanted.said([hit.title, hit.text], this.want) & 1))
        .sort((a, b) => b.worth - a.worth);
    }

    first(hit) {
      const key = hit.segment.number * head.segment + hit.at;
      if (this.seen.has(key)) return false;
      this.seen.add(key);
      return true;
    }

    /* So many more documents, where there are and the allowance lasts. After a failure nothing is
       lost: the next call goes on from there. */
    async more(count) {
      await start();
      this.want = this.want || gs.wanted.of(this.understood);
      this.spent = 0;
      this.fetched = this.opened = false;
      while (this.asks && this.ready.length < count && this.spent < ALLOWANCE) {
        const missing = count - this.ready.length;
        while (this.queue.length < missing && this.spent < ALLOWANCE && await this.look(missing));
        if (!this.queue.length || !await this.check(missing)) break;
      }
      return this.ready.splice(0, count);
    }

    /* Look at the first of the queue themselves; false where none could be decided for now. */
    async check(most) {
      const left = Math.ceil((ALLOWANCE - this.spent) / READING);
      const taken = this.queue.slice(0, Math.min(most, Math.max(FEWEST, left)));
      this.spent += ROW * taken.filter((hit) => !hit.id).length;
      await gs.reading.verify(taken, this.want, head.block, (doubted) => this.afford(doubted));
      this.queue.splice(0, taken.length, ...taken.filter((hit) => !hit.sure));
      this.ready.push(...taken.filter((hit) => hit.sure && hit.worth));
      return taken.some((hit) => hit.sure);
    }

    /* Those of the doubted whose texts may still be fetched; one in any case, so that it goes on. */
    afford(doubted) {
      return doubted.filter((hit) => {
        const price = gs.reading.price(hit);
        if (this.opened && this.spent + price > ALLOWANCE + SPARE) return false;
        this.opened = true;
        this.spent += price;
        return true;
      });
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
