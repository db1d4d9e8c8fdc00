/* Reading aloud: only with a Chinese voice that is on the device itself. */
function read() {
  var row = one("[data-read-row]");
  if (!row || !window.speechSynthesis) return;
  var button = one("[data-read]");
  var label = button.querySelector("span");
  function voice() {
    return speechSynthesis.getVoices().filter(function (v) {
      return v.localService && /^(zh|cmn)\b/i.test(v.lang);
    })[0];
  }
  function offer() { row.hidden = !voice(); }
  function set(on) {
    press(button, on);
    label.textContent = on ? "停止朗读" : "朗读本页";
  }
  button.addEventListener("click", function () {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return set(false);
    }
    var parts = all(".head h1, .facts dt, .facts dd, .body > h2, .body > .empty, .line li");
    parts.forEach(function (part, at) {
      var said = new SpeechSynthesisUtterance(part.textContent.replace(/\s+/g, " "));
      said.voice = voice();
      said.lang = "zh-CN";
      if (at === parts.length - 1) said.onend = function () { set(false); };
      speechSynthesis.speak(said);
    });
    set(true);
  });
  speechSynthesis.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", function () { speechSynthesis.cancel(); });
  offer();
}

read();
