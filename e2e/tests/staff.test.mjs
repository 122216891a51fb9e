// Two people who see little: the technical administrator opens an account that a second person confirms and has seen no
// one's name; the intern is let into the queue only.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openVisitor } from '../lib/browser.mjs';
import { openDay } from '../lib/day.mjs';
import { logIn } from '../lib/demo.mjs';

const day = openDay(8);
const { enter } = day;

// The names that wait in the queue, as the counter sees them.
async function waitingNames() {
  const counter = await enter('reception');
  await counter.page.goto('/accueil');
  const names = await counter.page.locator('section[aria-labelledby=attente] .main a').allInnerTexts();
  await counter.close();
  return names.filter((name) => /\p{Lu}{3}/u.test(name));
}

test('an account is opened by the technical administrator, is worth nothing until a second person agrees, and is let in once its passphrase is its own', async () => {
  const names = await waitingNames();
  assert.ok(names.length > 2, 'somebody waits');
  const admin = await enter('technical-admin');
  const seen = [];
  admin.page.on('load', async () => seen.push(await admin.page.locator('body').innerText().catch(() => '')));
  await admin.page.goto('/');
  await admin.page.goto('/centre/comptes/nouveau');
  await admin.page.locator('[name=name]').fill('Personne Fictive');
  await admin.page.locator('[name=login]').fill('remplacante');
  const box = admin.page.locator('[name=roles][value=reception]');
  await admin.page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
  await admin.page.locator('main form p.actions button').click();
  const passphrase = await admin.page.locator('.secret').innerText();
  await admin.page.goto('/centre/parametres');
  await admin.page.goto('/accueil/registre/cahier');
  assert.match(await admin.page.locator('main').innerText(), /registre A/, 'the letter of the register is a setting');
  for (const text of seen) for (const name of names) assert.ok(!text.includes(name), 'no name was shown');
  await admin.close();

  const early = await openVisitor(day.browser, day.demo.base);
  early.expect(/403/);
  await logIn(early.page, { login: 'remplacante', passphrase });
  await early.page.goto('/accueil');
  assert.equal(await early.page.locator('section[aria-labelledby=attente]').count(), 0, 'nothing before the second person');
  await early.close();

  const director = await enter('director');
  await director.page.goto('/centre/comptes');
  await director.page.getByRole('link', { name: 'Personne Fictive' }).click();
  await director.page.locator('button[name=decision][value=grant]').click();
  await director.page.waitForLoadState();
  await director.close();

  const later = await openVisitor(day.browser, day.demo.base);
  await logIn(later.page, { login: 'remplacante', passphrase });
  await later.page.goto('/mon-compte');
  await later.page.locator('[name=present]').fill(passphrase);
  for (const name of ['new', 'again']) await later.page.locator(`[name=${name}]`).fill('calebasse-rivage-tambour-87');
  await later.page.locator('form[action="/mon-compte/phrase"] button').last().click();
  await later.page.waitForLoadState();
  await later.page.goto('/accueil');
  assert.ok((await later.page.locator('section[aria-labelledby=attente] li').count()) > 0);
  await later.close();
});

test('when somebody leaves, the page of their account leads to the key, which changes while the others go on', async () => {
  const { page, close } = await enter('director');
  await page.goto('/centre/comptes');
  await page.getByRole('link', { name: 'Personne Fictive' }).click();
  await page.locator('[name=why]').fill('Partie');
  await page.locator('form[action$="/suspension"] button').click();
  await page.getByRole('link', { name: 'Changer la clé du centre' }).click();
  await page.waitForURL(/\/centre\/cle$/);
  assert.match(await page.locator('main').innerText(), /Personne Fictive/, 'who left is named');
  await page.locator('[name=proof]').fill(day.demo.account('director').passphrase);
  await page.getByRole('button', { name: 'Changer la clé maintenant' }).click();
  await page.waitForLoadState();
  const after = await page.locator('body').innerText();
  assert.match(after, /La clé est changée/);
  assert.ok(!(await page.locator('main').innerText()).includes('Personne Fictive'), 'nobody waits for it any more');
  await close();
  const other = await enter('reception');
  await other.page.goto('/accueil');
  assert.ok((await other.page.locator('section[aria-labelledby=attente] li').count()) > 0, 'everything is there');
  await other.close();
});

test('the intern receives and sees the queue by its numbers, and nothing else', async () => {
  const names = await waitingNames();
  const visitor = await enter('intern');
  visitor.expect(/403/);
  const { page } = visitor;
  assert.equal(new URL(page.url()).pathname, '/accueil');
  const queue = await page.locator('main').innerText();
  for (const name of names) assert.ok(!queue.includes(name), 'no name in the queue of an intern');
  assert.match(queue, /A001/);
  await page.goto('/accueil/arrivee');
  await page.locator('[name=name]').fill('Tiébissou Accueillie');
  await page.getByRole('button', { name: 'Donner un ticket' }).click();
  await page.waitForURL(/\/ticket$/);
  const ticket = (await page.locator('.ticket-number').innerText()).trim();
  const visit = new URL(page.url()).pathname.replace(/\/ticket$/, '');
  await page.goto('/accueil');
  const after = await page.locator('main').innerText();
  assert.ok(after.includes(ticket) && !after.includes('Tiébissou'), 'a ticket, and no name once it is given');
  for (const closed of [visit, `${visit}/fiche`, '/personnes', '/accueil/registre', '/accueil/rendez-vous', '/accueil/chiffres']) {
    const answer = await page.goto(closed);
    assert.equal(answer.status(), 403, closed);
  }
  await visitor.close();
});

test('the region reads the figures of the centre and opens no line', async () => {
  const visitor = await enter('regional-supervisor');
  visitor.expect(/403/);
  const { page } = visitor;
  assert.equal(new URL(page.url()).pathname, '/accueil/chiffres', 'it is the first page');
  assert.match(await page.locator('main').innerText(), /attente/i);
  for (const closed of ['/accueil', '/accueil/registre', '/personnes']) {
    assert.equal((await page.goto(closed)).status(), 403, closed);
  }
  await visitor.close();
});
