/* The published documents under the items: they come after, ten at a time. Text stays text. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const PAGE = 10;
  /* Characters of a text shown before and after what was found in it. */
  const BEFORE = 24;
  const AFTER = 60;
  /* Who waits longer, in milliseconds, is told what for. */
  const LONG = 800;

  /* What to point out: the question's concepts, and the question itself. */
  function wordsOf(understood) {
    const words = gs.marks(understood);
    return understood.literal ? words : words.concat(understood.core, understood.question);
  }

  /* The piece of a text the words stand in; null where they do not. */
  function snippet(text, words) {
    const wanted = words.map(gs.text.squash).filter((word) => word.length > 0);
    for (const line of text.split("\n")) {
      const squashed = gs.text.squashed(line);
      const word = wanted.find((one) => squashed.text.indexOf(one) >= 0);
      if (!word) continue;
      const at = squashed.from[squashed.text.indexOf(word)];
      const from = Math.max(0, at - BEFORE);
      const to = Math.min(line.length, at + AFTER);
      return (from ? "……" : "") + line.slice(from, to) + (to < line.length ? "……" : "");
    }
    return null;
  }

  function row(hit, words) {
    const make = gs.view.element;
    const url = "records/" + encodeURIComponent(hit.id.slice(0, 4)) + "/"
      + encodeURIComponent(hit.id) + ".html";
    const who = hit.unit.name + (hit.department ? hit.department[0] : "");
    const found = hit.text ? snippet(hit.text, words) : null;
    const made = make("li", "search-record",
      make("p", "search-record__title", gs.view.link(url, "", gs.marked(hit.title, words, "mark"))),
      found ? make("p", "search-record__text", gs.marked(found, words, "mark")) : "",
      make("p", "search-record__meta", gs.marked(
        [hit.date, who, hit.number].filter(Boolean).join("·"), words, "mark")));
    made.dataset.record = hit.id;
    return made;
  }

  /* A group that fills itself. after(shown, finder) is called after each answer, unless stale
     says that something else has been asked since. */
  function group(understood, finder, stale, after) {
    const make = gs.view.element;
    const words = wordsOf(understood);
    const list = make("ul", "search-records");
    const note = make("p", "search-records__note");
    const older = gs.view.button("button button--quiet", "更早的文件", () => more());
    const made = gs.view.section("已公开的文件", list);
    let shown = 0;
    note.setAttribute("role", "status");
    made.hidden = older.hidden = true;
    made.append(note, older);

    async function more() {
      older.disabled = true;
      let hits = [];
      let failed = false;
      const waiting = setTimeout(() => {
        note.textContent = "正在查找公开的文件……";
        made.hidden = false;
      }, LONG);
      try {
        hits = await finder.more(PAGE);
      } catch (error) {
        failed = true;
      }
      clearTimeout(waiting);
      if (stale()) return;
      const later = shown > 0;
      const rows = hits.map((hit) => row(hit, words));
      list.append(...rows);
      shown += rows.length;
      /* The keyboard goes on where the new documents begin. */
      if (later && rows.length) rows[0].querySelector("a").focus();
      older.disabled = false;
      older.hidden = !failed && finder.done;
      made.hidden = !shown && older.hidden;
      note.textContent = said(rows.length, failed);
      after(shown, failed);
    }

    function said(added, failed) {
      if (failed) return "公开的文件没有全部载入，请再试一次。";
      if (shown && finder.done) return "共 " + shown + " 份文件。";
      if (!added && !finder.done) return "较新的文件里没有，更早的还没有找完。";
      return shown ? "先列出 " + shown + " 份文件。" : "";
    }

    more();
    return made;
  }

  gs.records = { group: group };
})(self);
