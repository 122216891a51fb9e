// The manual is changed by those who work with it: a change proposed, a word on a step, the difference, two visas,
// the next version with its note, and "J'ai lu"; without a script too, at the widths of a phone and of the counter.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';
import { accessible, fits } from '../lib/checks.mjs';

const day = openDay(23);
const { enter } = day;
const text = (page) => page.locator('main').innerText();

test('a change goes from a worker to a version that everyone concerned has to read', async () => {
  const worker = await enter('social-worker', { javaScript: false });
  await worker.page.goto('/manuel/P09');
  await worker.page.getByRole('link', { name: 'Proposer un changement' }).click();
  await worker.page.locator('[name=reason]').fill('Ce délai ne tient pas dans les villages.');
  await worker.page.getByRole('button', { name: 'Commencer' }).click();
  const area = worker.page.locator('[name=text]');
  const before = await area.inputValue();
  assert.match(before, /\| version \| 2 \|/);
  const title = before.match(/\| titre \| (.+) \|/)[1];
  await area.fill(before.replace(`| titre | ${title} |`, `| titre | ${title} (essai) |`));
  await worker.page.getByRole('button', { name: 'Garder le texte' }).click();
  await worker.page.waitForURL(/\/manuel\/propositions\/[0-9a-f-]{36}$/);
  const proposal = new URL(worker.page.url()).pathname;
  assert.match(await text(worker.page), /Le titre devient/);
  await worker.page.locator('[name=note]').fill('Le titre change.');
  await worker.page.getByRole('button', { name: 'Envoyer' }).click();
  assert.match(await text(worker.page), /Attend les visas/);

  for (const [role, place] of [['regional-supervisor', 0], ['director', 0]]) {
    const visitor = await enter(role);
    await visitor.page.goto('/visas');
    await visitor.page.locator(`main a[href="${proposal}"]`).click();
    await visitor.page.locator('[name=ministry]').nth(place).check();
    await accessible(visitor.page);
    await fits(visitor.page);
    await visitor.page.getByRole('button', { name: 'Donner le visa' }).click();
    await visitor.page.waitForLoadState();
    assert.match(await text(visitor.page), /Le visa est donné/);
    if (role === 'director') {
      await visitor.page.getByRole('button', { name: 'Publier cette version' }).click();
      await visitor.page.waitForURL(/\/manuel\/P09\/2$/);
      assert.match(await text(visitor.page), /Le titre change\./);
    }
    await visitor.close();
  }

  await worker.page.goto('/aujourdhui');
  await worker.page.locator('main a[href="/manuel/P09/2"]').click();
  await worker.page.getByRole('button', { name: "J'ai lu" }).click();
  assert.match(await text(worker.page), /Vous avez dit l'avoir lu/);
  await worker.page.goto('/manuel/P09/1');
  assert.match(await text(worker.page), /Version ancienne/);
  await worker.close();
});

test('errors stand with their place, a word on a step is kept, and the pages suit a phone and a screen reader', async () => {
  const worker = await enter('social-worker');
  worker.expect(/422/);
  const { page } = worker;
  await page.goto('/manuel/P10/1/proposer');
  await page.locator('[name=reason]').fill('Une étape mène nulle part.');
  await page.getByRole('button', { name: 'Commencer' }).click();
  await page.waitForURL(/\/texte$/);
  await accessible(page);
  await fits(page);
  const area = page.locator('[name=text]');
  const before = await area.inputValue();
  await area.fill(before.replace(/\| role \| .* \|/, '| role | personne |'));
  await page.getByRole('button', { name: 'Garder le texte' }).click();
  await page.waitForURL(/propositions\/[0-9a-f-]{36}$/);
  assert.match(await text(page), /feuille etapes, ligne \d+, colonne role/);
  assert.equal(await page.getByRole('button', { name: 'Envoyer' }).count(), 0);
  await accessible(page);
  await fits(page);
  await page.goto('/manuel/P10/1');
  await page.getByRole('link', { name: 'Dire un mot de cette étape' }).first().click();
  await page.waitForURL(/commentaires\?step=/);
  assert.notEqual(await page.locator('[name=step]').inputValue(), '');
  await page.locator('[name=words]').fill('Cette étape vient trop tard.');
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await page.waitForLoadState();
  assert.match(await text(page), /Cette étape vient trop tard\./);
  await accessible(page);
  await fits(page);
  for (const address of ['/manuel/propositions', '/manuel/P16/2', '/manuel', '/aujourdhui']) {
    await page.goto(address);
    await accessible(page);
    await fits(page);
  }
  await worker.close();
});
