// A social worker's morning and the director's: the agenda, a step done and sent for approval, one approved,
// one sent back with its reason; without a script too, and at the width of a phone.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';

const day = openDay(21);
const { enter } = day;

// Answers what the page of a step asks: the first choice of each list, something in each field.
async function answer(page) {
  const form = page.locator('main form[data-draft]');
  for (let round = 0; round < 4; round += 1) {
    const groups = new Set(await form.locator('input[type=radio]').evaluateAll((all) => all.map((one) => one.name)));
    for (const name of groups) {
      const group = form.locator(`input[type=radio][name="${name}"]`);
      if ((await group.evaluateAll((all) => all.filter((one) => one.checked).length)) === 0) await group.first().check();
    }
    for (const list of await form.locator('select').all()) {
      if ((await list.inputValue()) === '') await list.selectOption({ index: 1 });
    }
    for (const name of new Set(await form.locator('input[type=checkbox]').evaluateAll((all) => all.map((one) => one.name)))) {
      const boxes = form.locator(`input[type=checkbox][name="${name}"]`);
      if ((await boxes.evaluateAll((all) => all.filter((one) => one.checked).length)) === 0) await boxes.first().check();
    }
    const today = new Date();
    for (const box of await form.locator('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea').all()) {
      if ((await box.inputValue()) !== '') continue;
      const name = (await box.getAttribute('name')) ?? '';
      const mode = await box.getAttribute('inputmode');
      if (name.endsWith('_day')) await box.fill(String(today.getUTCDate()));
      else if (name.endsWith('_month')) await box.fill(String(today.getUTCMonth() + 1));
      else if (name.endsWith('_year')) await box.fill(String(today.getUTCFullYear()));
      else if ((await box.getAttribute('type')) === 'time') await box.fill('09:30');
      else await box.fill(mode ? '2' : 'Dit par la personne.');
    }
    await form.locator('p.actions button').first().click();
    await page.waitForLoadState();
    if (!page.url().includes('/etapes/')) break;
  }
}

test('the agenda is alive, overdue first, and leads to the step with its advice', async () => {
  const visitor = await enter('social-worker');
  const { page } = visitor;
  await page.goto('/aujourdhui');
  const titles = await page.locator('main h2').allInnerTexts();
  assert.ok(titles.length > 1, titles.join(', '));
  const dated = titles.filter((title) => ['En retard', 'Aujourd’hui', "Aujourd'hui"].includes(title));
  assert.equal(dated[0], 'En retard', titles.join(', '));
  await page.locator('main section[aria-labelledby=late] li a').first().click();
  await page.waitForURL(/\/dossiers\/.*\/etapes\//);
  assert.ok((await page.locator('main .lead').innerText()).length > 10, 'the sentence of advice');
  await visitor.close();
});

test('a step is done from the agenda, on a phone without a script', async () => {
  const visitor = await enter('social-worker', { javaScript: false, size: { width: 360, height: 740 } });
  const { page } = visitor;
  await page.goto('/aujourdhui');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} wide`);
  await page.locator('main section li a[href*="/etapes/"]').first().click();
  await page.waitForLoadState();
  const step = page.url();
  await page.getByRole('link', { name: 'Ne pas faire cette étape' }).click();
  await page.locator('[name=reason]').fill('La route est coupée.');
  await page.getByRole('button', { name: 'Passer cette étape' }).click();
  await page.waitForLoadState();
  assert.notEqual(page.url(), step);
  assert.match(await page.locator('main').innerText(), /La route est coupée|Non faite, avec un motif|Terminé/);
  await visitor.close();
});

test('what the worker sends for approval is approved by the director or comes back with a reason', async () => {
  const director = await enter('director');
  director.expect(/422/);
  await director.page.goto('/visas');
  const asked = await director.page.locator('main ul.rows a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.ok(asked.length >= 2, 'the demonstration waits for approvals');
  await director.page.goto(asked[0]);
  await director.page.getByRole('button', { name: 'Donner le visa' }).click();
  await director.page.waitForURL(/\/visas$/);
  assert.match(await director.page.locator('main').innerText(), /Le visa est donné/);
  await director.page.goto(asked[1]);
  await director.page.getByRole('button', { name: 'Renvoyer' }).click();
  await director.page.waitForLoadState();
  assert.equal(await director.page.locator('#c-reason-error').count(), 1, 'a reason is needed');
  await director.page.locator('[name=reason]').fill('Dites ce que la personne veut.');
  await director.page.getByRole('button', { name: 'Renvoyer' }).click();
  await director.page.waitForURL(/\/visas$/);
  await director.close();
  const worker = await enter('social-worker');
  const { page } = worker;
  const dossier = asked[1].split('/')[2];
  await page.goto(`/dossiers/${dossier}`);
  assert.match(await page.locator('main').innerText(), /Renvoyée, à reprendre/);
  await page.locator(`main a.button[href*="/etapes/"]`).first().click();
  await page.waitForLoadState();
  assert.match(await page.locator('main').innerText(), /Dites ce que la personne veut/);
  await worker.close();
});

test('a case is opened from a person and its first step done', async () => {
  const worker = await enter('social-worker');
  worker.expect(/422/);
  const { page } = worker;
  await page.goto('/personnes/nouvelle');
  await page.locator('[name="name-1"]').first().fill('Zokouabré');
  await page.getByRole('button', { name: 'Inscrire' }).click();
  await page.waitForURL(/\/personnes\/[0-9a-f-]{36}/);
  await page.getByRole('link', { name: 'Ouvrir un dossier' }).click();
  await page.getByLabel(/^P16/).check();
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await page.waitForURL(/\/etapes\//);
  await answer(page);
  assert.doesNotMatch(page.url(), /\/etapes\//, await page.locator('main').innerText());
  assert.match(await page.locator('main').innerText(), /Faite/);
  await worker.close();
});
