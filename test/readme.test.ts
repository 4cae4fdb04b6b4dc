import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { drawPictures } from '../rehearsal/pictures/pictures.ts';
import { World } from '../world/world.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DOCS = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/OPERATING.md',
  'docs/ARCHITECTURE.md',
  'docs/FILES.md',
  'docs/DECISIONS.md',
  'docs/BENCHMARKS.md',
];
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const CONTRIBUTING = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** What a reader would type: npm's commands in the README and in CONTRIBUTING.md, without their arguments. */
const commands = new Set(`${README}\n${CONTRIBUTING}`.match(/npm (?:run [a-z-]+|start|test|ci)\b/g));

/** Commands that the tests cannot run: they are what runs the tests, or would change what is installed under them. */
const AROUND = ['npm ci', 'npm test'];

/** Those that other tests run, as a process of its own or by what it does, because it takes long. */
const ELSEWHERE: Record<string, string> = {
  'npm run bench': 'test/bench.test.ts',
  'npm run soak': 'test/soak/soak.test.ts',
  'npm run kill': 'test/kill/kill.test.ts',
  'npm run duel': 'test/duel/duel.test.ts',
  'npm run reminders': 'test/reminders/reminders.test.ts',
  'npm run chaos': 'test/chaos/chaos.test.ts',
  'npm run fuzz': 'test/live/fuzz.test.ts',
  'npm run orders': 'test/calls/gate/any-order.test.ts',
  'npm run settings': 'test/terminal/server-settings.test.ts',
  'npm run store': 'test/terminal/store-program.test.ts',
  'npm run reseal': 'test/terminal/reseal.test.ts',
  'npm run usage': 'test/terminal/usage-report.test.ts',
  'npm run deploy-drill': 'test/deploy-drill/deploy-drill.test.ts',
  'npm run screens': 'test/rehearsal/screens.test.ts',
};

/** Those that are run here. */
const HERE = [
  'npm run rehearse',
  'npm run doctor',
  'npm start',
  'npm run chat',
  'npm run pictures',
  // What it would change is what the format check of `npm test` complains of.
  'npm run fix',
];

/** The project in a folder of its own, without the `.env` of its owner. Goes with the test. */
const project = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-readme-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const name of await readdir(ROOT))
    if (!['.env', '.git', 'data'].includes(name)) await symlink(join(ROOT, name), join(folder, name));
  return folder;
};

/** A world, and the settings that lead a program there. */
const surroundings = async (t: TestContext) => {
  const world = await World.open({ model: () => 'Hello to you.' });
  const folder = await mkdtemp(join(tmpdir(), 'parley-readme-'));
  t.after(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    ...world.settings,
    STORE_URL: `sqlite://${join(folder, 'readme.sqlite')}`,
    HTTP_PORT: '0',
  };
};

/** Types a command in the project's folder, and these lines when it asks for some. */
const type = (
  command: string,
  { cwd, env = {}, input = '' }: { cwd: string; env?: Record<string, string>; input?: string },
) => {
  // Now and then npm adds a line about its own newest version, which is nothing that the project says.
  const quiet = { PATH: process.env.PATH ?? '', NPM_CONFIG_UPDATE_NOTIFIER: 'false' };
  const child = spawn(command, { cwd, shell: true, detached: true, env: { ...quiet, ...env } });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended };
};

const typed = async (...given: Parameters<typeof type>) => {
  const { child, ended } = type(...given);
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
};

test('the README and OPERATING say of exit code 78 that settings, Discord, Google and the store can be its reason', () => {
  const paragraph = README.split('\n\n').find((text) => text.includes('ends with exit code 78')) ?? '';
  const row = /^\| 78 \|.*$/m.exec(readFileSync(join(ROOT, 'docs/OPERATING.md'), 'utf8'))?.[0] ?? '';
  for (const said of [paragraph, row])
    assert.match(said, /settings? [\s\S]*missing or wrong[\s\S]*Discord, Google or the store refuses it for good/);
});

test('every command of the README and of CONTRIBUTING.md is run by a test', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const command of commands) {
    const name = command.replace(/^npm (?:run )?/, '');
    if (name !== 'ci') assert.ok(name in scripts, `there is no ${command}`);
    const elsewhere = ELSEWHERE[command];
    if (elsewhere !== undefined) assert.ok(existsSync(join(ROOT, elsewhere)), elsewhere);
    else assert.ok([...AROUND, ...HERE].includes(command), `${command} is run by no test`);
  }
  assert.ok(commands.size > 10);
});

test('npm run rehearse begins and ends without a key', async (t) => {
  const { code, out, err } = await typed('npm run rehearse', { cwd: await project(t), input: '/ask hello\n/quit\n' });
  assert.deepEqual([code, err], [0, ''], out);
  assert.match(out, /This is a rehearsal/);
});

test('npm run doctor finds nothing wrong where nothing is', async (t) => {
  const { code, out, err } = await typed('npm run doctor', { cwd: await project(t), env: await surroundings(t) });
  assert.deepEqual([code, err], [0, ''], out);
});

test('npm run chat answers', async (t) => {
  const { code, out } = await typed('npm run chat -- --once "hello"', {
    cwd: await project(t),
    env: await surroundings(t),
  });
  assert.equal(code, 0, out);
  assert.match(out, /Hello to you\./);
});

test('npm start starts, and says so', async (t) => {
  const { child, ended } = type('npm start', { cwd: await project(t), env: await surroundings(t) });
  let out = '';
  for await (const piece of child.stdout.setEncoding('utf8')) {
    out += piece;
    if (out.includes('"bot.ready"')) break;
  }
  assert.match(out, /"bot\.ready"/);
  // A supervisor, and Ctrl+C, reach npm and the bot alike.
  process.kill(-(child.pid ?? 0), 'SIGTERM');
  await ended;
});

test('the pictures of the README are what the bot writes', async () => {
  const drawn = await drawPictures();
  for (const [name, svg] of Object.entries(drawn)) {
    assert.equal(svg, await readFile(join(ROOT, 'docs/pictures', name), 'utf8'), `npm run pictures draws ${name} anew`);
    assert.ok(README.includes(`](docs/pictures/${name})`), name);
  }
});

/** How GitHub names a heading in links: small letters, no punctuation, hyphens for blanks. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

test('every link of the documents leads somewhere', () => {
  for (const file of DOCS) {
    const from = join(ROOT, file, '..');
    const source = readFileSync(join(ROOT, file), 'utf8');
    for (const [, target = ''] of source.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? join(ROOT, file) : join(from, path);
      assert.ok(existsSync(to), `${file} links to ${target}`);
      if (anchor === undefined) continue;
      const headings = readFileSync(to, 'utf8').match(/^#+ .*$/gm) ?? [];
      const anchors = headings.map((heading) => anchorOf(heading.replace(/^#+ /, '')));
      assert.ok(anchors.includes(anchor), `${file} links to ${target}`);
    }
  }
});
