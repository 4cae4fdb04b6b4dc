import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';

/** As many threads as Node asks file systems with. */
const THREADS = 4;

/** Runs the bot where no file system answers, as a dead mount does not: whoever opens a pipe waits for its other end. */
const pipe = `${process.env.STORE_URL?.slice('sqlite://'.length)}.pipe`;
execFileSync('mkfifo', [pipe]);
for (let each = 0; each < THREADS; each += 1) void open(pipe);
await import('../src/index.ts');
