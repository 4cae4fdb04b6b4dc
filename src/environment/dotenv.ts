import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError } from '../base/errors.ts';
import { findLineProblems } from './dotenv-lines.ts';

const FILE = '.env';

/**
 * What the file `.env` sets; nothing if there's no such file. `settings` are the names that may be shown in messages.
 *
 * @throws ConfigError if the file can't be read, or contains mistakes.
 */
export const readDotenv = (settings: readonly string[]): Record<string, string | undefined> => {
  const bytes = contents();
  // UTF-16, as PowerShell writes it, has a zero byte in every letter from A to Z, and no setting has one.
  if (bytes.includes(0)) throw unreadable(isUtf16(bytes) ? WRONG.utf16 : WRONG.encoding);
  // This removes the byte-order mark that editors on Windows put before the first line.
  const text = new TextDecoder().decode(bytes);
  const wrong = findLineProblems(text, settings).map((problem) => `  ${problem}.`);
  if (wrong.length > 0) throw new ConfigError(['Parley can’t start. Fix the file .env:', ...wrong].join('\n'));
  return parseEnv(text);
};

/** Whether the file begins with UTF-16's byte-order mark, or with a letter in it. */
const isUtf16 = ([first = 0, second = 0]: Buffer): boolean =>
  first + second === 0xfe + 0xff || (first === 0) !== (second === 0);

/** Why it can't be read, and what to do. */
type Wrong = { why: string; remedy: string };

const WRONG = {
  encoding: { why: 'it isn’t saved as UTF-8', remedy: 'Save it as UTF-8' },
  utf16: {
    why: 'it isn’t saved as UTF-8',
    remedy: 'Save it as UTF-8; in PowerShell, "(Get-Content .env) | Set-Content -Encoding utf8 .env" does that',
  },
  folder: { why: 'it’s a folder', remedy: 'Remove the folder, and copy .env.example to .env' },
  permissions: {
    why: 'its permissions don’t allow it',
    remedy: 'Let the user that runs Parley read it, with chown or chmod',
  },
} satisfies Record<string, Wrong>;

const contents = (): Buffer => {
  try {
    return readFileSync(FILE);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? `${error.code}` : `${error}`;
    if (code === 'ENOENT') return Buffer.alloc(0);
    throw unreadable(wrongBy(code), error);
  }
};

/** By the code of the system's error. A code without a sentence of its own is shown as it is. */
const wrongBy = (code: string): Wrong => {
  if (code === 'EISDIR') return WRONG.folder;
  if (code === 'EACCES' || code === 'EPERM') return WRONG.permissions;
  return { why: code, remedy: 'Remove it, and copy .env.example to .env' };
};

const unreadable = ({ why, remedy }: Wrong, cause?: unknown): ConfigError =>
  new ConfigError(`Parley can’t start, because it can’t read the file .env: ${why}. ${remedy}.`, { cause });
