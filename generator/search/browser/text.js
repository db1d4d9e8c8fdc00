/* Text as the search compares it: one folding rule, kept character by character. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const QUOTES = new Set(" \t\n\r\u3000“”‘’\"'《》〈〉「」()[]〔〕【】{}");
  const WORD = /[\u4e00-\u9fff\u3007a-z0-9]/;
  let memo = new Map();
  let simple = null;
  /* Characters that are compared as they are: with no table of forms yet, all Chinese ones. */
  const OTHERS = /[^\u4e00-\u9fff]+/g;
  const tables = [];

  function simpleForms() {
    const forms = new Map();
    for (const pair of tables) {
      for (let i = 0; i < pair[0].length; i += 1) forms.set(pair[0][i], pair[1][i]);
    }
    return forms;
  }

  /* More traditional characters have come: a string of them, and one of their simplified forms. */
  function learn(pair) {
    if (!pair[0]) return;
    tables.push(pair);
    memo = new Map();
    simple = null;
  }

  function foldChar(char) {
    let folded = memo.get(char);
    if (folded === undefined) {
      const wide = char.normalize("NFKC").toLowerCase();
      folded = wide.length === 1 ? wide : char;
      simple = simple || simpleForms();
      folded = simple.get(folded) || folded;
      memo.set(char, folded);
    }
    return folded;
  }

  /* Full width, case and traditional forms gone; the length stays, so positions do. */
  function fold(text) {
    let out = "";
    for (let i = 0; i < text.length; i += 1) out += foldChar(text[i]);
    return out;
  }

  /* fold, without brackets, quotation marks and spaces: what is compared. */
  function squash(text) {
    return tables.length ? squashAll(text) : text.replace(OTHERS, squashAll);
  }

  function squashAll(text) {
    let out = "";
    for (let i = 0; i < text.length; i += 1) {
      const char = foldChar(text[i]);
      if (!QUOTES.has(char)) out += char;
    }
    return out;
  }

  /* The same, and where each character came from. */
  function squashed(text) {
    const folded = fold(text);
    const from = [];
    let out = "";
    for (let i = 0; i < folded.length; i += 1) {
      if (QUOTES.has(folded[i])) continue;
      out += folded[i];
      from.push(i);
    }
    return { text: out, from: from };
  }

  /* What lunr indexes: pairs of neighbouring characters, and Latin or digit runs whole. */
  function tokens(text) {
    const out = [];
    const runs = squash(text).match(/[a-z0-9.]+|[\u4e00-\u9fff\u3007]+/g) || [];
    for (const run of runs) {
      if (/[a-z0-9]/.test(run[0])) out.push(run);
      else for (let i = 0; i + 1 < run.length; i += 1) out.push(run.slice(i, i + 2));
    }
    return out;
  }

  function isWordChar(char) {
    return WORD.test(char);
  }

  function isHan(char) {
    return char >= "\u4e00" && char <= "\u9fff";
  }

  gs.text = { fold: fold, squash: squash, squashed: squashed, tokens: tokens,
    isWordChar: isWordChar, isHan: isHan, learn: learn };
})(self);
