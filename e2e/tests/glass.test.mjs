// Break-glass from end to end: guardians named by two people, a sealed file, a request, an agreement, three hours, a review;
// at the width of a phone too.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';
import { accessible, fits } from '../lib/checks.mjs';

const day = openDay(61);
const send = async (page, form = 'main form') => {
  await page.locator(`${form} p.actions button`).first().click();
  await page.waitForLoadState();
};
const inside = async (page, role) => {
  await page.goto('/espace');
  await page.locator('[name=passphrase]').fill(day.demo.account(role).passphrase);
  await send(page);
  assert.match(page.url(), /\/aujourdhui$/);
};
const looked = async (page, path) => {
  await page.goto(path);
  await accessible(page);
  await fits(page);
};

test('two guardians open one sealed file together, and its owner is told', async () => {
  const [director, region, worker] = await Promise.all(
    ['director', 'regional-supervisor', 'social-worker'].map(async (role) => (await day.enter(role)).page),
  );
  await looked(director, '/centre/gardiens');
  const boxes = director.locator('[name=guardians]');
  assert.ok((await boxes.count()) >= 2, 'who has signed in has keys');
  for (const box of await boxes.all()) await box.check();
  await send(director);
  await looked(region, '/centre/gardiens');
  await region.locator('[value=grant]').click();
  await region.waitForLoadState();

  await inside(worker, 'social-worker');
  await worker.goto('/espace/nouveau');
  await worker.locator('[name=procedure]').first().check();
  await worker.locator('[name=whose][value=code]').check();
  await send(worker, 'form[action="/espace/nouveau"]');
  const file = new URL(worker.url()).pathname.split('/etapes/')[0];
  await worker.goto(file);
  const number = /Z\d{6}\/\d{4}/.exec(await worker.locator('main').innerText())[0];

  await inside(director, 'director');
  assert.equal((await director.goto(file)).status(), 404);
  await looked(director, '/espace/danger');
  await director.locator('[name=reason]').fill('Menacée cette nuit ; qui suit le dossier ne répond pas.');
  await send(director, 'form[action="/espace/danger"]');
  assert.match(await director.locator('.errors').innerText(), /numéro ou un code/);
  await director.locator('[name=number]').fill(number);
  await send(director, 'form[action="/espace/danger"]');
  assert.equal((await director.goto(file)).status(), 404, 'one alone');

  await inside(region, 'regional-supervisor');
  await looked(region, '/espace/danger');
  assert.match(await region.locator('main').innerText(), new RegExp(number));
  await region.locator('[name=giving]').fill(day.demo.account('regional-supervisor').passphrase);
  await send(region, 'form[action="/espace/danger/accord"]');
  assert.equal((await director.goto(file)).status(), 200, 'two together');
  await looked(director, `${file}/ouvertures`);
  await looked(worker, `${file}/ouvertures`);
  assert.match(await worker.locator('main').innerText(), /Menacée cette nuit/);
  await send(worker, 'form[action$="/vu"]');
});
