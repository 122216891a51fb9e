// A receptionist's Monday: the current failed at night, eleven people wait, one passes first in silence,
// nobody learns who came, the register prints and is signed, and the plug is pulled once more.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser, openVisitor, PHONE } from '../lib/browser.mjs';
import { accessible, fits, printed } from '../lib/checks.mjs';
import { logIn, startDemo } from '../lib/demo.mjs';
import { press, write } from '../lib/keyboard.mjs';

// Who comes, in their order. One of them gives no name, one only asks an address.
const PEOPLE = [
  { name: 'Kouamé Yao', age: '71', sex: 'm', triage: 'age', reason: 'Pension', demand: ['aide'] },
  { name: 'Koné Mariam', age: '24', sex: 'f', triage: 'bebe', reason: 'Conflit avec le voisinage', demand: ['conseil'] },
  { name: '', reason: 'Demande une adresse', demand: [] },
  { name: 'Ouédraogo Rasmané', age: '45', sex: 'm', language: 'mooré', interpreter: true, demand: ['appui'] },
  { name: 'Diabaté Lacina', age: '12', sex: 'm', triage: 'handicap', accompanied: '1', language: 'langue des signes', demand: ['accompagnement'] },
  { name: 'Aka Affoué', age: '33', sex: 'f', private: true, demand: ['aide'] },
  { name: 'Touré Fanta', age: '29', sex: 'f', demand: ['aide'] },
  { name: "N'Guessan Amoin", age: '52', sex: 'f', demand: ['conseil'] },
  { name: 'Bamba Sory', age: '38', sex: 'm', demand: ['aide', 'conseil'] },
  { name: 'Gnagne Lohoues', age: '19', sex: 'f', demand: ['accompagnement'] },
  { name: 'Séka Chia', age: '41', sex: 'f', triage: 'urgent', reason: 'Ne peut pas rentrer chez elle', demand: ['appui'] },
];

let browser;
let demo;

before(async () => {
  demo = await startDemo({ seed: 7 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function pick(page, name, value) {
  const box = page.locator(`input[name="${name}"][value="${value}"]`);
  await page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
}

// One person arrives; returns the ticket.
async function arrive(page, person) {
  await page.goto('/accueil/arrivee');
  await page.locator('[name=name]').fill(person.name);
  if (person.age) await page.locator('[name=age]').fill(person.age);
  if (person.sex) await pick(page, 'sex', person.sex);
  for (const kind of person.demand) await pick(page, 'demand', kind);
  if (person.reason) await page.locator('[name=reason]').fill(person.reason);
  if (person.triage) await pick(page, 'triage', person.triage);
  if (person.private) await pick(page, 'private', '1');
  if (person.interpreter) await pick(page, 'interpreter', '1');
  if (person.language) {
    await page.locator('details.rare summary').click();
    await page.locator('[name=language]').fill(person.language);
    if (person.accompanied) await page.locator('[name=accompanied]').fill(person.accompanied);
  }
  await page.getByRole('button', { name: 'Donner un ticket' }).click();
  await page.waitForURL(/\/ticket$/);
  return (await page.locator('.ticket-number').innerText()).trim();
}

async function openDay(page) {
  await page.goto('/accueil');
  await page.getByRole('link', { name: 'Registre du jour', exact: true }).click();
  await page.locator('table.register').waitFor();
}

const waiting = (page) => page.locator('section[aria-labelledby=attente] li');

test('a Monday at the counter, from the first arrival to the signed register', async () => {
  const visitor = await openVisitor(browser, demo.base);
  const { page } = visitor;
  await logIn(page, demo.account('reception'));
  await page.goto('/accueil');
  const before = await waiting(page).count();

  const tickets = [];
  for (const person of PEOPLE) tickets.push(await arrive(page, person));
  assert.equal(new Set(tickets).size, PEOPLE.length, 'each has a ticket of their own');

  await page.goto('/accueil');
  assert.equal(await waiting(page).count(), before + PEOPLE.length);
  const order = await waiting(page).locator('.ticket').allInnerTexts();
  const place = (index) => order.indexOf(tickets[index]);
  assert.ok(place(10) < place(0), 'the urgent case passes before the old man');
  assert.ok(place(0) < place(6), 'the old man passes before those who came after him without priority');

  const room = await openVisitor(browser, demo.base);
  await room.page.goto('/accueil/salle');
  const shown = await room.page.locator('body').innerText();
  for (const { name } of PEOPLE.filter((person) => person.name)) {
    for (const part of name.split(' ')) assert.ok(!shown.includes(part), `${part} is shown to the room`);
  }

  const row = waiting(page).filter({ hasText: tickets[10] });
  await row.getByRole('button', { name: /Appeler/ }).click();
  await page.waitForLoadState();
  await room.page.reload();
  const called = await room.page.locator('body').innerText();
  assert.ok(called.includes(tickets[10]), 'the room reads the number');
  assert.doesNotMatch(called, /urgent|Séka/i, 'and nothing else');
  await room.close();

  await openDay(page);
  const register = await page.locator('table.register').innerText();
  for (const { name } of PEOPLE.filter((person) => person.name)) assert.ok(register.includes(name), name);
  const numbers = await page.locator('table.register tbody th').allInnerTexts();
  const counted = numbers.map((text) => Number(text.match(/\d+/)[0]));
  const low = Math.min(...counted);
  assert.deepEqual(
    [...counted].sort((a, b) => a - b),
    counted.map((_, at) => low + at),
    'numbered without a gap',
  );
  assert.ok((await printed(page)).sheets >= 1);
  await visitor.close();

  const director = await openVisitor(browser, demo.base);
  await logIn(director.page, demo.account('director'));
  await openDay(director.page);
  await director.page.getByRole('button', { name: /Signer/ }).click();
  await director.page.waitForLoadState();
  assert.ok((await director.page.locator('.signed').count()) > 0, 'the page of the day is signed');
  await director.close();
});

test('the page of a short day prints on one sheet with its totals and its signature', async () => {
  const visitor = await openVisitor(browser, demo.base);
  const { page } = visitor;
  await logIn(page, demo.account('reception'));
  await page.goto('/accueil/registre');
  assert.equal((await printed(page)).sheets, 1, 'and so does the month');
  const days = await page.locator('table tbody a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.ok(days.length > 3);
  for (const day of days) {
    await page.goto(day);
    const lines = await page.locator('table.register tbody tr').count();
    if (lines > 7) continue;
    assert.equal((await printed(page)).sheets, 1, `${lines} lines on one sheet`);
  }
  await visitor.close();
});

test('someone who only asks whether a sister came learns neither yes nor no', async () => {
  const visitor = await openVisitor(browser, demo.base);
  await logIn(visitor.page, demo.account('reception'));
  await visitor.page.goto('/accueil');
  await visitor.page.locator('details.neutral-answer summary').click();
  assert.match(await visitor.page.locator('details.neutral-answer').innerText(), /Je ne peux pas dire qui vient ici/);
  await visitor.close();
});

test('the counter works without JavaScript and on a small phone', async () => {
  const visitor = await openVisitor(browser, demo.base, { javaScript: false, size: PHONE });
  const { page } = visitor;
  await logIn(page, demo.account('reception'));
  const ticket = await arrive(page, { name: 'Zadi Gbaka', age: '60', sex: 'm', demand: ['aide'] });
  await page.goto('/accueil');
  await page.getByRole('link', { name: 'Zadi Gbaka' }).click();
  await page.getByRole('button', { name: /Appeler/ }).first().click();
  await page.waitForLoadState();
  const room = await openVisitor(browser, demo.base, { javaScript: false });
  await room.page.goto('/accueil/salle');
  assert.ok((await room.page.locator('body').innerText()).includes(ticket));
  await room.close();
  await visitor.close();
});

test('a form sent twice gives one ticket', async () => {
  const visitor = await openVisitor(browser, demo.base);
  const { page } = visitor;
  await logIn(page, demo.account('reception'));
  await page.goto('/accueil/arrivee');
  await page.locator('[name=name]').fill('Double Envoi');
  const sent = await page.locator('form[action="/accueil/arrivee"]').evaluate(async (form) => {
    const body = () => new URLSearchParams(new FormData(form));
    const answers = await Promise.all([1, 2].map(() => fetch(form.action, { method: 'POST', body: body() })));
    return answers.map((answer) => answer.url);
  });
  assert.equal(sent[0], sent[1]);
  await page.goto('/accueil');
  assert.equal(await waiting(page).filter({ hasText: 'Double Envoi' }).count(), 1);
  await visitor.close();
});

test('an error says what to write instead and keeps what was typed', async () => {
  const visitor = await openVisitor(browser, demo.base);
  visitor.expect(/422/);
  const { page } = visitor;
  await logIn(page, demo.account('reception'));
  await page.goto('/accueil/arrivee');
  await page.locator('[name=name]').fill('Brou Adjoua');
  await page.locator('[name=age]').fill('beaucoup');
  await page.getByRole('button', { name: 'Donner un ticket' }).click();
  await page.locator('.errors').waitFor();
  assert.match(await page.locator('main').innerText(), /Écrivez l'âge en années/);
  assert.equal(await page.locator('[name=name]').inputValue(), 'Brou Adjoua');
  assert.equal(await page.locator('[name=age]').inputValue(), 'beaucoup');
  await visitor.close();
});

test('what a pulled plug cuts off is there again after the start', async () => {
  const visitor = await openVisitor(browser, demo.base);
  await logIn(visitor.page, demo.account('reception'));
  const ticket = await arrive(visitor.page, { name: 'Coupure Courant', age: '40', sex: 'f', demand: ['aide'] });
  await demo.pull();
  await visitor.context.close();
  demo = await startDemo({ seed: 7, data: demo.data });
  const again = await openVisitor(browser, demo.base);
  await logIn(again.page, demo.account('reception'));
  await again.page.goto('/accueil');
  const row = waiting(again.page).filter({ hasText: 'Coupure Courant' });
  assert.equal(await row.count(), 1);
  assert.ok((await row.innerText()).includes(ticket));
  await again.close();
});

test('days of paper are typed in with the keyboard alone, and what is wrong in a line stands under its box', async () => {
  const visitor = await openVisitor(browser, demo.base, { size: PHONE });
  visitor.expect(/422/);
  const { page } = visitor;
  await logIn(page, demo.account('reception'));
  await page.goto('/accueil/registre/recopier');
  const fill = async (line, texts) => {
    for (const [column, text] of Object.entries(texts)) await write(page, page.locator(`[name="${column}-${line}"]`), text);
  };
  await write(page, page.locator('[name=page]'), '12');
  await fill(1, { number: '7', day: '14/03/2024', time: '8h10', name: 'Papier Un' });
  await fill(2, { name: 'Papier Deux', age: 'beaucoup' });
  await press(page, page.locator('main form p.actions button'));
  const age = page.locator('[name=age-2]');
  assert.equal(await age.getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator(`#${await age.getAttribute('aria-describedby')}`).innerText(), /âge/);
  await accessible(page);
  await fits(page);
  await fill(2, { age: '40' });
  await press(page, page.locator('main form p.actions button'));
  assert.equal(await page.locator('[name=number-1]').inputValue(), '9', 'the next page goes on after the last line');
  await page.goto('/accueil/registre?jour=2024-03-14');
  assert.match(await page.locator('main').innerText(), /Papier Un[\s\S]*Papier Deux/);
  await visitor.close();
});
