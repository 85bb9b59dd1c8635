/* Runs directly after the announcement, before it is painted: a dismissed announcement is never visible. */
(function () {
  var bar = document.currentScript.previousElementSibling;
  var key = "announcement";
  try {
    if (localStorage.getItem(key) === bar.dataset.id) bar.hidden = true;
  } catch {
    /* Storage may be blocked. */
  }
  bar.querySelector("input").addEventListener("change", function () {
    bar.hidden = true;
    try {
      localStorage.setItem(key, bar.dataset.id);
    } catch {
      /* It is dismissed on this page only. */
    }
  });
  /* It stays dismissed when the dev server swaps in a change. */
  addEventListener("handbill:before-swap", function (event) {
    var next = event.detail.document.querySelector(".announcement");
    if (next && next.dataset.id === bar.dataset.id) next.hidden = bar.hidden;
  });
})();
