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

test('the director signs the month of a register, and the cases behind an indicator open', async () => {
  const visitor = await enter('director', { size: { width: 360, height: 740 } });
  const { page } = visitor;
  await page.goto('/registres');
  const rows = page.locator('main tbody tr');
  for (const row of await rows.all()) {
    if (Number((await row.locator('td').last().innerText()).trim()) > 0) {
      await row.locator('a').first().click();
      break;
    }
  }
  await page.waitForURL(/\/registres\/P\d\d\//);
  await page.locator('section.change a').first().click();
  await page.waitForURL(/\/\d{4}-\d{2}$/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
  await page.getByRole('button', { name: 'Signer ce mois' }).click();
  await page.locator('.signed').waitFor();
  assert.match(await page.locator('.signed').innerText(), /^Signé par .*empreinte [0-9a-f]{12}/);
  assert.equal(await page.getByRole('button', { name: 'Signer ce mois' }).count(), 0);
  await page.goto('/indicateurs/P07?jours=365');
  const open = page.getByRole('link', { name: /Voir les dossiers comptés/ });
  if (await open.count()) {
    await open.first().click();
    await page.waitForURL(/\/indicateurs\/P07\/\w+\?jours=365$/);
    assert.ok(await page.locator('main h2').count() === 2);
  }
  await visitor.close();
});
