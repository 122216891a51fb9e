// From the key that hides everything to a screen with nothing on it, and to a session that is locked: as often as asked, on
// an invented centre. Prints what it took; asserts no time. `cargo run --release -p bench -- screen` runs it.
import { openBrowser, openVisitor } from '../lib/browser.mjs';
import { logIn, startDemo } from '../lib/demo.mjs';

const runs = Number(process.argv[2] ?? 40);

// In the page: notes when the press had emptied the screen, and when the picture without a word was drawn.
function watch() {
  addEventListener('keydown', (event) => {
    const emptied = performance.now() - event.timeStamp;
    requestAnimationFrame(() => {
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => {
        const left = document.body.innerText.trim().length;
        sessionStorage.setItem('took', JSON.stringify({ emptied, drawn: performance.now() - event.timeStamp, left }));
      };
      drawn.port2.postMessage(0);
    });
  });
}

// Asks a page with the cookies of the window until the server answers that the session is locked.
async function locks(page) {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const asked = async () => {
    const answer = await fetch(new URL('/aujourdhui', page.url()), { headers: { cookie }, redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status === 200;
  };
  if (!(await asked())) throw new Error('the page that is asked again does not come');
  return async () => {
    while (await asked());
    return performance.now();
  };
}

const at = (times, share) => [...times].sort((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))];
const line = (what, times) =>
  console.log(`  ${what}: p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms`);

async function hidden(page, visit, back) {
  const [emptied, drawn, locked, answered] = [[], [], [], []];
  for (let run = 0; run < runs; run += 1) {
    await visit(page);
    await page.evaluate(watch);
    const asked = performance.now();
    await page.evaluate(() => fetch('/app.js', { cache: 'no-store' }).then((answer) => answer.text()));
    answered.push(performance.now() - asked);
    const lock = await locks(page);
    const pressed = performance.now();
    const [end] = await Promise.all([lock(), page.keyboard.press('F9')]);
    locked.push(end - pressed);
    await page.waitForURL(/masque/);
    const took = JSON.parse(await page.evaluate(() => sessionStorage.getItem('took')));
    if (took.left !== 0) throw new Error('words were left on the screen');
    emptied.push(took.emptied);
    drawn.push(took.drawn);
    await back(page);
  }
  line('the screen is emptied', emptied);
  line('the empty screen is drawn', drawn);
  line('the server has locked the session', locked);
  line('beside it, a small file asked of the same server', answered);
}

const demo = await startDemo({ seed: 9 });
const browser = await openBrowser();
try {
  const { page } = await openVisitor(browser, demo.base);
  const account = demo.account('social-worker');
  await logIn(page, account);
  const resume = async () => {
    await page.locator('main [name=passphrase]').fill(account.passphrase);
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await page.waitForURL((url) => !/masque/.test(url.pathname));
  };
  await page.goto('/personnes');
  const person = await page.locator('main a[href^="/personnes/0"]').first().getAttribute('href');
  console.log(`${runs} times: the record of a person`);
  await hidden(page, () => page.goto(person), resume);
  console.log(`${runs} times: a form in which something was typed, kept before the lock`);
  const typing = async () => {
    await page.goto('/personnes/nouvelle');
    await page.locator('main input[type=text]').first().fill('Affoué');
  };
  await hidden(page, typing, resume);
  console.log(`${runs} times: the protected space, whose keys are wiped too`);
  const inside = async () => {
    await page.goto('/espace');
    await page.locator('main [name=passphrase]').fill(account.passphrase);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.waitForURL(/aujourdhui/);
  };
  await hidden(page, inside, resume);
} finally {
  await browser.close();
  await demo.stop();
}
