/* What comes near where nothing answers: lunr's own ranking of all titles, built when first asked. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const MOST = 3;
  const TERMS = 4;
  let index = null;

  function build(items) {
    const lunr = root.lunr;
    /* Not lunr(): its parts for English words stay at home, neither pipeline has any. */
    const builder = new lunr.Builder();
    builder.tokenizer = (text) => gs.text.tokens(text).map((token) => new lunr.Token(token, {}));
    builder.ref("n");
    builder.field("title");
    items.forEach((item, number) => {
      const named = item.areaNames.concat([item.level1, item.level2]).join(" ");
      builder.add({ n: String(number), title: named });
    });
    return builder.build();
  }

  /* The question's pairs that are words: what only meets inside others leads nowhere. */
  function telling(text) {
    return gs.text.tokens(text).filter((token) => gs.corpus.atEdge(token)
      && !gs.words.isGeneric(token) && !gs.words.stops().has(token));
  }

  /* The items whose titles come nearest, and the catalog's words for what was asked; may reject. */
  async function find(understood) {
    const corpus = gs.corpus.load();
    await gs.load("lunr.js", () => root.lunr);
    index = index || build(corpus.items);
    const tokens = telling(understood.literal ? understood.literal.join(" ") : understood.core);
    const found = tokens.length ? index.query((query) => {
      tokens.forEach((token) => query.term(token, { usePipeline: false }));
    }) : [];
    const items = found.map((hit) => corpus.items[Number(hit.ref)]).filter((item) => item.unit < 0);
    const terms = Array.from(corpus.terms.keys()).filter((term) =>
      tokens.some((token) => term.indexOf(token) >= 0));
    return { items: items.slice(0, MOST), terms: terms.slice(0, TERMS) };
  }

  gs.nearest = { find: find, build: build };
})(self);
