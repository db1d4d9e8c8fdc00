/* What a question wants of a document, and whether one has it. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* What a document is worth: one more where it holds the question itself, not only its sense. */
  const IN_TITLE = 3;
  const IN_TEXT = 1;
  const CONCEPTS = 6; /* with the question, whole and without its place, as many as a byte has bits */
  const ALTERNATIVES = 3;

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

  /* The question's own words, and those that say it otherwise. */
  function own(want) {
    return want.forms.concat(want.concepts.map((texts) => texts[0])).filter(Boolean);
  }

  function others(want) {
    return want.concepts.flatMap((texts) => texts.slice(1));
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

  gs.wanted = { of: wanted, own: own, others: others, worth: worth, everything: everything, said: said,
    judge: judge };
})(self);
