/* Two published versions compared: the months in between are scripts beside this page, so that it works from a
   folder too. Of each thing the first state and the last are set side by side; what came back to where it was is
   counted, not listed. */
(function () {
  "use strict";
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

  var WENT = ["消失", "删除"];
  var HALTS = ["停止公开", "恢复公开"];
  var SAID = ["状态", "依据"]; /* of what was stopped or resumed: the event and the foot say them */
  /* A stop's own words, not fields that changed; and those on one that stands where an item was before. */
  var STONE = { "日期": "停止日期", "停止": "停止日期", "理由": "理由", "依据": "事项写明的依据" };
  var LEFT = { "停止日期": "停止日期", "停止理由": "理由", "停止依据": "事项写明的依据" };
  /* What stands on a stop, or stood on the one that is over: its name and words. */
  function written(field, event) {
    var over = event === HALTS[1];
    if (over && field[0] === SAID[1]) return ["", ""]; /* the document of the stop that is over */
    return [(over ? "原" : "") + STONE[field[0]], over ? field[1] : field[2]];
  }
  function folded(things) {
    var groups = new Map();
    things.forEach(function (seen) {
      var event = seen.event;
      var fields = event === "新增" || WENT.indexOf(event) >= 0 ? [] : Array.from(seen.fields.values());
      var stone = [];
      if (HALTS.indexOf(event) >= 0) {
        stone = fields.filter(function (field) { return STONE[field[0]]; }).map(function (field) { return written(field, event); });
        fields = fields.filter(function (field) { return !STONE[field[0]] && SAID.indexOf(field[0]) < 0; });
      } else {
        stone = fields.filter(function (field) { return LEFT[field[0]]; }).map(function (field) { return [LEFT[field[0]], field[2]]; });
      }
      fields = fields.filter(function (field) { return !LEFT[field[0]]; });
      stone = stone.filter(function (pair) { return pair[1] && seen.bases.indexOf(pair[1]) < 0; });
      var group = { kind: seen.kind, event: event, stone: stone, fields: fields, means: seen.means, bases: seen.bases };
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
    row.append(make("dt", "", field[0]));
    if (field[1] || field[2]) row.append(was, now);
    var gravest = field[3].split(" ")[0];
    if (FACES[gravest]) {
      var judged = make("dd");
      judged.append(badge(gravest));
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
    var list = make("ul", things[0].path || things[0].title ? "rows" : "rows words");
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
    section.append(foot(group, section));
    return section;
  }
  /* The documents, or that there should be one (due: generator/site/news.py); words and new documents need none. */
  function foot(group, section) {
    var due = group.kind !== "用语" && (group.kind !== "公开信息" || section.dataset.sort === "停止");
    if (!group.bases.length && !due) return make("p", "shift-foot shift-none");
    var said = make("span", "", "依据文件：" + group.bases.join("；"));
    if (!group.bases.length) {
      section.dataset.basis = "没有写明依据";
      said.append(make("strong", "bad", "没有写明"));
    }
    var closing = make("p", "hint shift-foot");
    closing.append(said);
    return closing;
  }

  /* Both sums are counted on two ways: in the versions themselves, and from what changed in between. */
  function proof(sums, older, newer) {
    var before = Number(older.dataset.items);
    var after = Number(newer.dataset.items);
    var kept = before - sums.halted - sums.vanished;
    var gone = sums.vanished ? "有 " + number(sums.vanished) + " 项消失，没有停止公开的记载。" : "没有事项无故消失。";
    var text = "旧版 " + number(before) + " 项 = 新版继续公开 " + number(kept) + " 项 + 停止公开 " + number(sums.halted) + " 项"
      + (sums.vanished ? " + 消失 " + number(sums.vanished) + " 项" : "")
      + "；新版 " + number(after) + " 项 = 继续公开 " + number(kept) + " 项 + 新增和恢复 " + number(sums.gained) + " 项"
      + (sums.split ? " + 拆分多出 " + number(sums.split) + " 项" : "")
      + (sums.merged ? " - 合并减少 " + number(sums.merged) + " 项" : "") + "。";
    return kept + sums.gained + sums.split - sums.merged === after ? gone + text : "两个版本的项数和中间的变化对不上，请用 gongkai diff 核对。";
  }

  function show(older, newer, wanted) {
    var found = window.gongkaiCompared(wanted.map(function (month) { return months[month]; }));
    var text = proof(found.sums, older, newer);
    var groups = folded(found.things);
    var list = document.querySelector("[data-shifts]");
    var all = make("div", "shifts-day");
    var listed = groups.reduce(function (sum, group) { return sum + group.things.length; }, 0);
    all.append.apply(all, groups.map(panel));
    list.replaceChildren(list.querySelector(".shift-cols"), all);
    part("-proof").textContent = text;
    part("-words").textContent = "从" + older.text + "到" + newer.text + "，有 " + number(listed) + " 项变化"
      + (found.same ? "；另有 " + number(found.same) + " 项改了又改回原样，没有列出。" : "。");
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
