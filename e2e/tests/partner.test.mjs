// A worker gives a service a link; the service opens it on a phone of its own, without account or cookie, and answers once. The directory
// of the demonstration leaves as a file, and one of another program comes in, shown before it is added.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openDay } from '../lib/day.mjs';
import { openVisitor, PHONE } from '../lib/browser.mjs';
import { accessible, fits } from '../lib/checks.mjs';
import { unzip, zip } from '../lib/zip.mjs';

const day = openDay(31);

// The bytes of a file that the browser saved.
async function saved(download) {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('a service reads what is asked on its own device and answers once', async () => {
  const { page } = await day.enter('social-worker');
  await page.goto('/references');
  await accessible(page);
  await page.locator('#attente ~ ul a').first().click();
  const referral = page.url();
  const name = await page.locator('.person-line strong').first().innerText();
  await accessible(page);
  await fits(page);
  await page.getByRole('button', { name: 'Faire un lien' }).click();
  const address = await page.locator('strong.secret').innerText();
  assert.match(address, /\/reponse\/[2-9a-km-z]{32}$/);
  assert.equal(await page.locator('svg.qr').count(), 1);
  await accessible(page);
  await fits(page);

  const service = await openVisitor(day.browser, day.demo.base, { size: PHONE });
  await service.page.goto(new URL(address).pathname);
  await accessible(service.page);
  await fits(service.page);
  await service.page.getByRole('button', { name: 'Lire la demande' }).click();
  assert.ok(!(await service.page.locator('main').innerText()).includes(name), 'no name without a word of the person');
  await accessible(service.page);
  await fits(service.page);
  await service.page.locator('[name=answer][value=servi]').check();
  await service.page.locator('[name=words]').fill('Extrait remis.');
  await service.page.getByRole('button', { name: 'Envoyer la réponse' }).click();
  assert.match(await service.page.locator('h1').innerText(), /Merci/);
  assert.deepEqual(await service.page.context().cookies(), []);
  const again = await service.page.goto(new URL(address).pathname);
  assert.equal(again.status(), 403);
  await accessible(service.page);

  await page.goto(referral);
  const told = await page.locator('main').innerText();
  assert.match(told, /Extrait remis/);
  assert.match(told, /Demande lue/);
});

test('the directory leaves without what is confidential, and a file comes in once it was seen', async () => {
  const { page } = await day.enter('social-worker');
  await page.goto('/annuaire');
  assert.ok((await page.locator('.rows .main').count()) >= 12, 'the demonstration has a directory');
  await page.getByRole('link', { name: 'Échanger l\'annuaire' }).click();
  await accessible(page);
  await fits(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Enregistrer en JSON' }).click()]);
  const file = JSON.parse((await saved(download)).toString('utf8'));
  assert.ok(file.contents.length >= 11);
  assert.ok(!JSON.stringify(file).includes('Maison d\'accueil'), 'a shelter does not leave');

  const send = async (services) => {
    await page.locator('[name=file]').setInputFiles({ name: 'commune.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(services)) });
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await page.waitForLoadState();
  };
  const service = { id: 'a1', name: 'Aide juridique', organization: { id: 'o1', name: 'Association fictive' } };
  await send([service, { ...service, id: 'a2', name: '' }]);
  await accessible(page);
  await fits(page);
  assert.equal(await page.getByRole('button', { name: 'Ajouter à l\'annuaire' }).count(), 0);
  await send([service]);
  await page.getByRole('button', { name: 'Ajouter à l\'annuaire' }).click();
  assert.match(await page.locator('main').innerText(), /Aide juridique/);
});

test('the directory leaves as an archive of tables, which adds nothing here, and one of a partner comes in with its faults by row', async () => {
  const { page } = await day.enter('social-worker');
  await page.goto('/annuaire/hsds');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Enregistrer en tableaux (CSV)' }).click()]);
  assert.match(download.suggestedFilename(), /^annuaire-hsds-.*\.zip$/);
  const archive = await saved(download);
  const files = unzip(archive);
  const described = JSON.parse(files['datapackage.json']).resources.map((resource) => resource.path);
  assert.deepEqual([...described, 'datapackage.json'].sort(), Object.keys(files).sort());
  const services = files['services.csv'].trim().split('\n');
  assert.ok(services.length >= 12, 'a line of titles and the open services');
  assert.ok(!Object.values(files).join().includes('Maison d\'accueil'), 'a shelter does not leave');

  const send = async (buffer) => {
    await page.locator('[name=file]').setInputFiles({ name: 'annuaire.zip', mimeType: 'application/zip', buffer });
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await page.waitForLoadState();
    return page.locator('main').innerText();
  };
  const add = page.getByRole('button', { name: 'Ajouter à l\'annuaire' });
  assert.match(await send(archive), new RegExp(`0 à ajouter, ${services.length - 1} déjà là, 0 à corriger`));
  assert.equal(await add.count(), 0);
  const partner = {
    'organizations.csv': 'id,name\no1,Association fictive\n',
    'services.csv': 'id,organization_id,name\ns1,o1,Atelier de couture\n',
  };
  assert.match(await send(zip({ ...partner, 'services.csv': `${partner['services.csv']}s1,o9,\n` })), /services\.csv, ligne 3, id/);
  await accessible(page);
  await fits(page);
  assert.equal(await add.count(), 0);
  await send(zip(partner));
  await add.click();
  assert.match(await page.locator('main').innerText(), /Atelier de couture/);
});
