import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs the bot where no file may grow beyond some kilobytes, which is what a disk without room is to a process. */
const program = fileURLToPath(new URL('../src/index.ts', import.meta.url));
const { status } = spawnSync('sh', ['-c', 'ulimit -f 8 && exec "$0" "$1"', process.execPath, program], {
  stdio: 'inherit',
});
process.exit(status);
