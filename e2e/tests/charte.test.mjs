// The parts of every page, drawn by the style guide: sound on each screen, and what the script adds to them.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser, openVisitor, PHONE } from '../lib/browser.mjs';
import { light, printed, sound, walkable } from '../lib/checks.mjs';
import { serve } from '../lib/serve.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

let folder;
let browser;
let server;
let posted = [];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'akwaba-charte-'));
  // `cargo verify` has built it already.
  const built = process.env.AKWABA_CHARTE;
  if (built) execFileSync(built, [folder], { cwd: ROOT });
  else execFileSync('cargo', ['run', '--quiet', '--package', 'akwaba-web', '--example', 'charte', '--', folder], { cwd: ROOT });
  server = await serve((request, response) => {
    const address = new URL(request.url, 'http://x');
    const headers = { 'content-security-policy': POLICY, 'cache-control': 'no-store' };
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        posted.push({ path: address.pathname, body });
        const wait = address.pathname === '/lent' ? 400 : 0;
        setTimeout(() => response.writeHead(303, { ...headers, location: '/' }).end(), wait);
      });
      return;
    }
    if (address.pathname === '/personnes/recherche') {
      const people = ['Kouassi Affoué', 'Kouassi Yao'].map((name, at) => `<li><a href="/door.html?${at}">${name}</a></li>`);
      response.writeHead(200, { ...headers, 'content-type': KINDS['.html'] }).end(`<ul>${people.join('')}</ul>`);
      return;
    }
    const file = address.pathname === '/' ? 'door.html' : address.pathname.slice(1);
    try {
      const bytes = readFileSync(path.join(folder, file));
      response.writeHead(200, { ...headers, 'content-type': KINDS[path.extname(file)] }).end(bytes);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function visit(address, options, body) {
  posted = [];
  const visitor = await openVisitor(browser, server.base, options);
  await visitor.page.goto(address);
  await body(visitor.page, visitor.context);
  await visitor.close();
}

test('every part is accessible, fits, has large targets and is reached by Tab', async () => {
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
    await visit(`/${name}`, {}, async (page) => {
      await sound(page);
      await walkable(page);
    });
    await visit(`/${name}`, { size: PHONE, javaScript: false }, async (page) => {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, name);
    });
  }
});

test('a page with its style and script is light, and its papers print on one sheet', async () => {
  await visit('/queue.html', {}, async (page, context) => {
    await light(context, `${server.base}/queue.html`, 60 * 1024);
  });
  for (const name of ['register', 'slip']) {
    await visit(`/${name}.html`, {}, async (page) => assert.equal((await printed(page)).sheets, 1));
  }
});

// Runs in the page: notes what is left on it once the press has been dealt with, in the same task.
function watch() {
  const note = (event) => {
    if (event.type === 'keydown' && event.key === 'Escape' && !document.documentElement.classList.contains('masked')) return;
    sessionStorage.setItem('left', document.body.textContent.trim());
  };
  addEventListener('keydown', note);
  addEventListener('submit', note);
}

// Holds back everything the page asks, until it is let go.
async function hold(page) {
  const waiting = [];
  let open = false;
  await page.route('**/*', (route) => (open ? route.continue() : waiting.push(route)));
  return async () => {
    open = true;
    await Promise.all(waiting.splice(0).map((route) => route.continue()));
  };
}

test('F9, Escape twice and the button each empty the screen before any answer of the network, then lock', async () => {
  const ways = [
    (page) => page.keyboard.press('F9'),
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
    (page) => page.click('form[data-mask] button', { noWaitAfter: true }),
  ];
  for (const way of ways) {
    await visit('/form.html', {}, async (page) => {
      await page.fill('#c-given', 'Affoué');
      await page.evaluate(watch);
      const letGo = await hold(page);
      await way(page);
      const seen = await page.evaluate(() => ({
        left: sessionStorage.getItem('left'),
        words: document.body.innerText.trim(),
        masked: document.documentElement.classList.contains('masked'),
        title: document.title,
      }));
      assert.deepEqual(seen, { left: '', words: '', masked: true, title: 'Akwaba' });
      assert.equal(posted.length, 0, 'nothing was answered yet');
      await letGo();
      await page.waitForURL((url) => url.pathname === '/');
      assert.ok(posted.some(({ path: sent }) => sent === '/masquer'));
      assert.ok(posted.some(({ path: sent, body }) => sent === '/brouillons' && body.includes('brouillon=')), 'the draft is kept');
      assert.ok(!(await page.content()).includes('Kouassi'));
    });
  }
});

test('one Escape alone hides nothing', async () => {
  await visit('/queue.html', {}, async (page) => {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(800);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
    assert.equal(new URL(page.url()).pathname, '/queue.html');
    assert.equal(posted.length, 0);
  });
});

test('a page nobody touches for five minutes hides itself, and one that is used does not', async () => {
  const visitor = await openVisitor(browser, server.base, {});
  await visitor.page.clock.install();
  await visitor.page.goto('/queue.html');
  await visitor.page.clock.runFor(200_000);
  await visitor.page.keyboard.press('Shift');
  await visitor.page.clock.runFor(200_000);
  assert.equal(new URL(visitor.page.url()).pathname, '/queue.html');
  await visitor.page.clock.runFor(110_000);
  await visitor.page.waitForURL((url) => url.pathname === '/');
  await visitor.close();
});

test('searching while typing offers people, and the arrows and Enter open one', async () => {
  await visit('/queue.html', {}, async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('koua');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.getAttribute('#find', 'aria-activedescendant'), 'find-1');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.search === '?1');
  });
});

test('what is typed is kept as a draft, without passphrases', async () => {
  await visit('/form.html', {}, async (page) => {
    await page.fill('#c-given', 'Affoué Marie');
    await page.fill('#c-pass', 'une phrase secrète');
    await page.waitForTimeout(2400);
    const draft = posted.find(({ path: sent }) => sent === '/brouillons');
    assert.ok(draft.body.includes('given=Affou'));
    assert.ok(!draft.body.includes('pass='));
  });
});

test('a form pressed twice is sent once', async () => {
  await visit('/form.html', {}, async (page) => {
    await page.evaluate(() => document.querySelector('main form').setAttribute('action', '/lent'));
    await page.evaluate(() => {
      const button = document.querySelector('main form .actions button');
      button.click();
      button.click();
    });
    await page.waitForURL((url) => url.pathname === '/');
    assert.equal(posted.filter(({ path: sent }) => sent === '/lent').length, 1);
  });
});
