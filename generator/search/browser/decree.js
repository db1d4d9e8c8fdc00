/* Laws and documents named by their number: 711号令, 建村〔2017〕192号. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* 文号: 国务院令第711号, 711号令, 建村[2017]192号, 食药监法2017 125号. */
  const DOCUMENT = new RegExp("([\\u4e00-\\u9fff]{0,12}?)[〔\\[【(]?\\s*((?:19|20)\\d\\d)\\s*年?"
    + "[〕\\]】)]?\\s*第?(\\d{1,4})号", "g");
  const DECREE = /([\u4e00-\u9fff]{0,12}令)?第?(\d{1,4})号(令)?/g;

  /* Take the numbers out of a text that still has brackets and spaces: found(words, numbers of the
     laws meant, none where the catalog has no such document). */
  function take(text, found) {
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
      found(whole, indexes);
      return " ";
    };
    return text
      .replace(DOCUMENT, (whole, office, year, number) =>
        replace(whole, numbered(gs.text.squash(office), year, number, false), true))
      .replace(DECREE, (whole, office, number, decree) => {
        const issuer = (office || "").replace(/^国令$/, "国务院令");
        const meant = numbered(issuer, "", number, Boolean(office || decree));
        return replace(whole, meant, Boolean(office));
      });
  }

  gs.decree = { take: take };
})(self);
