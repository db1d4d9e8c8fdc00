/* A QR code of the page's own address (ISO/IEC 18004): bytes, correction level M, versions 1 to 10. */
(function () {
  "use strict";
  /* By version, level M: correction bytes in a block, number of blocks. */
  var ECC = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
  var BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
  var LEVEL_M = 0;

  function rawBytes(version) {
    var bits = (16 * version + 128) * version + 64;
    if (version >= 2) {
      var align = Math.floor(version / 7) + 2;
      bits -= (25 * align - 10) * align - 55;
      if (version >= 7) bits -= 36;
    }
    return Math.floor(bits / 8);
  }
  function dataBytes(version) {
    return rawBytes(version) - ECC[version] * BLOCKS[version];
  }

  /* Arithmetic in GF(256) with the polynomial 0x11d. */
  function times(a, b) {
    var product = 0;
    for (var i = 7; i >= 0; i -= 1) {
      product = (product << 1) ^ ((product >>> 7) * 0x11d);
      product ^= ((b >>> i) & 1) * a;
    }
    return product;
  }
  function divisor(degree) {
    var result = [];
    for (var n = 0; n < degree; n += 1) result.push(n === degree - 1 ? 1 : 0);
    var root = 1;
    for (var i = 0; i < degree; i += 1) {
      for (var j = 0; j < degree; j += 1) {
        result[j] = times(result[j], root);
        if (j + 1 < degree) result[j] ^= result[j + 1];
      }
      root = times(root, 2);
    }
    return result;
  }
  function remainder(data, by) {
    var result = by.map(function () { return 0; });
    data.forEach(function (byte) {
      var factor = byte ^ result.shift();
      result.push(0);
      by.forEach(function (part, i) { result[i] ^= times(part, factor); });
    });
    return result;
  }

  function encode(bytes, version) {
    var bits = [];
    function put(value, length) {
      for (var i = length - 1; i >= 0; i -= 1) bits.push((value >>> i) & 1);
    }
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach(function (byte) { put(byte, 8); });
    var room = dataBytes(version) * 8;
    put(0, Math.min(4, room - bits.length));
    put(0, (8 - (bits.length % 8)) % 8);
    for (var pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
    var data = [];
    for (var at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
    return interleave(data, version);
  }
  function interleave(data, version) {
    var blocks = BLOCKS[version];
    var ecc = ECC[version];
    var raw = rawBytes(version);
    var short = Math.floor(raw / blocks) - ecc;
    var shorts = blocks - (raw % blocks);
    var by = divisor(ecc);
    var parts = [];
    var at = 0;
    for (var i = 0; i < blocks; i += 1) {
      var part = data.slice(at, at + short + (i < shorts ? 0 : 1));
      at += part.length;
      parts.push({ data: part, ecc: remainder(part, by) });
    }
    var result = [];
    for (var n = 0; n <= short; n += 1) {
      parts.forEach(function (part) { if (n < part.data.length) result.push(part.data[n]); });
    }
    for (var e = 0; e < ecc; e += 1) {
      parts.forEach(function (part) { result.push(part.ecc[e]); });
    }
    return result;
  }

  function Matrix(version) {
    this.version = version;
    this.size = version * 4 + 17;
    this.dark = [];
    this.fixed = [];
    for (var y = 0; y < this.size; y += 1) {
      this.dark.push(new Array(this.size).fill(false));
      this.fixed.push(new Array(this.size).fill(false));
    }
  }
  Matrix.prototype.set = function (x, y, dark) {
    this.dark[y][x] = dark;
    this.fixed[y][x] = true;
  };
  Matrix.prototype.patterns = function () {
    var size = this.size;
    for (var i = 0; i < size; i += 1) {
      this.set(6, i, i % 2 === 0);
      this.set(i, 6, i % 2 === 0);
    }
    this.finder(3, 3);
    this.finder(size - 4, 3);
    this.finder(3, size - 4);
    var at = this.alignments();
    for (var a = 0; a < at.length; a += 1) {
      for (var b = 0; b < at.length; b += 1) {
        var corner = (a === 0 && b === 0) || (a === 0 && b === at.length - 1) || (a === at.length - 1 && b === 0);
        if (!corner) this.alignment(at[a], at[b]);
      }
    }
    this.format(0);
    this.versionBits();
  };
  Matrix.prototype.finder = function (cx, cy) {
    for (var dy = -4; dy <= 4; dy += 1) {
      for (var dx = -4; dx <= 4; dx += 1) {
        var x = cx + dx;
        var y = cy + dy;
        var ring = Math.max(Math.abs(dx), Math.abs(dy));
        if (x >= 0 && x < this.size && y >= 0 && y < this.size) this.set(x, y, ring !== 2 && ring !== 4);
      }
    }
  };
  Matrix.prototype.alignment = function (cx, cy) {
    for (var dy = -2; dy <= 2; dy += 1) {
      for (var dx = -2; dx <= 2; dx += 1) {
        this.set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    }
  };
  Matrix.prototype.alignments = function () {
    if (this.version === 1) return [];
    var count = Math.floor(this.version / 7) + 2;
    var step = Math.ceil((this.version * 4 + 4) / (count * 2 - 2)) * 2;
    var result = [6];
    for (var at = this.size - 7; result.length < count; at -= step) result.splice(1, 0, at);
    return result;
  };
  Matrix.prototype.format = function (mask) {
    var data = (LEVEL_M << 3) | mask;
    var rest = data;
    for (var i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    var bits = ((data << 10) | rest) ^ 0x5412;
    function bit(n) { return ((bits >>> n) & 1) !== 0; }
    for (var a = 0; a <= 5; a += 1) this.set(8, a, bit(a));
    this.set(8, 7, bit(6));
    this.set(8, 8, bit(7));
    this.set(7, 8, bit(8));
    for (var b = 9; b < 15; b += 1) this.set(14 - b, 8, bit(b));
    for (var c = 0; c < 8; c += 1) this.set(this.size - 1 - c, 8, bit(c));
    for (var d = 8; d < 15; d += 1) this.set(8, this.size - 15 + d, bit(d));
    this.set(8, this.size - 8, true);
  };
  Matrix.prototype.versionBits = function () {
    if (this.version < 7) return;
    var rest = this.version;
    for (var i = 0; i < 12; i += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    var bits = (this.version << 12) | rest;
    for (var n = 0; n < 18; n += 1) {
      var on = ((bits >>> n) & 1) !== 0;
      var a = this.size - 11 + (n % 3);
      var b = Math.floor(n / 3);
      this.set(a, b, on);
      this.set(b, a, on);
    }
  };
  Matrix.prototype.fill = function (bytes) {
    var at = 0;
    for (var right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (var v = 0; v < this.size; v += 1) {
        for (var j = 0; j < 2; j += 1) {
          var x = right - j;
          var y = ((right + 1) & 2) === 0 ? this.size - 1 - v : v;
          if (this.fixed[y][x] || at >= bytes.length * 8) continue;
          this.dark[y][x] = ((bytes[at >>> 3] >>> (7 - (at & 7))) & 1) !== 0;
          at += 1;
        }
      }
    }
  };
  var MASKS = [
    function (x, y) { return (x + y) % 2; },
    function (x, y) { return y % 2; },
    function (x) { return x % 3; },
    function (x, y) { return (x + y) % 3; },
    function (x, y) { return (Math.floor(x / 3) + Math.floor(y / 2)) % 2; },
    function (x, y) { return ((x * y) % 2) + ((x * y) % 3); },
    function (x, y) { return (((x * y) % 2) + ((x * y) % 3)) % 2; },
    function (x, y) { return (((x + y) % 2) + ((x * y) % 3)) % 2; },
  ];
  Matrix.prototype.mask = function (number) {
    for (var y = 0; y < this.size; y += 1) {
      for (var x = 0; x < this.size; x += 1) {
        if (!this.fixed[y][x] && MASKS[number](x, y) === 0) this.dark[y][x] = !this.dark[y][x];
      }
    }
  };
  /* How hard the pattern is to read: runs, blocks, finder look-alikes, imbalance. */
  Matrix.prototype.penalty = function () {
    var size = this.size;
    var dark = this.dark;
    var score = 0;
    var total = 0;
    function lines(pick) {
      for (var a = 0; a < size; a += 1) {
        var text = "";
        for (var b = 0; b < size; b += 1) text += pick(a, b) ? "1" : "0";
        (text.match(/0{5,}|1{5,}/g) || []).forEach(function (run) { score += run.length - 2; });
        for (var at = 0; at + 11 <= size; at += 1) {
          var part = text.slice(at, at + 11);
          if (part === "10111010000" || part === "00001011101") score += 40;
        }
      }
    }
    lines(function (a, b) { return dark[a][b]; });
    lines(function (a, b) { return dark[b][a]; });
    for (var y = 0; y < size; y += 1) {
      for (var x = 0; x < size; x += 1) {
        if (dark[y][x]) total += 1;
        if (x && y && dark[y][x] === dark[y][x - 1] && dark[y][x] === dark[y - 1][x]
          && dark[y][x] === dark[y - 1][x - 1]) score += 3;
      }
    }
    return score + Math.floor(Math.abs(total * 20 - size * size * 10) / (size * size)) * 10;
  };

  function build(text) {
    var bytes = Array.prototype.slice.call(new TextEncoder().encode(text));
    var version = 1;
    while (version <= 10 && 4 + (version < 10 ? 8 : 16) + bytes.length * 8 > dataBytes(version) * 8) version += 1;
    if (version > 10) return null;
    var matrix = new Matrix(version);
    matrix.patterns();
    matrix.fill(encode(bytes, version));
    var best = 0;
    var least = Infinity;
    for (var mask = 0; mask < 8; mask += 1) {
      matrix.mask(mask);
      matrix.format(mask);
      var score = matrix.penalty();
      if (score < least) {
        least = score;
        best = mask;
      }
      matrix.mask(mask);
    }
    matrix.mask(best);
    matrix.format(best);
    return matrix;
  }

  function svg(text) {
    var matrix = build(text);
    if (!matrix) return null;
    var space = "http://www.w3.org/2000/svg";
    var path = "";
    matrix.dark.forEach(function (row, y) {
      row.forEach(function (dark, x) { if (dark) path += "M" + x + " " + y + "h1v1h-1z"; });
    });
    var drawing = document.createElementNS(space, "svg");
    var shape = document.createElementNS(space, "path");
    drawing.setAttribute("viewBox", "-1 -1 " + (matrix.size + 2) + " " + (matrix.size + 2));
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", "这一页地址的二维码");
    drawing.setAttribute("shape-rendering", "crispEdges");
    shape.setAttribute("d", path);
    shape.setAttribute("fill", "#000");
    drawing.appendChild(shape);
    return drawing;
  }

  window.gongkaiQr = { build: build, svg: svg };
})();
