// One Chromium for a test file, and visitors in it: a visitor is a person with a browser of their own,
// whose page may ask nothing of another host and may not err in silence.
import { chromium } from 'playwright-core';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

// Sizes that every page must suit: a small phone, and the counter's old screen.
export const PHONE = { width: 360, height: 640 };
export const COUNTER = { width: 1024, height: 600 };

function executable() {
  if (process.env.AKWABA_CHROMIUM) return process.env.AKWABA_CHROMIUM;
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: look further.
      }
    }
  }
  throw new Error('Chromium is missing; this would bring it: sudo apt-get install -y chromium');
}

export async function openBrowser() {
  const alone = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: executable(),
    args: [
      ...alone,
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export async function openVisitor(browser, base, { javaScript = true, size = COUNTER, language = 'fr-FR' } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    javaScriptEnabled: javaScript,
    viewport: size,
    locale: language,
    timezoneId: 'Africa/Abidjan',
    reducedMotion: 'reduce',
  });
  const host = new URL(base).host;
  const troubles = [];
  const expected = [];
  const trouble = (text) => {
    if (!expected.some((pattern) => pattern.test(text))) troubles.push(text);
  };
  await context.route(
    (url) => ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.host !== host,
    (route) => {
      trouble(`asked another host: ${route.request().url()}`);
      return route.abort();
    },
  );
  context.on('response', (response) => {
    if (response.status() >= 500) trouble(`${response.status()} on ${response.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') trouble(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => trouble(`script: ${error.error()}`));
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return {
    page,
    context,
    troubles,
    // What this visit provokes on purpose, such as the console line of a refused page.
    expect: (pattern) => expected.push(pattern),
    async close() {
      await context.close();
      if (troubles.length > 0) throw new Error(`the visit had troubles:\n${troubles.join('\n')}`);
    },
  };
}
