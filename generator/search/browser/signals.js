/* What a citizen most likely wants among items that speak of the same: guides, amounts, contacts. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const GUIDE = /(办事|服务|办税|申请)指南|指引$/;
  const STEPS = /(申请|办理|所需)(材料|流程|条件)|申请受理/;
  const OFFENCE = /^(擅自|未经|未按|未取得|违反|违法|不符合|不按)|(处罚|强制)$/;
  const CONTACT = /咨询|举报|投诉|信访/;
  const AMOUNT = /标准|补助|补偿|补贴/;
  const LEFT_OVER = 1.15;
  const PUBLISHED = 1.05;

  function intent(item, intents) {
    let factor = 1;
    if (intents.has("how") || intents.has("where")) {
      if (GUIDE.test(item.level2)) factor += 0.3;
      else if (STEPS.test(item.elements)) factor += 0.12;
    }
    if (intents.has("where") && CONTACT.test(item.level2)) factor += 0.2;
    if (intents.has("amount")) {
      if (AMOUNT.test(item.level2)) factor += 0.2;
      else if (AMOUNT.test(item.elements)) factor += 0.1;
    }
    /* Who says nothing of punishment wants the matter, not what becomes of who breaks its rules. */
    if (OFFENCE.test(item.level2) && !intents.has("offence")) factor -= 0.1;
    if (intents.has("town") && item.levels & 2) factor += 0.05;
    return factor;
  }

  /* A single character left over (退 in 公租房怎么退) tells nothing alone, and decides between equals. */
  function leftOver(item, concepts) {
    return concepts.some((one) => one.kind === "unknown" && one.text.length === 1
      && item.fields.level2.indexOf(one.text) >= 0);
  }

  /* What an item's score is multiplied by. */
  function factor(item, understood) {
    return intent(item, understood.intents) * (item.published.size ? PUBLISHED : 1)
      * (leftOver(item, understood.concepts) ? LEFT_OVER : 1);
  }

  gs.signals = { factor: factor };
})(self);
