/* Material's results come from a worker; the page shows a few and adds more as it is scrolled.
   What the worker answers is kept here whole. */
(() => {
  const Plain = self.Worker;
  const QUERY = 2;
  const RESULT = 3;
  const asked = []; /* what stood in the box at each question the worker has not answered yet */
  let waiting = null;
  self.Worker = class extends Plain {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", (event) => {
        if (event.data.type !== RESULT) return;
        self.answeredQuestion = asked.shift();
        if (!waiting) return;
        waiting(event.data.data.items);
        waiting = null;
      });
    }

    postMessage(message, ...how) {
      if (message.type === QUERY) {
        asked.push(document.querySelector("[data-md-component=search-query]").value);
      }
      super.postMessage(message, ...how);
    }
  };
  const code = (place) => place.split("#")[0].split("/").filter(Boolean).pop();
  self.codes = async (question) => {
    const input = document.querySelector("[data-md-component=search-query]");
    const answer = new Promise((seen) => { waiting = seen; });
    input.value = question;
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    const found = new Set();
    for (const sections of await answer) {
      if (found.size < 10) found.add(code(sections[0].location));
    }
    return Array.from(found);
  };
})();
