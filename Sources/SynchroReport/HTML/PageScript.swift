/// The one script: everything can be read without it.
///
/// It filters the requirements, opens what a link leads to in browsers that do not, and opens
/// everything before printing.
enum PageScript {
  static let markup: HTMLText = """
    (function () {
      "use strict";
      var opened = [];
      function reveal() {
        var target = document.getElementById(location.hash.slice(1));
        if (!target) { return; }
        var box = target.closest("details");
        while (box) { box.open = true; box = box.parentElement.closest("details"); }
        target.scrollIntoView();
      }
      function each(selector, act) {
        Array.prototype.forEach.call(document.querySelectorAll(selector), act);
      }
      addEventListener("hashchange", reveal);
      if (location.hash.length > 1) { reveal(); }
      addEventListener("beforeprint", function () {
        each("details:not([open])", function (box) { box.open = true; opened.push(box); });
      });
      addEventListener("afterprint", function () {
        opened.forEach(function (box) { box.open = false; });
        opened = [];
      });
      var form = document.getElementById("filter");
      if (!form) { return; }
      var state = form.elements.namedItem("state");
      var words = form.elements.namedItem("words");
      var told = document.getElementById("filter-count");
      var texts = new Map();
      function filter() {
        var wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
        var count = 0;
        each("#matrix .group", function (group) {
          var left = 0;
          group.querySelectorAll("tbody tr").forEach(function (row) {
            if (!texts.has(row)) { texts.set(row, row.textContent.toLowerCase()); }
            var text = texts.get(row);
            var fits = (!state.value || row.className === state.value)
              && wanted.every(function (word) { return text.indexOf(word) >= 0; });
            row.hidden = !fits;
            if (fits) { left += 1; }
          });
          group.hidden = left === 0;
          count += left;
        });
        told.textContent = count + (count === 1 ? " requirement" : " requirements") + " shown";
      }
      form.hidden = false;
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("input", filter);
    })();
    """
}
