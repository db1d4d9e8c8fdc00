/* Some months' changes followed, commit by commit: of each thing how it stood at first and at last, which of the
   older version's items it goes on from, and what it says otherwise than each of those. What became of it in all is
   told by compared.js. */
(function () {
  "use strict";
  var OPEN = 1;
  var STOPPED = 2;
  var ITEM = "事项";
  var FOLLOWED = "随标准修改"; /* told of items that don't follow their row at all times */
  var RESUME = "恢复公开";
  var STONE = ["状态", "日期", "理由", "依据"];
  var ROW_BEFORE = 1; /* whose a column was, and whose it is: one bit each */
  var ROW_AFTER = 2;

  function begun(kind, key, was, fields) {
    return {
      kind: kind, key: key, title: "", place: "", path: "", was: was, now: was, bases: [], events: [],
      roots: new Map(), /* the older version's items that it goes on from → by its own word alone */
      past: new Map(), /* those it went on from when it went */
      since: new Map([[key, fields || new Map()]]), /* a root → what this says otherwise than that, by field */
      stone: new Map(), /* what its tombstone says, or said, that came or went since: nobody takes it over */
      passed: false, /* another went on from it when it went */
      gave: false, /* another says that it comes from it */
      words: new Set(), /* of whom it says now and didn't at first, or the other way round, that it comes from them */
    };
  }
  function name(seen, thing) {
    seen.title = thing[1];
    seen.place = thing[2];
    seen.path = thing[3];
  }
  /* What it means that a field says its last words and not its first ones: told with the last change. */
  function judged(first, last) {
    if (last[1] === first[1]) return last.slice(3, 5);
    var known = (last[6] || []).filter(function (earlier) { return earlier[0] === first[1]; })[0];
    if (known) return known.slice(1);
    return first[3] === last[3] ? [last[3], ""] : ["不可判", "几次改动的判断不同，见各月"];
  }
  function alter(fields, field) {
    var seen = fields.get(field[0]);
    var bits = (((seen || field)[5] || 0) & ROW_BEFORE) | ((field[5] || 0) & ROW_AFTER);
    var means = seen ? judged(seen, field) : field.slice(3, 5);
    fields.set(field[0], [field[0], (seen || field)[1], field[2], means[0], means[1], bits]);
  }
  function altered(fields, changes) {
    var all = new Map(fields);
    changes.forEach(function (field) { alter(all, field); });
    return all;
  }
  /* Fields may say whose they were before: by number, or by code where one of those that go on has it. */
  function split(field) { return /^(?:((?:[0-9]+\/)?[0-9]{2,3}-\w+) )?(.+)$/.exec(field[0]).slice(1); }
  /* What is written on a tombstone, of a thing that has one before a step or after it. */
  function onStone(thing, changes) {
    if (thing[4] !== STOPPED && thing[5] !== STOPPED) return [];
    var named = changes.filter(function (field) { return STONE.indexOf(split(field)[1]) >= 0; });
    var first = named.length ? split(named[0])[0] : undefined;
    return whose(named, [first]);
  }
  function besides(thing, changes) {
    if (thing[4] !== STOPPED && thing[5] !== STOPPED) return changes;
    return changes.filter(function (field) { return STONE.indexOf(split(field)[1]) < 0; });
  }
  function whose(changes, marks) {
    return changes.filter(function (field) { return marks.indexOf(split(field)[0]) >= 0; }).map(function (field) {
      return [split(field)[1]].concat(field.slice(1));
    });
  }

  function Followed() {
    this.found = new Map();
    this.rows = new Map(); /* what rows made of items of which nothing else was told yet */
  }
  Followed.prototype.item = function (key) { return this.found.get(ITEM + " " + key); };
  /* What its row made of an item; the item itself is told of where a column became its own, or its row's. */
  Followed.prototype.inherit = function (thing, changes) {
    var key = thing[0];
    var seen = this.item(key);
    if (!seen && thing.length > 1) seen = this.begin(ITEM, key, thing[4]);
    if (seen && thing.length > 1) name(seen, thing);
    if (!seen) this.rows.set(key, altered(this.rows.get(key), changes));
    else seen.since.forEach(function (fields, root) { seen.since.set(root, altered(fields, changes)); });
  };
  Followed.prototype.begin = function (kind, key, was) {
    var seen = begun(kind, key, was, kind === ITEM ? this.rows.get(key) : null);
    if (was === OPEN) seen.roots.set(key, true);
    this.found.set(kind + " " + key, seen);
    return seen;
  };
  /* What a thing takes over from those it goes on from, as they were before its commit. */
  Followed.prototype.taken = function (thing, changes) {
    var roots = new Map();
    var since = new Map();
    var words = thing[7] || [];
    var first = null;
    (thing[6] || []).forEach(function (link) {
      var own = link[0] === thing[0];
      var former = this.item(link[0]);
      var said = whose(changes, [undefined, link[0], link[0].split("/")[1]]);
      (former ? former.roots : new Map([[link[0], true]])).forEach(function (direct, root) {
        if (own) roots.set(root, direct);
        else roots.set(root, roots.get(root) || (root === link[0] && words.indexOf(root) < 0));
        if (!since.has(root)) since.set(root, altered(former ? former.since.get(root) : this.rows.get(root), said));
      }, this);
      if (own) first = false; /* it goes on as itself */
      if (first === null) first = former;
    }, this);
    words.forEach(function (key) {
      var seen = this.item(key);
      if (seen && seen.now !== OPEN) {
        seen.past.forEach(function (direct, root) {
          roots.set(root, roots.get(root) || false);
          if (!since.has(root)) since.set(root, altered(seen.since.get(root), whose(changes, [key])));
        });
      }
    }, this);
    return { roots: roots, since: since, past: first && { events: first.events.slice(), bases: first.bases.slice() } };
  };
  function ended(seen, now) {
    if (seen.roots.size) seen.past = seen.roots;
    seen.roots = new Map();
    seen.now = now;
  }
  /* An item's roots after a step; who is back by nobody's word is who it was, unless it was gone while another went on
     from it. */
  function stepped(seen, thing, from) {
    var linked = thing[6] || [];
    var back = seen.now !== OPEN && (thing[4] === STOPPED || !seen.passed);
    if (linked.length) seen.roots = from.roots;
    if (thing[5] !== OPEN) ended(seen, thing[5]);
    else {
      if (!linked.length && thing[4] !== OPEN) {
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
  /* What it says otherwise now; who goes on from others in this step was set beside them. */
  function said(seen, thing, from, changes) {
    if ((thing[6] || []).length) seen.since.delete(seen.key);
    else seen.since.forEach(function (fields, root) { seen.since.set(root, altered(fields, whose(changes, [undefined]))); });
    from.since.forEach(function (fields, root) { seen.since.set(root, fields); });
  }
  Followed.prototype.leave = function (thing) {
    (thing[6] || []).forEach(function (link) {
      if (link[0] === thing[0]) return;
      var seen = this.item(link[0]);
      if (seen) seen.gave = true;
      if (link[1] === OPEN) return;
      seen = seen || this.begin(ITEM, link[0], OPEN);
      var stone = (link[2] || []).map(function (said) { return [said[0], "", said[1], "登记信息", ""]; });
      seen.stone = altered(seen.stone, stone);
      ended(seen, link[1]);
      seen.passed = seen.gave = true;
    }, this);
    (thing[7] || []).forEach(function (key) {
      var seen = this.item(key);
      if (!seen) return;
      seen.gave = true;
      if (seen.now !== OPEN) seen.passed = true;
    }, this);
  };
  /* One commit: first what everything takes over from the state before it, then the steps, then what rows made of items. */
  Followed.prototype.apply = function (groups) {
    var steps = [];
    groups.forEach(function (told) {
      if (told[3] === FOLLOWED) return;
      told[7].forEach(function (thing) { steps.push([told, thing, this.taken(thing, besides(thing, told[6]))]); }, this);
    }, this);
    steps.forEach(function (step) {
      var told = step[0];
      var thing = step[1];
      var seen = this.found.get(told[1] + " " + thing[0]);
      var fresh = !seen;
      if (fresh) seen = this.begin(told[1], thing[0], thing[4]);
      if (step[2].past && (fresh || seen.now !== OPEN)) Object.assign(seen, step[2].past);
      name(seen, thing);
      /* Where its stop was another's news, so is what was on the stone. */
      var silent = seen.passed && seen.now === STOPPED && told[3] === RESUME;
      if (!silent || seen.stone.size) seen.stone = altered(seen.stone, onStone(thing, told[6]));
      if (told[1] === ITEM) stepped(seen, thing, step[2]);
      seen.events.push(told[3]);
      if (told[5] && seen.bases.indexOf(told[5]) < 0) seen.bases.push(told[5]);
      said(seen, thing, step[2], besides(thing, told[6]));
    }, this);
    steps.forEach(function (step) { this.leave(step[1]); }, this);
    groups.forEach(function (told) {
      if (told[3] === FOLLOWED) told[7].forEach(function (thing) { this.inherit(thing, told[6]); }, this);
    }, this);
  };

  window.gongkaiFollowed = function (months) {
    var all = new Followed();
    months.forEach(function (month) {
      var commits = new Map();
      month.forEach(function (told) { commits.set(told[8], (commits.get(told[8]) || []).concat([told])); });
      commits.forEach(function (groups) { all.apply(groups); });
    });
    return all.found;
  };
})();
