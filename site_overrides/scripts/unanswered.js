/* The search page whose own scripts did not come: the list of everything, and why it is there. */
function unanswered() {
  var summary = one("[data-search-summary]");
  if (!summary || (window.gongkaiSearch && window.gongkaiSearch.asking)) return;
  root.classList.remove("asks");
  summary.textContent = "搜索没有载入，重新打开本页再试。";
}

window.addEventListener("load", unanswered);
