/* Two published versions compared: the months in between are scripts beside this page, so that it works from a
   folder too. Of each thing the first state and the last are set side by side; what came back to where it was is
   counted, not listed. */
(function () {
  "use strict";
  var OPEN = 1;
  var NAMED = 12; /* things named at once; the others are behind a button */
  var ORDER = ["收窄", "不可判", "扩大", "仅文字", "登记信息"];
  var FACES = {
    "收窄": ["overdue", "arrow-collapse-horizontal"], "扩大": ["published", "arrow-expand-horizontal"],
    "仅文字": ["wording", "format-letter-case"], "不可判": ["unchecked", "help-rhombus-outline"],
  };
  var SORT_OF = { "新增": "新增", "恢复公开": "新增", "修改": "调整", "移动": "移交" };
  var form = document.querySelector("form.compare");
  var from = form.elements.from;
  var to = form.elements.to;
  var months = {};

  window.gongkaiMonth = function (month, told) { months[month] = told; };

  function part(name) { return document.querySelector("[data-compared" + name + "]"); }
  function make(tag, css, text) {
    var element = document.createElement(tag);
    if (css) element.className = css;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function badge(meaning) {
    var face = FACES[meaning];
    var mark = make("span", "st st-" + face[0]);
    mark.append(make("i", "i i-" + face[1]), meaning);
    return mark;
  }
  function fetchMonth(month) {
    if (months[month]) return Promise.resolve();
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = month + ".js";
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
  }

  /* Everything that changed in the months, each thing once: its first state and its last. */
  function merged(wanted) {
    var found = new Map();
    wanted.forEach(function (month) {
      months[month].forEach(function (told) {
        var group = { kind: told[1], event: told[3], means: told[4], basis: told[5], fields: told[6] };
        told[7].forEach(function (thing) {
          var name = group.kind + " " + thing[0];
          var seen = found.get(name);
          if (!seen) {
            seen = carried(found, group.kind, thing);
            found.set(name, seen);
          }
          seen.title = thing[1];
          seen.place = thing[2];
          seen.path = thing[3];
          seen.now = thing[5];
          seen.events.push(group.event);
          seen.means.push(group.means);
          if (group.basis && seen.bases.indexOf(group.basis) < 0) seen.bases.push(group.basis);
          group.fields.forEach(function (field) { alter(seen.fields, field); });
        });
      });
    });
    return found;
  }
  /* Nobody yet, or the first of the items that go on under this number; the others end with it. */
  function carried(found, kind, thing) {
    var seen = { kind: kind, was: thing[4], others: 0, former: [], events: [], means: [], bases: [], fields: new Map() };
    (thing[6] || []).forEach(function (source, at) {
      var name = kind + " " + source[0];
      var past = found.get(name) || { was: source[1], others: 0, former: [] };
      var former = past.former.length ? past.former : [source[0]];
      found.delete(name);
      if (!at) Object.assign(seen, past, { former: former });
      else {
        seen.others += past.others + (past.was === OPEN ? 1 : 0);
        seen.former = seen.former.concat(former);
      }
    });
    seen.key = thing[0];
    return seen;
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

  var CAME = ["新增", "重新列入"];
  var WENT = ["消失", "删除"];
  var EVENTS = ["停止公开", "恢复公开", "移动"];
  var PASSED = ["改编号", "合并", "拆分"]; /* the item goes on under another number */
  var SAID = ["状态", "依据"]; /* of what was stopped or resumed: the event and the foot say them */
  /* A stop's own words, not fields that changed. */
  var STONE = { "日期": "停止日期", "停止": "停止日期", "理由": "理由", "依据": "事项写明的依据" };
  /* What became of a thing in all; "" when it is as it was. */
  function result(seen) {
    var first = seen.events[0];
    var last = seen.events[seen.events.length - 1];
    var came = CAME.indexOf(first) >= 0;
    var went = WENT.indexOf(last) >= 0;
    if (came) return went ? "" : "新增";
    if (went) return last;
    if (WENT.indexOf(first) >= 0) return "重新列入";
    if (seen.events.length === 1) return first;
    var passed = seen.events.filter(function (event) { return PASSED.indexOf(event) >= 0; });
    if (passed.length) return passed[passed.length - 1];
    if (!seen.fields.size) return "";
    var halts = seen.events.filter(function (event) { return event === EVENTS[0] || event === EVENTS[1]; });
    if (halts.length % 2) return halts[halts.length - 1];
    return seen.fields.has("责任主体") ? "移动" : "修改";
  }
  function meanings(seen, event, fields) {
    var once = seen.events.length === 1;
    if (once) return seen.means[0];
    if (event === "新增" || event === "恢复公开") return ["扩大"];
    if (event === "停止公开" || event === "消失") return ["收窄"];
    return ORDER.filter(function (word) { return fields.some(function (field) { return field[3] === word; }); });
  }
  /* What stands on a stop, or stood on the one that is over: its name and words. */
  function written(field, event) {
    var over = event === EVENTS[1];
    if (over && field[0] === SAID[1]) return ["", ""]; /* the document of the stop that is over */
    return [(over ? "原" : "") + STONE[field[0]], over ? field[1] : field[2]];
  }
  function folded(found) {
    var groups = new Map();
    found.forEach(function (seen) {
      seen.fields.forEach(function (field, name) { if (field[1] === field[2]) seen.fields.delete(name); });
      var event = result(seen);
      if (!event) return;
      var fields = event === "新增" || WENT.indexOf(event) >= 0 ? [] : Array.from(seen.fields.values());
      var stone = [];
      if (event === EVENTS[0] || event === EVENTS[1]) {
        stone = fields.filter(function (field) { return STONE[field[0]]; }).map(function (field) { return written(field, event); });
        stone = stone.filter(function (pair) { return pair[1] && seen.bases.indexOf(pair[1]) < 0; });
        fields = fields.filter(function (field) { return !STONE[field[0]] && SAID.indexOf(field[0]) < 0; });
      }
      var means = meanings(seen, event, fields);
      var group = { kind: seen.kind, event: event, stone: stone, fields: fields, means: means, bases: seen.bases };
      var name = JSON.stringify(group);
      if (!groups.has(name)) groups.set(name, Object.assign(group, { things: [] }));
      groups.get(name).things.push(seen);
    });
    function rank(group) {
      var place = ORDER.indexOf(group.means[0]);
      return place < 0 ? ORDER.length : place;
    }
    return Array.from(groups.values()).sort(function (one, other) { return rank(one) - rank(other); });
  }

  /* What two texts have in common at both ends stays plain; numbers are not cut. */
  function marked(text, other, tag) {
    var start = 0;
    var end = 0;
    var most = Math.min(text.length, other.length);
    function digit(at) { return /[0-9A-Za-z]/.test(text[at] || "") || /[0-9A-Za-z]/.test(other[at] || ""); }
    while (start < most && text[start] === other[start]) start += 1;
    while (start && digit(start) && digit(start - 1)) start -= 1;
    while (end < most - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    while (end && /[0-9A-Za-z]/.test(text[text.length - end])) end -= 1;
    var middle = text.slice(start, text.length - end);
    var parts = [text.slice(0, start)];
    if (middle) parts.push(make(tag, "", middle));
    parts.push(text.slice(text.length - end));
    return text ? parts : [make("span", "hint", "空")];
  }
  function line(field) {
    var row = make("div");
    var was = make("dd");
    var now = make("dd");
    was.append(make("small", "", "改前"), " ");
    was.append.apply(was, marked(field[1], field[2], "del"));
    now.append(make("small", "", "改后"), " ");
    now.append.apply(now, marked(field[2], field[1], "ins"));
    row.append(make("dt", "", field[0]), was, now);
    if (FACES[field[3]]) {
      var judged = make("dd");
      judged.append(badge(field[3]));
      if (field[4]) judged.append(" ", make("small", "", field[4]));
      row.append(judged);
    }
    return row;
  }
  function named(thing) {
    var words = thing.title || thing.key;
    if (!thing.path) return make("span", "", words);
    var link = make("a", "", words);
    link.href = "../../" + thing.path;
    return link;
  }
  function told(thing) {
    var former = thing.former.length ? "，原来是 " + thing.former.join("、") : "";
    return (thing.title ? thing.key : "") + former + (thing.place && thing.place !== thing.title ? "，" + thing.place : "");
  }
  function number(count) { return count.toLocaleString("en-US"); }
  function rows(things) {
    var list = make("ul", "rows");
    things.forEach(function (thing) {
      var row = make("li");
      row.append(named(thing), make("span", "n", told(thing)));
      list.append(row);
    });
    return list;
  }
  function panel(group) {
    var section = make("section", "shift");
    var head = make("div", "shift-head");
    var body = make("div", "shift-body");
    var title = make("h3");
    var many = group.things.length > 1;
    var halted = group.event === "停止公开" || WENT.indexOf(group.event) >= 0;
    var mark = make("span", halted ? "st st-overdue" : "st box");
    if (halted) mark.append(make("i", "i i-minus-circle"));
    mark.append(group.event);
    section.dataset.sort = halted ? "停止" : SORT_OF[group.event] || "调整";
    section.dataset.means = group.means.join(" ");
    section.dataset.count = group.things.length;
    if (many) title.append(group.kind + " " + number(group.things.length) + " 项");
    else title.append(named(group.things[0]));
    var filled = group.fields.length || group.stone.length;
    head.append(mark, title, make("span", "n", many ? (filled ? "改得一样" : "") : group.kind + " " + told(group.things[0])));
    if (filled) {
      var list = make("dl", "alter");
      group.stone.forEach(function (pair) {
        var row = make("div", "alter-said");
        row.append(make("dt", "", pair[0]), make("dd", "", pair[1]));
        list.append(row);
      });
      group.fields.forEach(function (field) { list.append(line(field)); });
      body.append(list);
    }
    if (many) {
      body.append(rows(group.things.slice(0, NAMED)));
      if (group.things.length > NAMED) {
        var others = make("details", "shift-more");
        others.append(make("summary", "", "其余 " + number(group.things.length - NAMED) + " 项"), rows(group.things.slice(NAMED)));
        body.append(others);
      }
    }
    section.append(make("p", "shift-day"), head, body);
    section.append(group.bases.length ? make("p", "hint shift-foot", "依据文件：" + group.bases.join("；")) : make("p", "shift-foot shift-none"));
    return section;
  }

  /* Both sums are counted on two ways: in the versions themselves, and from what changed in between. */
  function proof(found, older, newer) {
    var lost = { "停止公开": 0, "消失": 0 };
    var gained = { "新增和恢复": 0, "拆分多出": 0 };
    var joined = 0;
    found.forEach(function (seen) {
      if (seen.was === undefined) return;
      var stood = seen.others + (seen.was === OPEN ? 1 : 0); /* items of the older version it goes on from */
      if (seen.now !== OPEN) lost[seen.now ? "停止公开" : "消失"] += stood;
      else if (stood) joined += stood - 1;
      else gained[seen.events[0] === PASSED[2] ? "拆分多出" : "新增和恢复"] += 1;
    });
    var before = Number(older.dataset.items);
    var after = Number(newer.dataset.items);
    var kept = before - lost["停止公开"] - lost["消失"];
    var gone = lost["消失"] ? "有 " + number(lost["消失"]) + " 项消失，没有停止公开的记载。" : "没有事项无故消失。";
    var sums = "旧版 " + number(before) + " 项 = 新版继续公开 " + number(kept) + " 项 + 停止公开 " + number(lost["停止公开"]) + " 项"
      + (lost["消失"] ? " + 消失 " + number(lost["消失"]) + " 项" : "")
      + "；新版 " + number(after) + " 项 = 继续公开 " + number(kept) + " 项 + 新增和恢复 " + number(gained["新增和恢复"]) + " 项"
      + (gained["拆分多出"] ? " + 拆分多出 " + number(gained["拆分多出"]) + " 项" : "")
      + (joined ? " - 合并减少 " + number(joined) + " 项" : "") + "。";
    return kept + gained["新增和恢复"] + gained["拆分多出"] - joined === after ? gone + sums : "两个版本的项数和中间的变化对不上，请用 gongkai diff 核对。";
  }

  function show(older, newer, wanted) {
    var found = merged(wanted);
    var every = found.size;
    var text = proof(found, older, newer);
    var groups = folded(found);
    var list = document.querySelector("[data-shifts]");
    var all = make("div", "shifts-day");
    var listed = groups.reduce(function (sum, group) { return sum + group.things.length; }, 0);
    all.append.apply(all, groups.map(panel));
    list.replaceChildren(list.querySelector(".shift-cols"), all);
    part("-proof").textContent = text;
    part("-words").textContent = "从" + older.text + "到" + newer.text + "，有 " + number(listed) + " 项变化"
      + (every > listed ? "；另有 " + number(every - listed) + " 项改了又改回原样，没有列出。" : "。");
    part("-span").textContent = older.text + " 至 " + newer.text;
    part("").hidden = !groups.length;
    part("-same").hidden = groups.length > 0;
    document.dispatchEvent(new Event("gongkai-shifts"));
  }

  function compare() {
    var asked = new URLSearchParams(location.search);
    var known = Array.from(to.options).map(function (option) { return option.value; });
    if (known.indexOf(asked.get("from")) < 0 || known.indexOf(asked.get("to")) < 0) return;
    from.value = asked.get("from");
    to.value = asked.get("to");
    /* The newest stands first; whichever is chosen where, the older is what is compared against. */
    var early = Math.max(from.selectedIndex, to.selectedIndex);
    var late = Math.min(from.selectedIndex, to.selectedIndex);
    var wanted = known.slice(late, early).reverse();
    Promise.all(wanted.map(fetchMonth)).then(function () {
      show(from.options[early], to.options[late], wanted);
    }, function () { part("-failed").hidden = false; });
  }

  /* Once the page's own script, which comes later, listens. */
  document.addEventListener("DOMContentLoaded", compare);
})();
