/* Nothing found: what is so, what comes near, whom to ask. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const HOTLINE = ["12345", "政务服务便民热线"];

  function dial(number) {
    const made = gs.view.element("a", "tel", number);
    made.href = "tel:" + number;
    return made;
  }

  /* The office that handles disclosure; else the place's telephone or the nearest above it; else
     the hotline: each called what it is. */
  function telephone(contacts, place) {
    const units = gs.corpus.load().units;
    const asked = place || units[0];
    if (contacts.office) return ["政务公开工作机构：" + contacts.office[0] + " ", dial(contacts.office[1]), "。"];
    const missing = "政务公开工作机构的电话尚未登记，";
    for (let at = asked; at; at = units[at.parent]) {
      const known = contacts.phones[at.number];
      if (known) {
        return [missing + "可先打" + at.name + " ", dial(known[0]), " 转问。",
          known[1] ? gs.view.element("span", "search-source", "电话的来源：" + known[1]) : ""];
      }
    }
    return [missing + "可打 ", dial(HOTLINE[0]), " " + HOTLINE[1] + "。"];
  }

  function termLink(term) {
    return gs.view.link("search/index.html?q=" + encodeURIComponent(term), "chip", term);
  }

  /* Fills in what has to be fetched; what can't be had is left out. */
  async function fill(made, understood, maybe) {
    const [near, contacts] = await Promise.allSettled([gs.nearest.find(understood),
      gs.shards.load(["contacts"])]);
    const view = gs.view;
    if (near.value && near.value.terms.length) {
      made.append(view.element("p", "", "相近的说法："),
        view.element("p", "empty-panel__actions", ...near.value.terms.map(termLink)));
    }
    if (contacts.value) {
      made.append(view.element("p", "", ...telephone(contacts.value[0], understood.place)));
    }
    if (near.value && near.value.items.length && !maybe.length) {
      made.after(view.perhaps(near.value.items.map((item) => ({ item: item }))));
    }
  }

  /* clear: what takes the filters away, where there are some. */
  gs.empty = function (result, clear) {
    const understood = result.understood;
    const view = gs.view;
    const made = view.element("div", "empty-panel");
    made.dataset.searchEmpty = "";
    if (clear) {
      made.append(view.element("p", "", "这些条件下没有结果。"), view.button("button", "去掉全部条件", clear));
      return made;
    }
    made.append(view.element("p", "", "没有找到“" + understood.question.trim() + "”。换个说法，或者按领域查看。"),
      view.element("p", "empty-panel__actions", view.link("areas/index.html", "button", "按领域查看"),
        view.link("apply/index.html", "button button--quiet", "申请公开")));
    fill(made, understood, result.maybe);
    return made;
  };
})(self);
