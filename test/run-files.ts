import hooks, { createHook } from 'node:async_hooks';

/**
 * Runs test files in this process, one test after the other: `node test/run-files.ts FILES`. It does what `node --test
 * --test-isolation=none` does, except that Node notes for every promise which test it belongs to, so that it can say whose an
 * error is that nobody caught. That makes an `await` twenty times as slow and is a tenth of all the work that tests do. Without
 * it such an error still fails the run, and is printed, but may not be told under its test.
 */

for (const event of ['uncaughtExceptionMonitor', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => console.log('ℹ Error: nobody caught this:', error));

// Node has no option for that. It asks for its hook when the test runner is loaded, which is after this.
hooks.createHook = (callbacks) => createHook({ ...callbacks, trackPromises: false });
const { run } = await import('node:test');
const { spec } = await import('node:test/reporters');
hooks.createHook = createHook;

const tests = run({ files: process.argv.slice(2), isolation: 'none' });
tests.on('test:summary', ({ success }) => {
  if (!success) process.exitCode = 1;
});
tests.compose(spec).pipe(process.stdout);
