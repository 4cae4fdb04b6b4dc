import { mkdir, writeFile } from 'node:fs/promises';
import { holdProcess } from '../../src/base/clock.ts';
import { readArguments } from '../../src/base/command-line.ts';
import { CHROMIUM, startChromium } from './chromium.ts';
import { takeScreens } from './page-screens.ts';

const USAGE = `npm run screens   Takes the README's pictures of the rehearsal room and of the operator's page, into docs/pictures.

It needs Chromium: Debian's package chromium, or another one at --browser.

  --browser PATH   the browser's program; ${CHROMIUM} by default
  --help           show this`;

using _held = holdProcess();
const { browser: program } = readArguments(
  { browser: { type: 'string', default: CHROMIUM }, help: { type: 'boolean' } },
  USAGE,
);
const folder = new URL('../../docs/pictures/', import.meta.url);
await mkdir(folder, { recursive: true });
const browser = await startChromium({ program });
for (const [name, picture] of Object.entries(await takeScreens(browser))) {
  await writeFile(new URL(name, folder), picture);
  console.log(`docs/pictures/${name}`);
}
await browser.close();
process.exit(0);
