// The registers that cases fill, as a director opens and prints them; and what they leave out for others.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';

const day = openDay(33);
const { enter } = day;

test('a register opens from the list, numbered from 1, and prints without its buttons', async () => {
  const visitor = await enter('director', { size: { width: 360, height: 740 } });
  const { page } = visitor;
  await page.goto('/registres');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
  const rows = page.locator('main tbody tr');
  const filled = [];
  for (const row of await rows.all()) {
    const lines = Number((await row.locator('td').last().innerText()).trim());
    if (lines > 0) filled.push(row.locator('a').first());
  }
  assert.ok(filled.length > 0, 'the demonstration fills registers');
  await filled[0].click();
  await page.waitForURL(/\/registres\/P\d\d\//);
  const numbers = await page.locator('table.register tbody th').allInnerTexts();
  assert.deepEqual(numbers.map((text) => parseInt(text, 10)), numbers.map((_, at) => at + 1));
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('main .button:visible').count(), 0);
  assert.ok(await page.locator('main table.register').isVisible());
  await visitor.close();
});
