import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ToMedia } from '../../../src/media/bridge/media-protocol.ts';

/** A media process that tries what it mustn't be able to do, and answers with the codes of the errors. */
process.once('disconnect', () => process.exit(0));

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const codeOf = (attempt: () => unknown): unknown => {
  try {
    attempt();
    return 'done';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

process.on('message', ({ job }: ToMedia) => {
  const outcome = {
    write: codeOf(() => writeFileSync(join(tmpdir(), 'parley-probe'), 'x')),
    read: codeOf(() => readFileSync('/etc/passwd')),
    settings: codeOf(() => readFileSync(join(ROOT, '.env'))),
    store: codeOf(() => readFileSync(join(ROOT, 'data/parley.sqlite'))),
    spawn: codeOf(() => execFileSync('true')),
  };
  process.send?.({ is: 'read', job, outcome });
});
