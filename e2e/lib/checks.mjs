// What must hold on every page. Each check throws with what it saw.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PHONE, COUNTER } from './browser.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const PAGE_BYTES_MAX = 40 * 1024;
// A procedure is read or learnt from end to end with its chart: a book, not a page of the counter.
export const BOOK_BYTES_MAX = 64 * 1024;
// A month with every figure a link to what is behind it. Pages are sent as they are, since what is secret in them could be guessed
// from their size compressed; compressed, it would weigh a ninth.
export const MONTH_BYTES_MAX = 104 * 1024;
const TARGET_PX_MIN = 44;

// Accessibility: axe finds nothing serious or critical.
export async function accessible(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (grave.length > 0) {
    const lines = grave.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`);
    throw new Error(`${page.url()} is not accessible:\n${lines.join('\n')}`);
  }
}

// Nothing sticks out sideways, neither on a small phone nor on the counter's screen.
export async function fits(page, sizes = [PHONE, COUNTER]) {
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= limit) return null;
      return [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > limit + 1)
        .slice(0, 5)
        .map((element) => element.outerHTML.slice(0, 120));
    });
    if (wide) throw new Error(`${page.url()} is wider than ${size.width} px:\n${wide.join('\n')}`);
  }
  if (before) await page.setViewportSize(before);
}

// What a finger presses is large enough on a phone. Links inside a sentence are as tall as their line.
export async function largeTargets(page) {
  const before = page.viewportSize();
  await page.setViewportSize(PHONE);
  const small = await page.evaluate((min) => {
    const inSentence = (element) =>
      element.tagName === 'A' && getComputedStyle(element).display === 'inline';
    const reached = (element) => {
      const label = element.labels?.[0];
      const box = element.getBoundingClientRect();
      const around = label?.getBoundingClientRect();
      return Math.max(box.height, around?.height ?? 0);
    };
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
      .filter((element) => element.checkVisibility?.() ?? true)
      .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().left >= 0)
      .filter((element) => !inSentence(element) && reached(element) < min - 0.5)
      .slice(0, 5)
      .map((element) => `${Math.round(reached(element))} px: ${element.outerHTML.slice(0, 120)}`);
  }, TARGET_PX_MIN);
  if (before) await page.setViewportSize(before);
  if (small.length > 0) throw new Error(`${page.url()} has targets under ${TARGET_PX_MIN} px:\n${small.join('\n')}`);
}

// Bytes on the wire for a first visit of `address`: the page with its style and its script.
export async function weight(context, address) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.close();
  return bytes;
}

export async function light(context, address, max = PAGE_BYTES_MAX) {
  const bytes = await weight(context, address);
  if (bytes === 0) throw new Error(`${address} could not be weighed`);
  if (bytes > max) throw new Error(`${address} weighs ${bytes} bytes, ${max} at most`);
}

// Walks the page with Tab alone. Throws where something to press is never reached, or has no visible focus.
export async function walkable(page, { stops = 300 } = {}) {
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')];
    const open = all.filter(
      (element) =>
        !element.disabled && element.tabIndex >= 0 && element.checkVisibility() && element.getClientRects().length > 0,
    );
    // One radio of a group is enough: the arrows reach the others.
    const groups = new Set();
    return open.filter((element) => {
      if (element.type !== 'radio') return true;
      const first = !groups.has(element.name);
      groups.add(element.name);
      return first;
    }).length;
  });
  await page.evaluate(() => {
    document.activeElement?.blur?.();
    globalThis.getSelection()?.removeAllRanges();
  });
  const reached = new Set();
  const unseen = [];
  for (let stop = 0; stop < stops && reached.size < wanted; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const around = element.closest('label') ? getComputedStyle(element.closest('label')) : style;
      const visible = [style, around].some(
        (look) => (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none',
      );
      globalThis.akwabaStops ??= new Map();
      if (!globalThis.akwabaStops.has(element)) globalThis.akwabaStops.set(element, globalThis.akwabaStops.size);
      return { number: globalThis.akwabaStops.get(element), visible, html: element.outerHTML.slice(0, 120) };
    });
    if (!at) continue;
    if (!reached.has(at.number) && !at.visible) unseen.push(at.html);
    reached.add(at.number);
  }
  if (reached.size < wanted) throw new Error(`${page.url()}: Tab reaches ${reached.size} of ${wanted}`);
  if (unseen.length > 0) throw new Error(`${page.url()}: no visible focus on\n${unseen.join('\n')}`);
  return reached.size;
}

// Presses Tab until `selector` has the focus.
export async function tabTo(page, selector, stops = 200) {
  for (let stop = 0; stop < stops; stop += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${page.url()}: Tab never reaches ${selector}`);
}

// The page as paper: how many sheets, and their bytes.
export async function printed(page, format = 'A4') {
  const pdf = await page.pdf({ format, printBackground: false });
  const sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  if (sheets === 0) throw new Error(`${page.url()} prints nothing`);
  return { pdf, sheets };
}

// All that holds for every page at once.
export async function sound(page) {
  await accessible(page);
  await fits(page);
  await largeTargets(page);
}
