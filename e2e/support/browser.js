// Starts the browser that `./klatch test` found (CHROME_PATH), or the usual one of this machine.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const USUAL = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

// --no-sandbox: the tests also run as root and in containers, and open only pages of Klatch itself.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A headless browser with a fresh profile; the caller closes it. */
export async function startBrowser() {
  const executablePath = process.env.CHROME_PATH ?? USUAL.find((path) => existsSync(path));
  if (!executablePath) throw new Error('no browser: set CHROME_PATH, or run ./klatch test');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
