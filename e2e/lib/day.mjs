// The day of one test file: an invented centre and a browser for as long as its tests run, and the way in.
import { after, before } from 'node:test';
import { openBrowser, openVisitor } from './browser.mjs';
import { logIn, startDemo } from './demo.mjs';

// `seed` decides who lives in the centre. Returns what the tests of the file need, there once they run.
export function openDay(seed) {
  const day = { browser: undefined, demo: undefined };
  before(async () => {
    day.demo = await startDemo({ seed });
    day.browser = await openBrowser();
  });
  after(async () => {
    await day.browser?.close();
    await day.demo?.stop();
  });
  // A visitor who has signed in as the account of a role.
  day.enter = async (role, options) => {
    const visitor = await openVisitor(day.browser, day.demo.base, options);
    await logIn(visitor.page, day.demo.account(role));
    return visitor;
  };
  return day;
}
