// A paper is issued out of a case, printed on one sheet and taken as a PDF, then cancelled; a photo of a paper is kept with the case,
// seen, and a script that calls itself a photo is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openDay } from '../lib/day.mjs';
import { accessible, fits, printed } from '../lib/checks.mjs';

const day = openDay(37);
const { enter } = day;
const send = async (page) => {
  await page.locator('main form p.actions button').first().click();
  await page.waitForLoadState();
};

// The first case of the worker that is a person's: only there can a paper be about somebody at once.
const caseOfPerson = async (page) => {
  await page.goto('/dossiers?voir=miens');
  const links = await page.locator('main a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  for (const href of links.filter((link) => /^\/dossiers\/[0-9a-f]{8}-/.test(link))) {
    const path = href.split('/').slice(0, 3).join('/');
    await page.goto(path);
    if ((await page.locator('h1 a[href^="/personnes/"]').count()) > 0) return path;
  }
  throw new Error('the worker follows nobody');
};

test('an attestation is issued, printed on one sheet, taken as a file and cancelled', async () => {
  const { page } = await enter('social-worker');
  const path = await caseOfPerson(page);
  await page.goto(`${path}/papiers`);
  await accessible(page);
  await fits(page);
  await page.getByRole('link', { name: 'Attestation' }).click();
  await accessible(page);
  await fits(page);
  await page.locator('[name=attested]').fill('');
  await send(page);
  assert.ok((await page.locator('.errors li').count()) > 0, 'an empty paper is not issued');
  await page.locator('[name=attested]').fill('est connue du centre et suivie depuis le 2 novembre 2026.');
  await send(page);
  assert.match(page.url(), /\/papiers\/[0-9a-f-]{36}$/);
  await accessible(page);
  assert.equal((await printed(page)).sheets, 1);
  const loading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Fichier PDF' }).click();
  const file = await loading;
  assert.match(file.suggestedFilename(), /^papier-[0-9A-Za-z-]+\.pdf$/);
  assert.equal(readFileSync(await file.path()).subarray(0, 5).toString(), '%PDF-');
  await page.getByRole('link', { name: 'Annuler ce papier' }).click();
  await page.locator('[name=reason]').fill('Faux prénom.');
  await send(page);
  assert.match(await page.locator('main').innerText(), /ANNULÉ/);
  await page.goto('/papiers');
  assert.match(await page.locator('main').innerText(), /Attestation/);
  await accessible(page);
});

// A small picture, drawn by the browser itself.
const drawn = async (page) => {
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 120;
    canvas.height = 80;
    canvas.getContext('2d').fillRect(10, 10, 50, 50);
    return canvas.toDataURL('image/png').split(',')[1];
  });
  return Buffer.from(data, 'base64');
};

test('a photo is kept with a case and seen, and a script is refused whatever it is called', async () => {
  const { page } = await enter('social-worker');
  const path = await caseOfPerson(page);
  await page.goto(`${path}/documents`);
  await accessible(page);
  await fits(page);
  const add = async (buffer) => {
    await page.locator('[name=kind][value=acte]').check();
    await page.locator('[name=words]').fill('Extrait, recto');
    await page.locator('[name=agreed]').check();
    await page.locator('[name=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await send(page);
  };
  await add(Buffer.from('<script>globalThis.ran = true</script>'));
  assert.match(await page.locator('.errors').innerText(), /une page ou un programme/);
  await accessible(page);
  await add(await drawn(page));
  await page.getByRole('link', { name: /Extrait, recto/ }).click();
  const image = page.locator('main img');
  assert.equal(await image.evaluate((shown) => shown.decode().then(() => shown.naturalWidth)), 120);
  await accessible(page);
  await fits(page);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
});
