// What has passed its term is proposed by one person, destroyed by another, and its record prints; what somebody opposes is
// granted and lifted; the report that the law asks for and the register of processing are sheets of paper.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';
import { accessible, fits, printed } from '../lib/checks.mjs';

const day = openDay(61);
const send = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForLoadState();
};
const good = async (page) => {
  await accessible(page);
  await fits(page);
};

test('visits past their term are destroyed by two people, and what the law asks for prints', async () => {
  const director = (await day.enter('director')).page;
  await director.goto('/donnees/durees');
  await good(director);
  assert.match(await director.locator('main').innerText(), /Proposition à valider/);
  await director.goto('/donnees/durees/visit');
  await good(director);
  await director.locator('[name=months]').fill('1');
  await director.locator('[name=why]').fill('Essai de la démonstration');
  await send(director, 'Enregistrer la durée');

  const counter = (await day.enter('reception')).page;
  await counter.goto('/accueil/registre/recopier');
  await counter.locator('[name=page]').fill('12');
  for (const [line, name] of [[1, 'Konan Essai'], [2, 'Yao Essai']]) {
    await counter.locator(`[name=number-${line}]`).fill(String(40 + line));
    await counter.locator(`[name=day-${line}]`).fill('14/03/2024');
    await counter.locator(`[name=name-${line}]`).fill(name);
  }
  await counter.locator('main form p.actions button').first().click();
  await counter.waitForURL(/apres=42/);

  const worker = (await day.enter('social-worker')).page;
  await worker.goto('/donnees/echues?genre=visit');
  await good(worker);
  const boxes = worker.locator('input[name=file]');
  assert.equal(await boxes.count(), 2, 'the two lines of an old register');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await worker.locator('[name=why]').fill('Terme passé.');
  await worker.locator('main form p.actions button').first().click();
  await worker.waitForURL(/\/donnees\/destructions\/[0-9a-f-]{36}$/);
  assert.equal(await worker.locator('[name=sure]').count(), 0, 'who proposed does not confirm');

  await director.goto(new URL(worker.url()).pathname);
  await good(director);
  await director.locator('[name=sure]').check();
  await director.locator('main form p.actions button').first().click();
  await director.waitForLoadState();
  assert.match(await director.locator('main').innerText(), /Fichier de données réécrit/);
  await director.goto(`${new URL(director.url()).pathname}/proces-verbal`);
  await accessible(director);
  assert.match(await director.locator('main').innerText(), /Clés détruites/);
  assert.equal((await printed(director)).sheets, 1);
  for (const paper of ['/donnees/rapport', '/donnees/traitements']) {
    await director.goto(paper);
    await good(director);
    assert.ok((await printed(director)).sheets >= 1, paper);
  }
});
