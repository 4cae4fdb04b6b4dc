import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian's package puts Chromium. */
export const CHROMIUM = '/usr/bin/chromium';

/** No sandbox, because it may run as root; and no connections to outside, neither a page's nor the browser's own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Which Chromium is started, and the flags that it gets beside those that it always has. */
export type ChromiumOptions = { program?: string; flags?: readonly string[] };

/** Starts a headless Chromium that reaches this machine only. @throws an error that names the package if there is none */
export const startChromium = ({ program = CHROMIUM, flags = [] }: ChromiumOptions = {}): Promise<Browser> => {
  if (!existsSync(program))
    throw new Error(
      `There is no browser at ${program}. Pages are looked at in Chromium: install Debian’s package chromium.`,
    );
  return chromium.launch({ executablePath: program, args: [...FLAGS, ...flags] });
};
