/* What became of everything in some months, each thing once: its first state and its last. Items that went on as
   others are told by the rules of gongkai diff (generator/audit/diff/lineage.py), so that both say the same of any two
   versions. No page is touched here: compare.js shows what this finds. */
(function () {
  "use strict";
  var ABSENT = 0;
  var OPEN = 1;
  var STOPPED = 2;
  var ITEM = "事项";
  var CAME = ["新增", "重新列入"];
  var WENT = ["消失", "删除"];
  var HALT = "停止公开";
  var RESUME = "恢复公开";
  var STONE = ["状态", "日期", "理由", "依据"];
  var STATE = ["公开情况", "", "已停止公开", "登记信息", ""];

  function begun(kind, key, was) {
    return {
      kind: kind, key: key, title: "", place: "", path: "", was: was, now: was, former: [], bases: [],
      events: [], means: [], fields: new Map(),
      roots: new Map(), /* the older version's items that it goes on from → by its own word alone */
      past: new Map(), /* those it went on from when it went */
      passed: false, /* another went on from it when it went */
      gave: false, /* another says that it comes from it */
      words: new Set(), /* of whom it says now and didn't at first, or the other way round, that it comes from them */
    };
  }
  function alter(fields, field) {
    var seen = fields.get(field[0]);
    if (!seen) fields.set(field[0], field.slice());
    else {
      seen[2] = field[2];
      /* Judged step by step; what went both ways isn't judged again here. */
      seen[4] = "";
      if (seen[3] !== field[3]) {
        seen[3] = "不可判";
        seen[4] = "几次改动的判断不同，见各月";
      }
    }
  }
  /* The roots of an item before a commit; of one that nothing was told of yet, itself. */
  function rooted(found, key) {
    var seen = found.get(ITEM + " " + key);
    if (!seen) return new Map([[key, true]]);
    return seen.roots;
  }
  /* What a thing takes over from those it goes on from, as they were before its commit. */
  function taken(found, thing) {
    var roots = new Map();
    var words = thing[7] || [];
    var first = null;
    (thing[6] || []).forEach(function (link) {
      var own = link[0] === thing[0];
      rooted(found, link[0]).forEach(function (direct, root) {
        if (own) roots.set(root, direct);
        else roots.set(root, roots.get(root) || (root === link[0] && words.indexOf(root) < 0));
      });
      if (own) first = false; /* it goes on as itself */
      if (first === null) first = found.get(ITEM + " " + link[0]);
    });
    words.forEach(function (key) {
      var seen = found.get(ITEM + " " + key);
      if (seen && seen.now !== OPEN) {
        seen.past.forEach(function (direct, root) { roots.set(root, roots.get(root) || false); });
      }
    });
    return { roots: roots, past: first && {
      events: first.events.slice(), means: first.means.slice(), bases: first.bases.slice(),
      fields: new Map(Array.from(first.fields, function (pair) { return [pair[0], pair[1].slice()]; })),
    } };
  }
  function ended(seen, now) {
    if (seen.roots.size) seen.past = seen.roots;
    seen.roots = new Map();
    seen.now = now;
  }
  /* An item's roots after a step; who is back by nobody's word is who it was, unless another went on from it. */
  function stepped(found, seen, thing, from) {
    var linked = thing[6] || [];
    var back = seen.now !== OPEN && !seen.passed;
    if (thing[5] !== OPEN) {
      if (linked.length) seen.roots = from.roots;
      ended(seen, thing[5]);
    } else {
      if (linked.length) seen.roots = from.roots;
      else if (thing[4] !== OPEN) {
        seen.roots = back ? new Map(seen.past) : new Map();
        from.roots.forEach(function (direct, root) { seen.roots.set(root, direct); });
      }
      if (seen.now !== OPEN || linked.some(function (link) { return link[0] !== seen.key; })) seen.gave = false;
      seen.now = OPEN;
      seen.passed = false;
    }
    (thing[7] || []).forEach(function (key) {
      if (!seen.words.delete(key)) seen.words.add(key);
    });
  }
  function leave(found, thing) {
    (thing[6] || []).forEach(function (link) {
      if (link[0] === thing[0]) return;
      var name = ITEM + " " + link[0];
      var seen = found.get(name);
      if (seen) seen.gave = true;
      if (link[1] === OPEN) return;
      if (!seen) {
        seen = begun(ITEM, link[0], OPEN);
        seen.roots.set(link[0], true);
        found.set(name, seen);
      }
      ended(seen, link[1]);
      seen.passed = seen.gave = true;
    });
    (thing[7] || []).forEach(function (key) {
      var seen = found.get(ITEM + " " + key);
      if (!seen) return;
      seen.gave = true;
      if (seen.now !== OPEN) seen.passed = true;
    });
  }
  /* One commit: first what everything takes over from the state before it, then the steps. */
  function apply(found, groups) {
    var steps = [];
    groups.forEach(function (told) {
      told[7].forEach(function (thing) { steps.push([told, thing, taken(found, thing)]); });
    });
    steps.forEach(function (step) {
      var told = step[0];
      var thing = step[1];
      var name = told[1] + " " + thing[0];
      var seen = found.get(name);
      var fresh = !seen;
      if (fresh) {
        seen = begun(told[1], thing[0], thing[4]);
        if (thing[4] === OPEN) seen.roots.set(thing[0], true);
        found.set(name, seen);
      }
      if (step[2].past && (fresh || seen.now !== OPEN)) Object.assign(seen, step[2].past);
      seen.title = thing[1];
      seen.place = thing[2];
      seen.path = thing[3];
      var silent = seen.passed && seen.now === STOPPED && told[3] === RESUME; /* its stop was another's news */
      if (told[1] === ITEM) stepped(found, seen, thing, step[2]);
      seen.events.push(told[3]);
      seen.means.push(told[4]);
      if (told[5] && seen.bases.indexOf(told[5]) < 0) seen.bases.push(told[5]);
      told[6].forEach(function (field) {
        if (!silent || STONE.indexOf(field[0]) < 0) alter(seen.fields, field);
      });
    });
    steps.forEach(function (step) { leave(found, step[1]); });
  }

  /* Which of the older version's open items go on as which of the newer one's. */
  function lineage(found) {
    var sources = new Map();
    var targets = new Map();
    var items = Array.from(found.values()).filter(function (seen) { return seen.kind === ITEM; });
    function stood(key) { var seen = found.get(ITEM + " " + key); return seen ? seen.was === OPEN : true; }
    function stands(key) { var seen = found.get(ITEM + " " + key); return seen ? seen.now === OPEN : true; }
    function put(map, key, other, direct) {
      if (!map.has(key)) map.set(key, new Map());
      map.get(key).set(other, map.get(key).get(other) || direct);
    }
    function link(from, to, direct) {
      if (from !== to && stands(from) && stood(to)) return;
      put(sources, to, from, direct);
      put(targets, from, to, direct);
      if (stands(from)) put(targets, from, from, true);
      if (stood(to)) put(sources, to, to, true);
    }
    function known(key) { return found.has(ITEM + " " + key); }
    items.forEach(function (seen) {
      if (seen.now === OPEN && seen.was === OPEN) link(seen.key, seen.key, true);
      if (seen.now === OPEN) seen.roots.forEach(function (direct, root) { link(root, seen.key, direct); });
      if (seen.now === ABSENT) return; /* its words went with it */
      seen.words.forEach(function (other) {
        if (!known(other)) return; /* neither came nor went */
        if (stood(other) && seen.now === OPEN) link(other, seen.key, true);
        if (seen.was === OPEN && stands(other)) link(seen.key, other, true);
      });
    });
    /* A part that went without a word: then the whole has vanished, as far as no item says it goes on from it. */
    items.forEach(function (seen) {
      if (seen.was !== OPEN || seen.now !== ABSENT || !targets.has(seen.key)) return;
      var told = Array.from(targets.get(seen.key).values()).some(Boolean);
      var lost = items.some(function (part) {
        return part.now === ABSENT && !part.gave && (part === seen || part.past.has(seen.key));
      });
      if (told || !lost) return;
      targets.get(seen.key).forEach(function (direct, to) { sources.get(to).delete(seen.key); });
      targets.delete(seen.key);
    });
    return { items: items, sources: sources, targets: targets };
  }
  /* Where an old number is that went on and was stopped under a later one: the first tombstone; "" without one. */
  function stone(all, seen) {
    var parts = all.items.filter(function (part) { return part !== seen && part.past.has(seen.key) && !part.gave; });
    var left = parts.filter(function (part) { return part.now === STOPPED; });
    left.sort(function (one, other) { return one.key < other.key ? -1 : 1; });
    return left.length && left.length === parts.length ? left[0] : null;
  }
  function unit(key) { return key.split("/")[0]; }
  /* The word for what became of an open item; the older numbers are left on it. */
  function going(all, seen) {
    var from = Array.from((all.sources.get(seen.key) || new Map()).keys());
    from.sort(function (one, other) { return (other === seen.key) - (one === seen.key) || (one < other ? -1 : 1); });
    if (!from.length) return seen.was === STOPPED ? RESUME : "新增";
    seen.former = from.length === 1 && from[0] === seen.key ? [] : from;
    if (from.length > 1) return "合并";
    own(seen);
    if (all.targets.get(from[0]).size > 1) return "拆分";
    if (from[0] !== seen.key) return unit(from[0]) === unit(seen.key) ? "改编号" : "移动";
    return altered(seen);
  }
  /* What others said that came and went in between, or were the older version's not, is no change of this one. */
  function own(seen) {
    seen.fields.forEach(function (field, name) { if (/^[0-9]{2,3}-\w+ /.test(name)) seen.fields.delete(name); });
    if (seen.was === OPEN && seen.words.size && !seen.fields.has("移自") && !seen.fields.has("合并自")) {
      seen.fields.set("移自", ["移自", "", Array.from(seen.words).join("；"), "登记信息", ""]);
    }
  }
  function altered(seen) {
    if (!seen.fields.size) return "";
    return seen.fields.has("责任主体") ? "移动" : "修改";
  }
  /* An old number that is gone and of which nothing goes on: what is left of it is told once. */
  function goneForGood(all, root) {
    return root.was === OPEN && root.now === ABSENT && !all.targets.has(root.key);
  }
  function gone(all, seen, stones) {
    if (stones.has(seen)) {
      seen.former = (seen.was === OPEN && !all.targets.has(seen.key) ? [seen.key] : []).concat(stones.get(seen));
      return HALT;
    }
    if (seen.was === OPEN) {
      if (all.targets.has(seen.key)) return "";
      if (seen.now === STOPPED) return HALT;
      return stone(all, seen) ? "" : "消失";
    }
    if (seen.now === ABSENT) return seen.was === STOPPED ? "消失" : "";
    if (seen.was === STOPPED) return altered(seen);
    if (!seen.gave && all.items.some(function (root) { return goneForGood(all, root) && seen.past.has(root.key); })) return "";
    seen.fields = new Map([[STATE[0], STATE]]);
    return "修改";
  }
  /* What became of any other thing in all; "" when it is as it was. */
  function result(seen) {
    var first = seen.events[0];
    var last = seen.events[seen.events.length - 1];
    var went = WENT.indexOf(last) >= 0;
    if (CAME.indexOf(first) >= 0) return went ? "" : "新增";
    if (went) return last;
    if (seen.events.length === 1) return first;
    var halts = seen.events.filter(function (event) { return event === HALT || event === RESUME; });
    return seen.fields.size && halts.length % 2 ? halts[halts.length - 1] : altered(seen);
  }

  /* Both sums from what changed in between: how many of the older version's items went, how many more there are. */
  function sums(all, stones) {
    var found = { halted: 0, vanished: 0, gained: 0, split: 0, merged: 0 };
    var under = new Set();
    stones.forEach(function (keys) { keys.forEach(function (key) { under.add(key); }); });
    all.items.forEach(function (seen) {
      var halted = seen.now === STOPPED || under.has(seen.key);
      if (seen.was === OPEN && !all.targets.has(seen.key)) found[halted ? "halted" : "vanished"] += 1;
      if (seen.now === OPEN && !(all.sources.get(seen.key) || new Map()).size) found.gained += 1;
    });
    all.targets.forEach(function (to) { found.split += to.size - 1; });
    all.sources.forEach(function (from) { found.merged += Math.max(0, from.size - 1); });
    return found;
  }

  /* Returns the things that changed, each with its event, and both sums; ``every`` counts also what is as it was. */
  window.gongkaiCompared = function (months) {
    var found = new Map();
    months.forEach(function (month) {
      var commits = new Map();
      month.forEach(function (told) { commits.set(told[8], (commits.get(told[8]) || []).concat([told])); });
      commits.forEach(function (groups) { apply(found, groups); });
    });
    var all = lineage(found);
    var stones = new Map();
    all.items.forEach(function (seen) {
      var left = goneForGood(all, seen) ? stone(all, seen) : null;
      if (left) stones.set(left, (stones.get(left) || []).concat([seen.key]));
    });
    var things = Array.from(found.values());
    things.forEach(function (seen) {
      seen.fields.forEach(function (field, name) { if (field[1] === field[2]) seen.fields.delete(name); });
      if (seen.kind !== ITEM) seen.event = result(seen);
      else seen.event = seen.now === OPEN ? going(all, seen) : gone(all, seen, stones);
    });
    return {
      things: things.filter(function (seen) { return seen.event; }),
      same: things.filter(function (seen) { return !seen.event && !seen.passed; }).length,
      sums: sums(all, stones),
    };
  };
})();
