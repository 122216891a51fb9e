// Somebody is sent to a service: the service is written in the directory, found by the assistant from the case, consented to for that
// service, and the slip comes out on one sheet in three parts, at the widths of a phone and of the counter. The cash box, on the way.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';
import { accessible, fits, printed } from '../lib/checks.mjs';

const day = openDay(29);
const { enter } = day;
const send = async (page) => {
  await page.locator('main form p.actions button').first().click();
  await page.waitForLoadState();
};

test('from a service of the directory to the slip of a referral', async () => {
  const { page } = await enter('social-worker');
  await page.goto('/annuaire');
  await page.getByRole('link', { name: 'Ajouter un service' }).click();
  await page.locator('[name=name]').fill('Mairie, état civil');
  await page.locator('[name=organisation]').fill('Mairie fictive');
  await page.locator('[name=kind][value=etat_civil]').check();
  await page.locator('[name=papers]').fill('Carnet de naissance');
  await accessible(page);
  await send(page);
  assert.match(page.url(), /\/annuaire\/[0-9a-f-]{36}$/);

  await page.goto('/dossiers?voir=miens');
  const cases = await page.locator('main a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const ofPersons = cases.filter((href) => /^\/dossiers\/[0-9a-f]{8}-/.test(href));
  // A case that ended, or is not in the name of one person, refers nobody.
  const find = page.getByRole('button', { name: 'Trouver un service' });
  for (const href of ofPersons) {
    await page.goto(`${href}/references`);
    if ((await find.count()) > 0) break;
  }
  await find.click();
  await page.locator('[name=besoin][value=etat_civil]').check();
  await send(page);
  await page.getByRole('link', { name: /Référer à ce service/ }).first().click();
  await accessible(page);
  await fits(page);
  await send(page);
  assert.ok((await page.locator('.errors li').count()) > 0, 'nothing is sent without consent');
  await page.locator('[name=basis][value=now]').check();
  await page.locator('[name=consent-form][value=thumbprint]').check();
  await page.locator('[name=consent-language]').selectOption({ index: 1 });
  await page.locator('[name=share][value=nom]').check();
  await page.locator('[name=reason]').fill('Extrait de naissance.');
  await page.locator('[name=wanted]').fill('Un extrait.');
  await send(page);
  assert.match(page.url(), /\/references\/[0-9a-f-]{36}$/);
  await accessible(page);
  await page.getByRole('link', { name: 'Fiche en trois volets' }).click();
  assert.equal((await printed(page)).sheets, 1);
});

test('what comes into the cash box stands in its book, and a wrong line is undone', async () => {
  const counter = await enter('reception');
  await counter.page.goto('/caisse/especes/entree');
  await counter.page.locator('[name=quantity]').fill('12 500');
  await counter.page.locator('[name=words]').fill('Don de la mairie.');
  await accessible(counter.page);
  await fits(counter.page);
  await send(counter.page);
  assert.match(await counter.page.locator('main').innerText(), /Don de la mairie/);
  const director = await enter('director');
  await director.page.goto('/caisse/especes');
  await director.page.getByRole('row', { name: /Don de la mairie/ }).getByRole('link', { name: 'Annuler' }).click();
  await director.page.locator('[name=words]').fill('Compté deux fois.');
  await send(director.page);
  assert.match(await director.page.locator('main').innerText(), /Ligne annulée/);
  await accessible(director.page);
  await fits(director.page);
});
