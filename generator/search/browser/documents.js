/* Published documents that answer a question: newest segments first, until there are enough. */
(function (root) {
  "use strict";
  const gs = root.gongkaiSearch;
  /* What a document is worth: one more where it holds the question itself, not only its sense. */
  const IN_TITLE = 3;
  const IN_TEXT = 1;
  const CONCEPTS = 6; /* with the question, whole and without its place, as many as a byte has bits */
  const ALTERNATIVES = 3;
  /* So many documents are read for one answer; what is left is for the next. */
  const PATIENCE = 256;
  const BATCH = 16;
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

  async function open(number) {
    if (!segments.has(number)) {
      const size = Math.min(head.segment, head.count - number * head.segment);
      const [tables] = size > head.small ? await gs.shards.load([String(number)]) : [null];
      segments.set(number, new gs.postings.Segment(number, size, tables));
    }
    return segments.get(number);
  }

  /* What must be found: the question in one of its forms, or every concept in one of its words. */
  function wanted(understood) {
    const phraseOf = gs.postings.phraseOf;
    if (understood.literal) {
      const letters = understood.literal.filter(Boolean);
      return { forms: [], letters: letters,
        concepts: letters.slice(0, CONCEPTS).map((text) => [phraseOf(text)]) };
    }
    const known = understood.concepts.filter((concept) => concept.alternatives.length);
    const whole = known.length === understood.concepts.length;
    const concepts = whole ? known.slice(0, CONCEPTS).map((concept) => concept.alternatives
      .slice().sort((a, b) => b.weight - a.weight).slice(0, ALTERNATIVES)
      .map((one) => phraseOf(one.text)).filter((text) => text.length > 1)) : [];
    const forms = [phraseOf(understood.question), phraseOf(understood.core)];
    return { forms: forms.map((text, i) => (text.length > 1 && forms.indexOf(text) === i ? text : "")),
      concepts: concepts.filter((texts) => texts.length) };
  }

  /* Marks of one kind, "t" titles or "x" texts: bits 0 and 1 the question, then one a concept. */
  async function marked(segment, want, kind) {
    await segment.prepare(kind, want.concepts.flat().concat(want.forms).filter(Boolean));
    const marks = new Uint8Array(segment.size);
    want.forms.forEach((text, i) => text && segment.mark(kind, text, marks, 1 << i));
    want.concepts.forEach((texts, i) => texts.forEach((text) =>
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

  /* A document's worth by its marks in titles, and in titles and texts. */
  function worth(title, any, all) {
    if (title & 3) return IN_TITLE + 1;
    if (all && (title & all) === all) return IN_TITLE;
    if (any & 3) return IN_TEXT + 1;
    return all && (any & all) === all ? IN_TEXT : 0;
  }

  function everything(want) {
    return ((1 << want.concepts.length) - 1) * 4;
  }

  /* The documents of a segment that may answer, best first, the newest of equals first. */
  async function candidates(segment, finder) {
    const want = finder.want;
    const [titles, texts, here] = await Promise.all([marked(segment, want, "t"),
      finder.deep ? marked(segment, want, "x") : null, inside(segment, finder.place)]);
    const all = everything(want);
    const found = [];
    for (let at = segment.size - 1; at >= 0; at -= 1) {
      const any = titles[at] | (texts ? texts[at] : 0);
      /* A title asked for word for word is meant, wherever its place belongs. */
      if (here && !here[at] && !(finder.named && any & 1)) continue;
      const value = worth(titles[at], any, all);
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

  /* What a document really says of what is wanted, as marks. */
  function said(fields, want) {
    const seen = fields.map(gs.postings.phraseOf);
    const holds = (text) => seen.some((field) => field.indexOf(text) >= 0);
    let marks = 0;
    want.forms.forEach((text, i) => { if (text && holds(text)) marks |= 1 << i; });
    want.concepts.forEach((texts, i) => { if (texts.some(holds)) marks |= 4 << i; });
    return marks;
  }

  function judge(hit, want) {
    const own = [hit.title, hit.number, hit.index];
    const lines = hit.text ? hit.text.split("\n") : [];
    if (want.letters) {
      const hold = (fields) => want.letters.every((text) =>
        fields.some((field) => field.indexOf(text) >= 0));
      return hold(own) ? IN_TITLE : hold(own.concat(lines)) ? IN_TEXT : 0;
    }
    const title = said(own, want);
    return worth(title, lines.length ? title | said(lines, want) : title, everything(want));
  }

  /* Those that hold what their pairs promised: by their titles, else by their texts. */
  async function verify(hits, want) {
    await addRows(hits);
    const doubted = hits.filter((hit) => !judge(hit, want) && hit.block);
    await addTexts(doubted);
    return hits.filter((hit) => {
      hit.worth = judge(hit, want);
      hit.sure = true;
      return hit.worth;
    });
  }

  /* One question to the documents. more() looks on, from the newest segment to the oldest. */
  class Finder {
    constructor(understood, sieve) {
      const place = understood.place;
      this.want = wanted(understood);
      this.place = place && place.parent >= 0 ? place : null;
      this.named = Boolean(understood.named) && place === understood.named.unit;
      this.sieve = sieve;
      this.queue = [];
      this.all = []; /* every candidate so far, whatever the sieve */
      this.next = null; /* the segment to look through next, -1 after the oldest */
      this.deep = false;
      this.seen = new Set();
    }

    get asks() {
      return this.want.forms.some(Boolean) || this.want.concepts.length > 0;
    }

    get done() {
      return !this.asks || (this.deep && this.next === -1 && !this.queue.length);
    }

    /* Look through one more segment; false after the last. */
    async look() {
      await start();
      if (this.next === null) this.next = Math.ceil(head.count / head.segment) - 1;
      if (this.next < 0) {
        if (this.deep) return false;
        /* Titles gave too little: once more from the newest on, in the texts too. */
        this.deep = true;
        this.next = null;
        return this.look();
      }
      const segment = await open(this.next);
      const found = segment.tables ? await candidates(segment, this) : await this.read(segment);
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
        || (this.named && said([hit.title, hit.text], this.want) & 1))
        .sort((a, b) => b.worth - a.worth);
    }

    first(hit) {
      const key = hit.segment.number * head.segment + hit.at;
      if (this.seen.has(key)) return false;
      this.seen.add(key);
      return true;
    }

    /* So many more documents, where there are and patience lasts. */
    async more(count) {
      const out = [];
      let read = 0;
      while (this.asks && out.length < count && read < PATIENCE) {
        while (this.queue.length < count - out.length && await this.look());
        /* Where pairs promised too much, more at a time. */
        const take = this.queue.splice(0, read ? BATCH : count);
        if (!take.length) break;
        read += take.length;
        out.push(...await verify(take, this.want));
      }
      this.queue.unshift(...out.splice(count));
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
