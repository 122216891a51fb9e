// Answers every request of the pages from the program compiled to WebAssembly: nothing goes to a network.
import init, { Home } from './akwaba_phone.js';

const OWN = ['', 'index.html', 'start.js', 'worker.js', 'akwaba_phone.js', 'akwaba_phone_bg.wasm'];

let home;

// A worker may be stopped at any time: the program is begun again when it is next asked.
function ready() {
  home ??= init({ module_or_path: new URL('akwaba_phone_bg.wasm', import.meta.url) }).then(() =>
    Home.begin(self.location.host),
  );
  return home;
}

self.addEventListener('install', (event) => {
  event.waitUntil(ready().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const name = url.pathname.slice(new URL(self.registration.scope).pathname.length);
  if (url.origin !== self.location.origin || OWN.includes(name)) return;
  event.respondWith(answer(event.request, url));
});

async function answer(request, url) {
  const program = await ready();
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = [...request.headers].flat();
  // A page of another site may send a form here too, but it cannot name one of ours as where it comes from.
  const own = request.mode !== 'navigate' || request.referrer.startsWith(`${url.origin}/`);
  const given = program.answer(request.method, url.pathname + url.search, headers, body, own);
  const status = given.status;
  const pairs = given.headers;
  const content = given.body;
  given.free();
  const answered = new Headers();
  for (let at = 0; at + 1 < pairs.length; at += 2) answered.append(pairs[at], pairs[at + 1]);
  const location = answered.get('location');
  if (status >= 300 && status < 400 && location) return Response.redirect(new URL(location, url), status);
  return new Response(status === 204 || status === 304 ? null : content, { status, headers: answered });
}
