#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { removeControls } from './printable.ts';

/** What `parley` can be told to do. Each is the npm script of the same name, so that there is one way to start it. */
const PROGRAMS = {
  start: 'run the bot',
  doctor: 'check that everything the bot needs is in place',
  chat: 'talk to Gemini in the terminal',
  settings: 'see and change what servers have set',
  usage: 'see what was spent',
  reseal: 'encrypt everything that is stored with the newest key',
  store: 'copy everything that is stored to another database, or back it up',
  rehearse: 'try the bot against a local Discord and Gemini',
};

const USAGE = [
  'parley COMMAND [OPTIONS]',
  '',
  ...Object.entries(PROGRAMS).map(([name, about]) => `  ${name.padEnd(10)}${about}`),
  '',
  '"parley COMMAND --help" says more about most of them.',
].join('\n');

const ROOT = new URL('../../', import.meta.url);

/** Node's arguments for a program: what its npm script says after `node`. */
const readScript = (name: string): string[] => {
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  const [, ...words] = String(scripts[name]).split(' ');
  return words.map((word) => (word.startsWith('-') ? word : fileURLToPath(new URL(word, ROOT))));
};

const [name = '', ...args] = process.argv.slice(2);
if (Object.hasOwn(PROGRAMS, name)) {
  const child = spawn(process.execPath, [...readScript(name), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  const isAsked = name === '--help' || name === '-h';
  const wrong = isAsked || name === '' ? '' : `There is no command ${removeControls(name)}.\n\n`;
  (isAsked ? console.log : console.error)(`${wrong}${USAGE}`);
  process.exitCode = isAsked ? 0 : 2;
}
