/* What a question means: its place, its intent, and the concepts an answer must speak of. */
(function (root) {
  "use strict";
  const gs = root.gongkaiSearch;
  const LONGEST = 20;
  /* A citizen's word weighs less than the word itself: a literal match stays above its expansion. */
  const EXPANDED = 0.68;
  const FADING = 0.85;
  const QUOTED = /^\s*(["“「])([\s\S]*)(["”」])\s*$/;
  const NEXT_QUOTE = /["”」]\s+["“「]/;
  /* 文号: 国务院令第711号, 711号令, 建村[2017]192号, 食药监法2017 125号. */
  const DOCUMENT = new RegExp("([\\u4e00-\\u9fff]{0,12}?)[〔\\[【(]?\\s*((?:19|20)\\d\\d)\\s*年?"
    + "[〕\\]】)]?\\s*第?(\\d{1,4})号", "g");
  const DECREE = /([\u4e00-\u9fff]{0,12}令)?第?(\d{1,4})号(令)?/g;
  const ASKED = {
    how: "怎么样 怎么 怎样 如何 咋样 咋 怎么办 咋办 怎么弄 怎么做 怎么办理 如何办理 怎么才能 怎么申请 如何申请 怎样申请 怎么领"
      + " 办什么 要什么 需要什么 交什么 带什么",
    where: "哪里 哪儿 去哪 去哪里 去哪儿 在哪里 在哪 到哪 到哪里 找谁 找哪个部门 归谁管 谁管 哪个部门",
    amount: "多少 多少钱 几钱",
    town: "乡镇 镇上 镇里 乡里 村里 村上 村 街道",
    "": "哪些 哪个 哪种 什么 什么样 啥 几 谁 为什么 可以 能不能 是不是 有没有 我想 我要 请问 需要 应该 的 了 是 要 能 想 我 我们 请 给 个 去 到 有"
      + " 得 把 被 在 和 与 吗 呢 吧 啊 呀 里 后 快 办 一个 一下 怎 就 都 还 也 您 你 用 公开什么 公开哪些 公开"
      + " 偷偷 老是 经常 一直 到底 究竟 已经 现在 马上 家里 没有 好几 这个 那个 自己 别人 人家",
  };
  /* Words of any matter: alone they answer, beside a topic nobody knows they do not. */
  const GENERIC = new Set(("申请 申领 领取 办理 条件 材料 流程 程序 标准 信息 公开 名单 政策 规定 文件 公告 公示 结果 情况 审批 审核"
    + " 登记 许可 证明 服务 指南 电话 地址 时间 地点 方式 对象 范围 名称 内容 管理 相关 有关 通知 决定 查询 咨询 联系 监督 检查"
    + " 投诉 办事 事项 制度 工作 项目 单位 机构 部门 乡镇 县级 计划 报告 补贴 补助 费用 资金 收费 缴费 更正 变更 注销 备案 处罚 手续 证 国家 政府 个人 居民 群众 企业 号码").split(" "));
  let stops = null;

  function stopWords() {
    if (stops) return stops;
    stops = new Map();
    for (const intent of Object.keys(ASKED)) {
      for (const word of ASKED[intent].split(" ")) stops.set(word, intent);
    }
    return stops;
  }

  function isGeneric(text) {
    if (GENERIC.has(text)) return true;
    for (let cut = 1; cut < text.length; cut += 1) {
      if (GENERIC.has(text.slice(0, cut)) && isGeneric(text.slice(cut))) return true;
    }
    return false;
  }

  /* Whether words begin and end where a piece does: 残疾人 is one, 人补贴 only part of 老年人补贴. */
  function bounded(piece) {
    const edges = gs.corpus.load().edges;
    return edges.has(piece.slice(0, 2)) && edges.has(piece.slice(-2));
  }

  /* How good a piece of a question a stretch is; undefined when it is none. */
  function worth(piece) {
    const corpus = gs.corpus.load();
    const square = piece.length * piece.length;
    if (corpus.shortTitles.has(piece) && piece.length > 2) return 1.3 * square;
    if (corpus.terms.has(piece)) return 1.25 * square;
    if (stopWords().has(piece)) return piece.length === 1 ? 0.5 : 1.2 * square;
    if (piece.length === 1) return 0;
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
    if (corpus.terms.has(piece) || stopWords().has(piece)) return false;
    return piece.length === 1 || (piece.length === 2 && !corpus.edges.has(piece));
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

  function word(text, meaning) {
    const corpus = gs.corpus.load();
    const alternatives = text.length > 1 ? [{ text: text, weight: 1 }] : [];
    (corpus.terms.get(text) || []).forEach((official, rank) => {
      /* The first official word is the nearest; each further one says it a little less. */
      alternatives.push({ text: official, weight: EXPANDED * Math.pow(FADING, rank) });
      if (meaning && official !== text) meaning.push({ from: text, to: official, how: "term" });
    });
    return { kind: "word", text: text, alternatives: alternatives, generic: isGeneric(text),
      weak: isWeak(text) };
  }

  function base(text, indexes) {
    return { kind: "base", text: text, bases: new Set(indexes), generic: false,
      alternatives: [{ text: text, weight: 1 }] };
  }

  /* Turn a run of characters into concepts; what nobody knows becomes one unknown chunk. */
  function conceive(run, out) {
    const corpus = gs.corpus.load();
    const repaired = mend(run);
    if (repaired) {
      run = repaired.run;
      out.meaning.push({ from: repaired.from, to: repaired.to, how: "typo" });
    }
    let unknown = "";
    /* The word right before the unknown characters, if any. */
    let before = null;
    const flush = () => {
      if (unknown) out.concepts.push({ kind: "unknown", text: unknown, alternatives: [] });
      /* A compound is about its last part: where nobody knows 执照, 营业 in 营业执照 proves little. */
      if (unknown.length > 1 && before && before.text.length < 3 && !corpus.terms.has(before.text)) {
        before.weak = true;
      }
      unknown = "";
      before = null;
    };
    for (const piece of cut(run).pieces) {
      if (stopWords().has(piece) && !corpus.terms.has(piece)) {
        const intent = stopWords().get(piece);
        if (intent) out.intents.add(intent);
        /* 怎么申请 asks how, and 申请 is what the answer's title says. */
        if (/申请$/.test(piece)) out.concepts.push(word("申请"));
        if (/领$/.test(piece)) out.concepts.push(word("申领"));
        flush();
      } else if (piece.length === 1 && !corpus.terms.has(piece)) {
        unknown += piece;
      } else {
        flush();
        if (corpus.shortTitles.has(piece)) {
          out.concepts.push(base(piece, [corpus.shortTitles.get(piece)]));
        } else {
          before = word(piece, out.meaning);
          out.concepts.push(before);
        }
      }
    }
    flush();
  }

  /* A run with letters in it: the word as it stands, else pinyin, else its parts. */
  function sounded(run, out) {
    const corpus = gs.corpus.load();
    if ([corpus.titles, corpus.elements, corpus.cited].some((text) => text.indexOf(run) >= 0)) {
      out.concepts.push(word(run));
      return;
    }
    let found = gs.sound.words(run);
    if (!found.length && /^[a-z]+$/.test(run)) {
      const parts = gs.sound.split(run);
      if (parts.length) {
        out.meaning.push({ from: run, to: parts.join(""), how: "sound" });
        parts.forEach((part) => conceive(part, out));
        return;
      }
    }
    if (!found.length) {
      const parts = run.match(/[a-z]+|[^a-z]+/g);
      if (parts.length > 1) parts.forEach((part) => take(part, out));
      else out.concepts.push({ kind: "unknown", text: run, alternatives: [] });
      return;
    }
    out.meaning.push({ from: run, to: found[0], how: "sound" });
    const concept = word(found[0], out.meaning);
    found.slice(1).forEach((other, i) => {
      for (const alternative of word(other).alternatives) {
        concept.alternatives.push({ text: alternative.text,
          weight: alternative.weight * EXPANDED / (i + 1) });
      }
    });
    out.concepts.push(concept);
  }

  function take(run, out) {
    if (/[a-z]/.test(run)) sounded(run, out);
    else conceive(run, out);
  }

  /* Document numbers, found before brackets and spaces are dropped. */
  function documents(text, out) {
    const bases = gs.corpus.load().bases;
    const numbered = (office, year, number, decree) => bases.filter((item) => {
      const own = item.number && gs.text.squash(item.number);
      const end = year ? year + "年?第?" + number : "(\\D|^)" + number;
      if (!own || !new RegExp(end + "号$").test(own)) return false;
      if (decree && own.indexOf("令") < 0) return false;
      return !office || own.startsWith(office) || office.endsWith(own.replace(/[第\d号]/g, ""));
    }).map((item) => item.index);
    const replace = (whole, indexes, sure) => {
      if (!indexes.length && !sure) return whole;
      if (!indexes.length) out.concepts.push({ kind: "unknown", text: whole, alternatives: [] });
      else out.concepts.push(base(gs.text.squash(whole), indexes));
      return " ";
    };
    return text
      .replace(DOCUMENT, (whole, office, year, number) =>
        replace(whole, numbered(gs.text.squash(office), year, number, false), true))
      .replace(DECREE, (whole, office, number, decree) => {
        const issuer = (office || "").replace(/^国令$/, "国务院令");
        const found = numbered(issuer, "", number, Boolean(office || decree));
        return replace(whole, found, Boolean(office));
      });
  }

  function literal(text) {
    const match = QUOTED.exec(text);
    if (!match || !match[2]) return null;
    return match[2].split(NEXT_QUOTE);
  }

  /* Read a question. unit: a 区划代码 chosen on the page, "-" for none at all, "" to read it here. */
  function understand(question, unit) {
    const out = { question: question, literal: literal(question), place: null, named: null,
      others: [], intents: new Set(), concepts: [], meaning: [], core: "", pieces: [] };
    const chosen = unit && unit !== "-" ? gs.place.byCode(unit) : null;
    out.place = chosen;
    if (out.literal) return out;
    let rest = gs.text.fold(question);
    const named = gs.place.take(rest);
    /* Refused as a place, a name is a word like others; in no text, it asks for nothing. */
    const spoken = (name) => ["titles", "elements", "cited"].some(
      (part) => gs.corpus.load()[part].indexOf(name) >= 0);
    if (named && (unit !== "-" || !named.words.some(spoken))) {
      rest = named.rest;
      if (unit !== "-") out.named = named;
      if (!chosen && unit !== "-") {
        out.place = named.unit;
        out.others = named.others;
      }
    }
    if (!unit && !named) out.place = gs.place.own();
    out.rest = rest.trim();
    out.core = gs.text.squash(rest);
    rest = documents(rest, out);
    for (const part of rest.split(/[\s,，。；;、!！?？:：|/]+/)) {
      const run = gs.text.squash(part);
      if (run) take(run, out);
    }
    out.pieces = out.concepts.filter((concept) => concept.kind !== "unknown")
      .map((concept) => concept.text);
    return out;
  }

  gs.query = { understand: understand };
})(self);
