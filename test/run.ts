import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';

/**
 * Runs the tests: `node test/run.ts [files...]`, without files all of them. Files of a folder share a process, because most of
 * what a file does in a process of its own is to load libraries. In a process one test runs after the other (`run-files.ts`).
 */

/**
 * How many processes run at once: more than there are processors, because much of a test is waiting; but not so many that a bot, which is
 * a process of its own in many of them, and calls, which have to keep time, wait for a processor.
 */
const AT_ONCE = Math.ceil(1.5 * Math.min(availableParallelism(), 4));

/**
 * What decodes files has this priority (`src/base/humble-child.ts`). Beside as many tests as run here it would hardly ever have
 * its turn, and files that take seconds would be too slow, so tests get no more than it does.
 */
const PRIORITY = 10;

/** A process that takes longer, in milliseconds, waits for something that doesn't come: it's killed, and counts as failed. */
const LONGEST = 8 * 60_000;

/** How many files share a process at most. */
const SHARING = 12;

/**
 * Where the longest tests are, and how many files share a process there: with more of them, all others would be done before the
 * slowest process. They begin first, so that nothing is left to wait for in the end.
 */
const LONG: Readonly<Record<string, number>> = {
  test: 5,
  'test/rehearsal': 3,
  'test/end-to-end': 5,
  'test/kill': 5,
  'test/terminal': 5,
  'test/hostile': 5,
  'test/duel': 5,
  'test/deploy-drill': 5,
  'test/chaos': 5,
  'test/store': 5,
  'test/voice': 6,
  'test/proxy': 5,
  'test/soak': SHARING,
  'test/privacy': SHARING,
  'test/live': SHARING,
  'test/media': SHARING,
};

/**
 * So many processes, if no more have failed, are run once more when all others are done: with nothing beside them. A machine that stands
 * still for a while makes a test red that says nothing of the code. What is wrong is red again, and what was red once is told.
 */
const MOST_AGAIN = 4;

/** Files that need a process of their own, and why. */
const ALONE: Record<string, string> = {
  'test/markdown/load-markdown.test.ts': 'it sees what is loaded first',
};

type Outcome = { files: readonly string[]; failed: boolean; ms: number; printed: string };

/** Runs files in one process, and resolves when it has ended. */
const run = async (files: readonly string[]): Promise<Outcome> => {
  const begin = Date.now();
  const options = ['--disable-warning=ExperimentalWarning', '--import', './test/compile-cache.ts'];
  const child = spawn(process.execPath, [...options, 'test/run-files.ts', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LONGEST,
    killSignal: 'SIGKILL',
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const printed = await text(child.stdout);
  // A process that a test has ended says nothing of how many there were.
  const failed = (await closed) !== 0 || !/^ℹ tests \d+$/m.test(printed);
  return { files, failed, ms: Date.now() - begin, printed };
};

/** A file's folder in `test`, or `test` itself. */
const folderOf = (file: string): string => /^test\/[^/]+(?=\/)/.exec(file)?.[0] ?? 'test';

/** Which files share a process, those that take longest first. */
const share = (files: readonly string[]): string[][] => {
  const order = Object.keys(LONG);
  const rank = (folder: string) => order.indexOf(folder) >>> 0;
  return [...Map.groupBy(files, (file) => (Object.hasOwn(ALONE, file) ? file : folderOf(file)))]
    .sort(([one], [other]) => rank(one) - rank(other))
    .flatMap(([folder, all]) => {
      const processes = Math.ceil(all.length / (LONG[folder] ?? SHARING));
      return Array.from({ length: processes }, (_, nth) => all.filter((_file, index) => index % processes === nth));
    });
};

/** Prints what a process printed, under the files that it ran. */
const report = ({ files, failed, ms, printed }: Outcome): void =>
  console.log(
    `\n${failed ? 'FAILED' : 'passed'} in ${(ms / 1_000).toFixed(1)} s: ${files.join(' ')}\n${printed.trimEnd()}`,
  );

/** Of what a failed process printed, what tells why. */
const whyOf = (printed: string): string => {
  const tests = printed.indexOf('✖ failing tests:');
  if (tests < 0) return printed.trimEnd();
  return [...(printed.match(/^ℹ Error: nobody caught .*$/gm) ?? []), printed.slice(tests).trimEnd()].join('\n');
};

/** Adds up what the processes counted, and repeats what failed, which is looked for at the end. */
const summarize = (outcomes: readonly Outcome[]): void => {
  for (const { failed, printed } of outcomes) if (failed) console.log(`\n${whyOf(printed)}`);
  console.log();
  for (const name of ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo']) {
    const count = new RegExp(`^ℹ ${name} (\\d+)$`, 'm');
    console.log(`ℹ ${name} ${outcomes.reduce((sum, { printed }) => sum + Number(count.exec(printed)?.[1] ?? 0), 0)}`);
  }
};

/** Runs what has failed once more, one after the other, and resolves to what came of all. */
const runAgain = async (all: readonly Outcome[]): Promise<readonly Outcome[]> => {
  const red = all.filter(({ failed }) => failed);
  if (red.length === 0 || red.length > MOST_AGAIN) return all;
  const ended = all.filter(({ failed }) => !failed);
  for (const before of red) {
    const alone = await run(before.files);
    report(alone);
    ended.push(alone);
    console.log(
      `\n${alone.failed ? 'RED AGAIN' : 'RED BESIDE OTHERS, green alone'}; the first time it was:\n${whyOf(before.printed)}`,
    );
  }
  return ended;
};

setPriority(PRIORITY);
const begin = Date.now();
const named = process.argv.slice(2);
const waiting = share((named.length > 0 ? named : globSync('test/**/*.test.ts')).sort());
const outcomes: Outcome[] = [];
const runNext = async (): Promise<void> => {
  for (let files = waiting.shift(); files; files = waiting.shift()) {
    const outcome = await run(files);
    outcomes.push(outcome);
    report(outcome);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, runNext));
const ended = named.length > 0 ? outcomes : await runAgain(outcomes);
summarize(ended);
console.log(`ℹ duration_ms ${Date.now() - begin}`);
process.exitCode = ended.some(({ failed }) => failed) ? 1 : 0;
