/* Words of every question: what it asks, what adds nothing, what is said of any matter. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  const ASKED = {
    how: "怎么样 怎么 怎样 如何 咋样 咋 怎么办 咋办 怎么弄 怎么做 怎么办理 如何办理 怎么才能 怎么申请 如何申请 怎样申请 怎么领"
      + " 办什么 要什么 需要什么 交什么 带什么",
    where: "哪里 哪儿 去哪 去哪里 去哪儿 在哪里 在哪 到哪 到哪里 找谁 找哪个部门 归谁管 谁管 谁来管 哪个部门 打什么电话 什么电话",
    amount: "多少 多少钱 几钱",
    town: "乡镇 镇上 镇里 乡里 村里 村上 村 街道",
    "": "哪些 哪个 哪种 什么 什么样 啥 几 谁 为什么 可以 能不能 是不是 有没有 我想 我要 请问 需要 应该 的 了 是 要 能 想 我 我们 请 给 个 去 到 有"
      + " 得 把 被 在 和 与 吗 呢 吧 啊 呀 里 后 快 办 一个 一下 怎 就 都 还 也 您 你 用 公开什么 公开哪些 公开"
      + " 偷偷 老是 经常 一直 到底 究竟 已经 现在 马上 家里 没有 好几 这个 那个 自己 别人 人家"
      + " 今天 明天 最近 今年 去年 以前 之前 以后 一起 没 不 太 很 会 又 才 向 从 怎么才 什么时候 多久 多大 太大 太多"
      + " 旁边 附近 隔壁 楼下 楼上 周围 门口 对面 小区 我家 家门口 家附近"
      + " 每天 天天 半夜 晚上 那边 那里 这边 这里 在这里 会不会 要不要 需不需要 能不能够 听说 排到 带哪些 哪一个 哪几家 每个月 县里 管不管 算不算 开不开",
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

  gs.words = { stops: stopWords, isGeneric: isGeneric };
})(self);
