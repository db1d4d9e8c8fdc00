/* What to offer while a question is being typed: matters first, then ways to say more. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
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
      marks: gs.marks(understood), lacks: result.lacks };
  }

  gs.complete = complete;
})(self);
