/* What most questions do without: how characters sound, their old forms. 14 KB, fetched when one asks. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  let wanted = false;
  let coming = null;

  /* Until sound.js is here: no answer, and a note that there might have been one. */
  function lacking(answer) {
    return () => {
      wanted = true;
      return answer;
    };
  }

  /* Whether sounds were asked for that are not here; asks afresh. */
  function missed() {
    const found = wanted;
    wanted = false;
    return found;
  }

  /* Fetch them; tells whether they are here. It never fails: without them, letters are letters, and
     the next question that needs them asks again. Script and table may come in either order: neither
     is used until both are here. */
  function learn() {
    coming = coming || Promise.all([gs.load("chars.js", () => gs.chars),
      gs.load("sound.js", () => gs.hearing)]).then(() => {
      Object.assign(gs.sound, gs.hearing, { known: true });
      gs.text.learn(gs.chars.simple);
      return true;
    }, () => {
      coming = null;
      return false;
    });
    return coming;
  }

  gs.sound = { words: lacking([]), split: lacking([]), repair: lacking(null), missed: missed,
    learn: learn, known: false };
})(self);
