/* Shards: scripts that hand in plain data by name. Each is loaded once, when something needs it. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUE = new Uint8Array(128);
  for (let i = 0; i < 64; i += 1) VALUE[ALPHABET.charCodeAt(i)] = i;
  const parts = new Map();

  gs.part = function (name, data) {
    parts.set(name, data);
  };

  /* The data of all names; rejects when one can't be had. */
  function load(names) {
    return Promise.all(names.map(async (name) => {
      if (!parts.has(name)) await gs.load("d/" + name + ".js", () => parts.has(name));
      return parts.get(name);
    }));
  }

  function has(name) {
    return parts.has(name);
  }

  /* Numbers from text: digits of five bits, those from 32 on say that more follow. */
  function numbers(text) {
    const out = [];
    let value = 0;
    for (let i = 0; i < text.length; i += 1) {
      const digit = VALUE[text.charCodeAt(i)];
      value = value * 32 + (digit & 31);
      if (digit < 32) {
        out.push(value);
        value = 0;
      }
    }
    return out;
  }

  /* Ascending numbers from their distances. */
  function ascending(text) {
    const out = numbers(text);
    for (let i = 1; i < out.length; i += 1) out[i] += out[i - 1];
    return out;
  }

  gs.shards = { load: load, has: has, numbers: numbers, ascending: ascending };
})(self);
