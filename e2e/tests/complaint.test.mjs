// Somebody complains on a phone without script and without a name, keeps sixteen digits, reads the answer with them and does not
// agree with it; who may read it enters the protected space for that, and no title says what it is.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';
import { openVisitor, PHONE } from '../lib/browser.mjs';
import { accessible, fits } from '../lib/checks.mjs';

const day = openDay(67);
const press = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};

async function inside(page, role) {
  await page.goto('/espace');
  await page.locator('[name=passphrase]').fill(day.demo.account(role).passphrase);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/aujourdhui');
  await page.goto('/espace/reclamations');
}

test('a complaint is said without a name, answered by receipt, and its appeal goes to somebody else', async () => {
  const region = (await day.enter('regional-supervisor')).page;
  const director = (await day.enter('director')).page;

  const phone = await openVisitor(day.browser, day.demo.base, { size: PHONE, javaScript: false });
  const said = phone.page;
  await said.goto('/reclamation');
  await said.locator('[name=words]').fill('Trois visites, et personne ne m’a reçue.');
  await said.locator('[name=about][value=attente]').check();
  await said.locator('[name=whom][value=service]').check();
  await press(said, 'Envoyer la réclamation');
  const receipt = await said.locator('.receipt strong').innerText();
  assert.match(receipt, /^\d{4} \d{4} \d{4} \d{4}$/);
  assert.match(await said.locator('main').innerText(), /au plus tard le/);

  await inside(director, 'director');
  await accessible(director);
  await fits(director);
  await director.locator('.rows .main a').first().click();
  await accessible(director);
  await fits(director);
  assert.equal(await director.title(), 'Akwaba');
  assert.match(await director.locator('main').innerText(), /Trois visites/);
  const complaint = new URL(director.url()).pathname;
  await director.locator('[name=stage][value=repondue]').check();
  await director.locator('main [name=words]').fill('Un rendez-vous est donné à présent.');
  await press(director, 'Envoyer la réponse');

  await said.goto('/reclamation/reponse');
  await said.locator('[name=receipt]').fill(receipt);
  await press(said, 'Voir la réponse');
  assert.match(await said.locator('main').innerText(), /Un rendez-vous est donné/);
  assert.ok(!(await said.title()).includes('visites'));
  await said.locator('[name=words]').fill('Je n’ai rien reçu.');
  await press(said, 'Dire que je ne suis pas d\'accord');
  assert.match(await said.locator('main').innerText(), /quelqu'un d'autre réexamine/);
  assert.deepEqual(await phone.context.cookies(), []);
  await phone.close();

  await director.goto(complaint);
  assert.equal(await director.locator('[name=stage]').count(), 0, 'who answered does not answer the appeal');
  await inside(region, 'regional-supervisor');
  await region.locator('.rows .main a').first().click();
  assert.match(await region.locator('main').innerText(), /Je n’ai rien reçu/);
  await accessible(region);
  await region.goto('/espace/reclamations/compte');
  await accessible(region);
  await fits(region);
  assert.match(await region.locator('main').innerText(), /•/, 'one complaint is not told');

  const open = await openVisitor(day.browser, day.demo.base, { size: PHONE });
  for (const path of ['/reclamation', '/reclamation/reponse']) {
    await open.page.goto(path);
    await accessible(open.page);
    await fits(open.page);
  }
  await open.close();
});
