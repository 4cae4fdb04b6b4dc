import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** How a program ended, and what it wrote. */
export type Ran = { code: number | null; out: string; err: string };

/** What a program is given beside its arguments. */
export type Given = { args?: string[]; env?: Record<string, string>; input?: string; cwd?: string };

const ROOT = new URL('../../', import.meta.url);

/** Where what was compiled is kept (`test/compile-cache.ts`). A program gets no other setting of this process. */
const { NODE_COMPILE_CACHE } = process.env;

/** Runs one of the project's programs as a process of its own, away from any `.env`, to its end. */
export const run = async (
  program: string,
  { args = [], env = {}, input = '', cwd = import.meta.dirname }: Given = {},
): Promise<Ran> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, ROOT)), ...args], {
    cwd,
    env: { NODE_COMPILE_CACHE, ...env },
    // For a program that hangs. A rehearsal speaks and listens in real time, and the machine may be slow.
    timeout: 240_000,
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out: stripVTControlCharacters(out), err };
};
