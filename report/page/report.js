/* The page works without this: a figure is a link to where it comes from. Esc
   closes that again, and the figure that was asked for keeps the focus. */
(function () {
  'use strict';
  var asked = null;
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[href^="#f-"]');
    if (link && !link.closest('article')) asked = link;
  });
  function close() {
    var x = window.scrollX, y = window.scrollY;
    window.location.hash = '_';
    window.scrollTo(x, y);
    if (asked) asked.focus({preventScroll: true});
  }
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && window.location.hash.indexOf('#f-') === 0) close();
  });
  document.querySelectorAll('article.why .close').forEach(function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      close();
    });
  });
})();
