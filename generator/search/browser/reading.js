/* Candidates looked at themselves: their rows first, and of texts what titles leave in doubt. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});
  /* KB of a file of texts whose row tells none. */
  const USUAL = 2;

  async function addRows(hits, block) {
    const name = (hit) => hit.segment.number + "d" + Math.floor(hit.at / block);
    const loaded = await gs.shards.load(hits.map(name));
    hits.forEach((hit, i) => {
      const cells = loaded[i][hit.at % block];
      const pieces = cells[6] ? cells[8] || 1 : 0;
      Object.assign(hit, gs.publisher(cells[2]), { id: cells[0], title: cells[1], date: cells[3],
        number: cells[4], index: cells[5], file: cells[6], kilobytes: cells[7] || USUAL,
        pieces: pieces, read: 0, text: "" });
    });
  }

  /* The file with the next piece of a text; a long text has several, one after another. */
  function next(hit) {
    return hit.segment.number + "f" + (hit.file + hit.read);
  }

  /* What reading on costs, in KB. */
  function price(hit) {
    return gs.shards.has(next(hit)) ? 0 : hit.kilobytes;
  }

  async function readOn(hits) {
    const loaded = await gs.shards.load(hits.map(next));
    hits.forEach((hit, i) => {
      hit.text += loaded[i][1 + hit.at - loaded[i][0]];
      hit.read += 1;
    });
  }

  /* Tell which hold what their pairs promised, by their titles, else by their texts: worth, and sure
     once that is known. afford picks from those in doubt whose texts may be read on. */
  async function verify(hits, want, block, afford) {
    await addRows(hits.filter((hit) => !hit.id), block);
    for (let doubted = hits; ;) {
      doubted = doubted.filter((hit) => {
        const worth = gs.wanted.judge(hit, want);
        hit.sure = worth > 0 || hit.read === hit.pieces;
        if (hit.sure) hit.worth = worth;
        return !hit.sure;
      });
      const affordable = afford(doubted);
      if (!affordable.length) return;
      await readOn(affordable);
    }
  }

  gs.reading = { price: price, verify: verify };
})(self);
