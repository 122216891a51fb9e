// The rig itself: each check catches a bad page and lets a good one pass.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser, openVisitor } from '../lib/browser.mjs';
import { accessible, fits, largeTargets, light, printed, tabTo, walkable } from '../lib/checks.mjs';
import { html, serve } from '../lib/serve.mjs';

const style = `<style>a, button, input { min-height: 44px; font-size: 16px } :focus-visible { outline: 3px solid }</style>`;
const frame = (body, head = style) => `<!doctype html><html lang="fr"><head><title>Page</title>
<meta name="viewport" content="width=device-width">${head}<link rel="icon" href="data:,"></head><body><main><h1>Page</h1>${body}</main></body></html>`;

const pages = {
  '/good': frame('<form><label for="a">Nom</label> <input id="a"> <button type="button">Chercher</button></form>'),
  '/unlabelled': frame('<input>'),
  '/wide': frame('<p style="width: 900px">large</p>'),
  '/small': frame('<button type="button" style="min-height: 0; height: 20px">Petit</button>'),
  '/heavy': frame(`<p>${Array.from({ length: 60_000 }, (_, at) => String.fromCharCode(97 + ((at * 7) % 26))).join('')}</p>`),
  '/elsewhere': frame('<img alt="" src="http://other.invalid/a.png">'),
  '/unseen': frame('<button type="button">Ici</button>', '<style>button { min-height: 44px } :focus { outline: none }</style>'),
  '/unreached': frame(
    '<button type="button" id="a">A</button><button type="button" id="b">B</button><script>a.onkeydown = (e) => e.preventDefault()</script>',
  ),
  '/failing': frame('<script>throw new Error("oh")</script>'),
  '/plain': frame('<noscript><p id="plain">sans script</p></noscript>'),
  '/long': frame('<p>ligne</p>'.repeat(200)),
};

let browser;
let server;

before(async () => {
  server = await serve((request, response) => {
    const text = pages[request.url];
    if (request.url === '/broken') html(response, frame('panne'), 500);
    else html(response, text ?? '', text ? 200 : 404);
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(path, check, options) {
  const visitor = await openVisitor(browser, server.base, options);
  await visitor.page.goto(path);
  try {
    return await check(visitor.page, visitor);
  } finally {
    await visitor.context.close();
  }
}

test('a good page passes every check', async () => {
  await visit('/good', async (page, visitor) => {
    await accessible(page);
    await fits(page);
    await largeTargets(page);
    assert.equal(await walkable(page), 2);
    await light(visitor.context, '/good');
    assert.equal((await printed(page)).sheets, 1);
    await visitor.close();
  });
});

test('a field without a label is caught', async () => {
  await visit('/unlabelled', (page) => assert.rejects(accessible(page), /label/));
});

test('a page wider than a phone is caught', async () => {
  await visit('/wide', (page) => assert.rejects(fits(page), /wider than 360 px/));
});

test('a target too small for a finger is caught', async () => {
  await visit('/small', (page) => assert.rejects(largeTargets(page), /20 px/));
});

test('a page heavier than 40 KB is caught', async () => {
  await visit('/good', (page, { context }) => assert.rejects(light(context, '/heavy'), /at most/));
});

test('a request to another host is caught', async () => {
  await visit('/elsewhere', (page, visitor) => assert.rejects(visitor.close(), /asked another host/));
});

test('a focus that nobody sees is caught', async () => {
  await visit('/unseen', (page) => assert.rejects(walkable(page), /no visible focus/));
});

test('a button that Tab never reaches is caught', async () => {
  await visit('/unreached', (page) => assert.rejects(walkable(page, { stops: 20 }), /Tab reaches 1 of 2/));
});

test('an error of a script is caught', async () => {
  await visit('/failing', (page, visitor) => assert.rejects(visitor.close(), /oh/));
});

test('an error of the server is caught', async () => {
  await visit('/broken', (page, visitor) => assert.rejects(visitor.close(), /500/));
});

test('a visitor without JavaScript sees the page made for them', async () => {
  await visit('/plain', async (page) => assert.equal(await page.locator('#plain').count(), 1), { javaScript: false });
});

test('Tab finds what it is sent to, and says when it does not', async () => {
  await visit('/good', async (page) => {
    await tabTo(page, 'button');
    await assert.rejects(tabTo(page, '#nowhere', 10), /never reaches/);
  });
});

test('a long page prints on several sheets', async () => {
  await visit('/long', async (page) => assert.ok((await printed(page)).sheets > 1));
});
