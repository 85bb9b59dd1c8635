/*
 * Applies the visitor's choice of light or dark mode. It runs before the page is painted, so that the page
 * never shows in the wrong colours.
 */
(function () {
  var root = document.documentElement;
  var here = document.currentScript.src;
  /* Reserves the space of buttons that need a script. */
  root.dataset.js = "";
  var set = function (theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  var stored = null;
  try {
    stored = localStorage.getItem("theme");
  } catch {
    /* Storage may be blocked. */
  }
  if (stored === "light" || stored === "dark") set(stored);
  document.addEventListener("DOMContentLoaded", function () {
    var opener = document.querySelector(".search-open");
    /* Browsers cannot load the index from file URLs. */
    if (opener && location.protocol === "file:") opener.remove();
    else if (opener) {
      var open = function () {
        /* The box and the index load when they are first needed. */
        if (opener.dataset.script) {
          var script = document.createElement("script");
          script.src = new URL(opener.dataset.script.split("/").pop(), here);
          delete opener.dataset.script;
          document.head.append(script);
          opener.dataset.typed = "";
        } else opener.dispatchEvent(new Event("search:open"));
      };
      opener.addEventListener("click", open);
      document.addEventListener("keydown", function (event) {
        /* Text typed while the box loads is inserted when it opens. */
        if (
          opener.dataset.typed !== undefined &&
          event.key.length === 1 &&
          !event.ctrlKey &&
          !event.metaKey
        ) {
          event.preventDefault();
          opener.dataset.typed += event.key;
          return;
        }
        var isTyping =
          event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
        if (
          (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) ||
          (event.key === "k" && (event.ctrlKey || event.metaKey))
        ) {
          event.preventDefault();
          open();
        }
      });
    }
    var system = matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () {
      return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    };
    var tell = function (page) {
      page.querySelectorAll(".theme-toggle").forEach(function (button) {
        button.setAttribute("aria-pressed", String(isDark()));
      });
    };
    tell(document);
    system.addEventListener("change", function () {
      tell(document);
    });
    /* Prepares the next version of the page before the dev server swaps it in. */
    addEventListener("handbill:before-swap", function (event) {
      var next = event.detail.document;
      tell(next);
      var other = next.querySelector(".search-open");
      if (opener && other && !opener.dataset.script) delete other.dataset.script;
    });
    document.querySelectorAll(".theme-toggle").forEach(function (button) {
      button.addEventListener("click", function () {
        var next = isDark() ? "light" : "dark";
        /* If the choice equals the system's setting, the page follows the system again. */
        var follows = (next === "dark") === system.matches;
        set(follows ? null : next);
        try {
          if (follows) localStorage.removeItem("theme");
          else localStorage.setItem("theme", next);
        } catch {
          /* The choice applies to this page only. */
        }
        tell(document);
      });
    });
  });
})();
