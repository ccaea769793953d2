// What must go on without the server: clocks, running times, the age of figures, the strip when the connection is lost.
const second = 1000;
const stale = 10 * second;

// The server's clock is the right one; from each mark it left in the page, the browser only counts on.
let offset = 0;
let newest = 0;

function learnClock() {
  for (const mark of document.querySelectorAll('[data-gl-now]')) {
    const server = Number(mark.dataset.glNow);
    if (server > newest) {
      newest = server;
      offset = server - Date.now();
    }
  }
}

const two = n => String(n).padStart(2, '0');

function running(ms) {
  const s = Math.max(0, Math.floor(ms / second));
  return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

function clock(ms) {
  const beijing = new Date(ms + 8 * 3600 * second);
  return `${two(beijing.getUTCHours())}:${two(beijing.getUTCMinutes())}:${two(beijing.getUTCSeconds())}`;
}

// the text node itself is kept: Blazor holds on to it
function write(element, text) {
  const node = element.firstChild;
  if (node && node.nodeValue !== text) node.nodeValue = text;
}

function tick() {
  learnClock();
  const now = Date.now() + offset;
  for (const e of document.querySelectorAll('[data-gl-clock]')) write(e, clock(now));
  for (const e of document.querySelectorAll('[data-gl-since]')) write(e, running(now - Number(e.dataset.glSince)));
  for (const e of document.querySelectorAll('[data-gl-until]')) write(e, running(Number(e.dataset.glUntil) - now));
  for (const e of document.querySelectorAll('[data-gl-updated]')) {
    const old = now - Number(e.dataset.glUpdated) > stale;
    e.classList.toggle('is-old', old);
    write(e.lastElementChild, old ? e.dataset.glOld : e.dataset.glFresh);
  }
  for (const e of document.querySelectorAll('[data-gl-ladder]')) {
    const last = Number(e.dataset.glLast);
    const minutes = Math.min(last, Math.max(0, (now - Number(e.dataset.glLadder)) / 60000));
    e.style.setProperty('--now', `${minutes * 100 / last}%`);
  }
}

setInterval(tick, second);

window.govliaison = {
  setLook(look) {
    document.cookie = `look=${look}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.dataset.look = look;
  },
  reveal(selector) {
    document.querySelector(selector)?.scrollIntoView({ block: 'nearest' });
  },
};

// Trees go by arrow keys, here and not on the server: the focus must not wait for an answer. Enter follows the row's link by itself.
document.addEventListener('keydown', event => {
  const field = event.target.closest?.('[data-gl-tree]');
  if (field && event.key === 'ArrowDown') {
    document.getElementById(field.dataset.glTree)?.querySelector('[role=treeitem]')?.focus();
    event.preventDefault();
    return;
  }
  const item = event.target.closest?.('[role=tree] a[role=treeitem]');
  if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
  const items = [...item.closest('[role=tree]').querySelectorAll('[role=treeitem]')];
  const at = items.indexOf(item);
  const level = i => Number(items[i].getAttribute('aria-level'));
  const opened = item.getAttribute('aria-expanded');
  const toggle = () => item.parentElement.querySelector('button')?.click();
  let next = -1;
  switch (event.key) {
    case 'ArrowDown': next = at + 1; break;
    case 'ArrowUp': next = at - 1; break;
    case 'Home': next = 0; break;
    case 'End': next = items.length - 1; break;
    case 'ArrowRight': if (opened === 'false') toggle(); else if (opened === 'true') next = at + 1; break;
    case 'ArrowLeft': if (opened === 'true') toggle(); else for (next = at - 1; next >= 0 && level(next) >= level(at); next--); break;
    default: return;
  }
  event.preventDefault();
  items[next]?.focus();
});

const strip = document.getElementById('components-reconnect-modal');
if (strip) {
  const lead = strip.querySelector('b');
  const button = strip.querySelector('button');
  let lostAt = 0;
  let timer = 0;
  let gone = false;

  const write = () => {
    const seconds = Math.round((Date.now() - lostAt) / second);
    lead.textContent = gone ? strip.dataset.gone : strip.dataset.lost.replace('{0}', seconds);
    button.textContent = gone ? strip.dataset.reload : strip.dataset.retry;
    strip.hidden = seconds < 1;
  };

  const lost = () => {
    if (timer) return;
    lostAt = Date.now();
    timer = setInterval(write, second);
  };

  const found = () => {
    clearInterval(timer);
    timer = 0;
    gone = false;
    strip.hidden = true;
  };

  // A circuit that is gone cannot come back. A screen nobody writes on opens itself again; a half-written field is left in peace.
  const over = () => {
    const writing = document.activeElement?.matches('input, textarea, [contenteditable]');
    if (!writing) {
      location.reload();
      return;
    }
    lost();
    gone = true;
    write();
  };

  const retry = async () => {
    if (gone) {
      location.reload();
      return;
    }
    try {
      if (await Blazor.reconnect()) found();
      else if (Blazor.resumeCircuit && await Blazor.resumeCircuit()) found();
      else over();
    } catch {
      // the server is still away; the strip stays and the next try comes with the next press or when the page is looked at
    }
  };

  strip.addEventListener('components-reconnect-state-changed', event => {
    switch (event.detail.state) {
      case 'show': case 'retrying': case 'failed': case 'paused': lost(); break;
      case 'hide': found(); break;
      case 'rejected': case 'resume-failed': over(); break;
    }
  });
  button.addEventListener('click', retry);
  document.addEventListener('visibilitychange', () => {
    if (timer && document.visibilityState === 'visible') retry();
  });
  setInterval(() => { if (timer && !gone) retry(); }, 15 * second);
}
