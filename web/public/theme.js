// Runs before the first paint so that an explicit theme or font size never flashes.
// A file of its own, because the Content-Security-Policy allows no inline script.
(function () {
  try {
    var saved = JSON.parse(localStorage.getItem("klatch.settings") || "{}").state || {};
    var root = document.documentElement;
    if (saved.theme === "light" || saved.theme === "dark") root.dataset.theme = saved.theme;
    if (saved.fontSize) root.dataset.fontSize = saved.fontSize;
  } catch {
    // A damaged setting means the defaults of the system.
  }
})();
