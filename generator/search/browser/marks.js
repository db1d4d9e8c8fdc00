/* What an answer shows of an item: its words with those asked for marked, and its address. */
(function (root, document) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});

  /* The words to point out in a text. */
  function marks(understood) {
    if (understood.literal) return understood.literal;
    const found = [];
    for (const concept of understood.concepts) {
      for (const alternative of concept.alternatives) found.push(alternative.text);
    }
    return found;
  }

  /* A text with the words in it marked, as nodes: nothing of it is ever read as markup. */
  function marked(text, words, tag) {
    const squashed = gs.text.squashed(text);
    const hit = new Uint8Array(text.length);
    for (const word of words.map(gs.text.squash)) {
      if (!word) continue;
      for (let at = squashed.text.indexOf(word); at >= 0; at = squashed.text.indexOf(word, at + 1)) {
        hit.fill(1, squashed.from[at], squashed.from[at + word.length - 1] + 1);
      }
    }
    const made = document.createDocumentFragment();
    for (let at = 0; at < text.length;) {
      let end = at;
      while (end < text.length && hit[end] === hit[at]) end += 1;
      const node = hit[at] ? document.createElement(tag) : document.createTextNode("");
      node.textContent = text.slice(at, end);
      made.append(node);
      at = end;
    }
    return made;
  }

  /* An item's page: at a place that has it, else across all units. Relative to the site's root. */
  function itemUrl(item, unit) {
    const area = gs.corpus.load().areas[item.area][0];
    const own = item.unit >= 0 ? gs.corpus.load().units[item.unit] : unit;
    const folder = own && gs.corpus.has(item, own) ? own.path : "areas";
    return encodeURI(folder + "/" + area + "/" + item.code + "/index.html");
  }

  gs.marks = marks;
  gs.marked = marked;
  gs.itemUrl = itemUrl;
})(self, document);
