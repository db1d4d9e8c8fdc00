/* What to offer while a question is being typed: matters first, then ways to say more. */
(function (root) {
  "use strict";
  const gs = root.gongkaiSearch;
  const MATTERS = 5;
  const MOST = 8;

  /* Return at most eight rows {group, text, note, query or item} and a line that explains. */
  function complete(typed, unit) {
    const rows = [];
    const result = gs.search(typed, unit);
    const understood = result.understood;
    for (const hit of result.hits.slice(0, MATTERS)) {
      rows.push({ group: "事项", text: hit.item.title, note: gs.data.areas[hit.item.area][2],
        item: hit.item, unit: hit.unit, placed: Boolean(understood.place && understood.place.parent >= 0) });
    }
    const folded = gs.text.fold(typed.trim());
    for (const question of gs.corpus.load().questions) {
      if (rows.length >= MOST - 1) break;
      if (folded && gs.text.fold(question).indexOf(folded) >= 0 && question !== typed) {
        rows.push({ group: "您可能想说", text: question, note: "", query: question });
      }
    }
    if (rows.length && !understood.place && !understood.literal) {
      for (const unit of gs.corpus.load().units) {
        if (unit.parent !== 0 || rows.length >= MOST) continue;
        rows.push({ group: "您可能想说", text: unit.name + " " + typed.trim(),
          note: "限定" + unit.name, query: unit.name + " " + typed.trim() });
        break;
      }
    }
    const said = understood.meaning[0];
    return { rows: rows, line: said ? said.from + " = " + said.to : "",
      marks: marks(understood), lacks: result.lacks };
  }

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

  gs.complete = complete;
  gs.marks = marks;
  gs.marked = marked;
  gs.itemUrl = itemUrl;
})(self);
