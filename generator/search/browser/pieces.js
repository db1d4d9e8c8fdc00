/* A run of characters cut into words the catalog knows, and mended where it knows none. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const LONGEST = 20;

  /* Whether words begin and end where a piece does: 残疾人 is one, 人补贴 only part of 老年人补贴. */
  function bounded(piece) {
    return gs.corpus.atEdge(piece.slice(0, 2)) && gs.corpus.atEdge(piece.slice(-2));
  }

  /* How good a piece of a question a stretch is; undefined when it is none. */
  function worth(piece) {
    const corpus = gs.corpus.load();
    const square = piece.length * piece.length;
    if (corpus.shortTitles.has(piece) && piece.length > 2) return 1.3 * square;
    if (corpus.terms.has(piece)) return 1.25 * square;
    if (gs.words.stops().has(piece)) return piece.length === 1 ? 0.5 : 1.2 * square;
    if (piece.length === 1) return 0;
    if (piece[0] === "的") return undefined; /* 的纳税人 says no more than 纳税人 */
    const inner = bounded(piece) ? 1 : piece.length === 2 ? 0.4 : 0.7;
    if (corpus.titles.indexOf(piece) >= 0) return inner * square;
    if (corpus.elements.indexOf(piece) >= 0) return 0.9 * inner * square;
    if (corpus.cited.indexOf(piece) >= 0) return 0.6 * inner * square;
    return undefined;
  }

  /* The best way to cut a run into known pieces; single unknown characters stay single. */
  function cut(run) {
    const best = [{ value: 0, from: 0 }];
    for (let end = 1; end <= run.length; end += 1) {
      best[end] = { value: -Infinity, from: end - 1 };
      for (let start = Math.max(0, end - LONGEST); start < end; start += 1) {
        const value = worth(run.slice(start, end));
        if (value === undefined) continue;
        if (best[start].value + value > best[end].value) {
          best[end] = { value: best[start].value + value, from: start };
        }
      }
    }
    const pieces = [];
    for (let end = run.length; end > 0; end = best[end].from) pieces.unshift(best[end].from);
    return { value: best[run.length].value,
      pieces: pieces.map((start, i) => run.slice(start, pieces[i + 1])) };
  }

  function isWeak(piece) {
    const corpus = gs.corpus.load();
    if (corpus.terms.has(piece) || gs.words.stops().has(piece)) return false;
    return piece.length === 1 || (piece.length === 2 && !gs.corpus.atEdge(piece));
  }

  /* A run with typos: the widest stretch around a weak piece that sounds or looks like a word. */
  function mend(run) {
    const plain = cut(run);
    let at = 0;
    const suspects = [];
    for (const piece of plain.pieces) {
      if (isWeak(piece)) for (let i = 0; i < piece.length; i += 1) suspects.push(at + i);
      at += piece.length;
    }
    if (!suspects.length) return null;
    for (let size = Math.min(12, run.length); size >= 2; size -= 1) {
      for (let start = 0; start + size <= run.length; start += 1) {
        if (!suspects.some((spot) => spot >= start && spot < start + size)) continue;
        const stretch = run.slice(start, start + size);
        const word = gs.sound.repair(stretch);
        if (!word || word === stretch) continue;
        const mended = run.slice(0, start) + word + run.slice(start + size);
        const better = cut(mended);
        if (better.value >= plain.value + size * size / 2) {
          return { run: mended, from: stretch, to: word };
        }
      }
    }
    return null;
  }

  gs.pieces = { cut: cut, isWeak: isWeak, mend: mend };
})(self);
