/* Runs right behind the announcement, before it is drawn: one that a visitor dismissed is not seen again. */
(function () {
  var bar = document.currentScript.previousElementSibling;
  var key = "announcement";
  try {
    if (localStorage.getItem(key) === bar.dataset.id) bar.hidden = true;
  } catch {
    /* Storage may be refused. */
  }
  bar.querySelector("input").addEventListener("change", function () {
    bar.hidden = true;
    try {
      localStorage.setItem(key, bar.dataset.id);
    } catch {
      /* It is gone for this page. */
    }
  });
  /* While the site is written, it stays dismissed. */
  addEventListener("handbill:before-swap", function (event) {
    var next = event.detail.document.querySelector(".announcement");
    if (next && next.dataset.id === bar.dataset.id) next.hidden = bar.hidden;
  });
})();
