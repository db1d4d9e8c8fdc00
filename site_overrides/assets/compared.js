/* What became of everything in some months, each thing once: its first state (follow.js) and its last. Items that went
   on as others are told by the rules of gongkai diff (generator/audit/diff/lineage.py), so that both say the same of any
   two versions. No page is touched here: compare.js shows what this finds. */
(function () {
  "use strict";
  var ABSENT = 0;
  var OPEN = 1;
  var STOPPED = 2;
  var ITEM = "事项";
  var RECORD = "公开信息";
  var CONTENT = ["正文", "文号", "附件"]; /* another text of a document (generator/audit/diff/outcome.py) */
  var LINKS = ["链接", "附件链接"];
  var CAME = ["新增", "重新列入"];
  var WENT = ["消失", "删除"];
  var HALT = "停止公开";
  var RESUME = "恢复公开";
  var JUDGED = [ITEM, RECORD, "标准目录"]; /* what came or went of these means something as a whole */
  var MEANT = { "新增": "扩大", "恢复公开": "扩大", "停止公开": "收窄", "消失": "收窄" };
  var MEANINGS = ["收窄", "不可判", "扩大", "仅文字", "登记信息"]; /* the gravest first */
  var NAMES = ["移自", "合并自"];
  var FROM_ROW = 3; /* a column that was the standard's and is (generator/site/spans.py) */
  var UNKNOWN = ["各栏", "", "", "不可判", "中间的变化接不起来，请用 gongkai diff 核对"];
  var STATE = ["公开情况", "", "已停止公开", "收窄", ""];

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
  function code(key) { return key.split("/")[1]; }
  /* What a thing says otherwise than one of the older version; a column that was its row's and is, is the row's news. */
  function differing(seen, root) {
    var fields = new Map();
    if (seen.kind === ITEM && !seen.since.has(root)) return new Map([[UNKNOWN[0], UNKNOWN]]);
    seen.since.get(root).forEach(function (field, name) {
      var row = field[5] === FROM_ROW && code(root) === code(seen.key);
      if (field[1] !== field[2] && !row) fields.set(name, field.slice(0, 5));
    });
    return fields;
  }
  /* The same beside each of several, in fields that say whose it was. */
  function marked(seen, roots) {
    var codes = roots.map(code);
    var fields = new Map();
    roots.forEach(function (root) {
      var alone = codes.filter(function (other) { return other === code(root); }).length === 1;
      differing(seen, root).forEach(function (field, name) {
        if (NAMES.indexOf(name) >= 0) return;
        var named = (alone ? code(root) : root) + " " + name;
        fields.set(named, [named].concat(field.slice(1)));
      });
    });
    return fields;
  }
  /* Also what its tombstone says otherwise, or said that is gone. */
  function withStone(seen, fields) {
    seen.stone.forEach(function (field, name) { if (field[1] !== field[2]) fields.set(name, field.slice(0, 5)); });
    return fields;
  }
  /* The word for what became of an open item; the older numbers are left on it. */
  function going(all, seen) {
    var from = Array.from((all.sources.get(seen.key) || new Map()).keys());
    from.sort(function (one, other) { return (other === seen.key) - (one === seen.key) || (one < other ? -1 : 1); });
    if (!from.length) return seen.was === STOPPED ? RESUME : "新增";
    seen.former = from.length === 1 && from[0] === seen.key ? [] : from;
    if (from.length > 1) {
      seen.fields = marked(seen, from);
      return "合并";
    }
    seen.fields = differing(seen, from[0]);
    if (from[0] === seen.key) withStone(seen, seen.fields);
    own(seen);
    if (all.targets.get(from[0]).size > 1) return "拆分";
    if (from[0] !== seen.key) return unit(from[0]) === unit(seen.key) ? "改编号" : "移动";
    return altered(seen);
  }
  /* What others said that came and went in between, or were the older version's not, is no change of this one. */
  function own(seen) {
    if (seen.was === OPEN && seen.words.size && !seen.fields.has("移自") && !seen.fields.has("合并自")) {
      seen.fields.set("移自", ["移自", "", Array.from(seen.words).join("；"), "登记信息", ""]);
    }
  }
  function altered(seen) {
    function has(name) { return seen.fields.has(name); }
    if (!seen.fields.size) return "";
    if (has("责任主体") || has("位置")) return "移动";
    if (seen.kind !== RECORD) return "修改";
    return CONTENT.some(has) ? "换文件" : LINKS.some(has) ? "换链接" : "修改";
  }
  /* An old number that is gone and of which nothing goes on: what is left of it is told once. */
  function goneForGood(all, root) {
    return root.was === OPEN && root.now === ABSENT && !all.targets.has(root.key);
  }
  function gone(all, seen, stones) {
    if (stones.has(seen)) {
      seen.former = (seen.was === OPEN && !all.targets.has(seen.key) ? [seen.key] : []).concat(stones.get(seen));
      seen.fields = withStone(seen, seen.former.length > 1 ? marked(seen, seen.former) : differing(seen, seen.former[0]));
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

  function meanings(seen) {
    if (MEANT[seen.event] && JUDGED.indexOf(seen.kind) >= 0) return [MEANT[seen.event]];
    var all = Array.from(seen.fields.values(), function (field) { return field[3]; }).join(" ").split(" ");
    return MEANINGS.filter(function (meaning) { return all.indexOf(meaning) >= 0; });
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
    var found = window.gongkaiFollowed(months);
    var all = lineage(found);
    var stones = new Map();
    all.items.forEach(function (seen) {
      var left = goneForGood(all, seen) ? stone(all, seen) : null;
      if (left) stones.set(left, (stones.get(left) || []).concat([seen.key]));
    });
    var things = Array.from(found.values());
    things.forEach(function (seen) {
      seen.former = [];
      seen.fields = seen.since.has(seen.key) ? withStone(seen, differing(seen, seen.key)) : new Map();
      if (seen.kind !== ITEM) seen.event = result(seen);
      else seen.event = seen.now === OPEN ? going(all, seen) : gone(all, seen, stones);
      seen.means = meanings(seen);
    });
    return {
      things: things.filter(function (seen) { return seen.event; }),
      same: things.filter(function (seen) { return !seen.event && !seen.passed && seen.events.length; }).length,
      sums: sums(all, stones),
    };
  };
})();
