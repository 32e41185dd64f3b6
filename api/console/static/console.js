// Brings the parts of a page that say `data-refresh="seconds"` up to date, by asking for them again: where `data-from`
// says, or for the whole page. What comes is parsed by the browser as a document of its own, in which nothing runs; no
// text is ever made into HTML here.

for (const part of document.querySelectorAll("[data-refresh]")) wait(part.id);

function wait(id) {
  const seconds = Number(document.getElementById(id)?.dataset.refresh);
  if (seconds) setTimeout(refresh, 1000 * seconds, id);
}

function refresh(id) {
  const old = document.getElementById(id);
  if (document.hidden || old.contains(document.activeElement) || old.querySelector("details[open]")) return wait(id);
  const request = new XMLHttpRequest();
  request.open("GET", old.dataset.from ?? location.href);
  request.responseType = "document";
  request.onload = () => {
    const fresh = request.status === 200 && request.response?.getElementById(id);
    if (fresh) old.replaceWith(document.adoptNode(fresh));
    wait(id);
  };
  request.onerror = () => wait(id);
  request.send();
}
