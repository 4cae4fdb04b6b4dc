import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdProcess } from '../../src/base/clock.ts';
import { World } from '../../world/world.ts';
import { installed } from '../store/servers.ts';
import { makeBaseImages } from './base-images.ts';
import { Buildah, type ImageConfig } from './buildah.ts';
import { Container } from './container.ts';

// `npm run image` builds the image and runs it. It takes some minutes and needs root, buildah, debootstrap and npm's registry.

const NEEDED = ['buildah', 'debootstrap', 'unshare', 'nsenter', 'npm'];

/** In bytes. */
const MOST = 350_000_000;

const CONTEXT = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the image, and resolves to how it's run and to a folder with everything in it. */
const build = async (folder: string): Promise<{ config: ImageConfig; root: string }> => {
  const buildah = new Buildah(folder);
  await makeBaseImages(buildah, folder);
  const how = ['--isolation', 'chroot', '--pull-never', '--format', 'docker', '--tag', 'parley'];
  await buildah.run('bud', ...how, CONTEXT);
  return { config: await buildah.inspect('parley'), root: await buildah.mount('parley') };
};

/** Looks for what the image is to have, and for what it isn't. */
const inspect = ({ config, root }: { config: ImageConfig; root: string }): void => {
  const size = Number(execFileSync('du', ['-sb', root], { encoding: 'utf8' }).split('\t', 1)[0]);
  console.log(`the image has ${Math.round(size / 1e6)} MB`);
  assert.ok(size < MOST, `${size} bytes`);
  for (const name of ['npm', 'npx', 'gcc', 'cc', 'make', 'python3', 'curl'])
    assert.deepEqual(globSync(`usr/{,local/}{s,}bin/${name}`, { cwd: root }), [], name);
  for (const name of ['typescript', '@biomejs', 'better-sqlite3', 'playwright-core', 'node'])
    assert.ok(!existsSync(join(root, 'app/node_modules', name)), name);
  for (const name of ['test', 'world', 'rehearsal', '.env', '.git'])
    assert.ok(!existsSync(join(root, 'app', name)), name);
  assert.deepEqual(Object.keys(config.Volumes), ['/data']);
  assert.equal(readlinkSync(join(root, 'app/data')), '/data');
  assert.match(config.User, /^[1-9]\d+:[1-9]\d+$/);
};

/** What a program in the container finds that it is, and may do. */
const LOOK =
  'id -u; touch /app/x /x /home/x 2>/dev/null && echo written; touch /tmp/x && grep -E "NoNewPrivs|CapEff" /proc/self/status';

/** What the doctor finds in order, which needs what the packages have compiled. */
const ROWS = ['Opus codec', 'DAVE encryption', 'voice activity', 'store', 'Live session'];

/** Everything that an engine and a person at a terminal do with a running container. */
const examine = async (container: Container, config: ImageConfig): Promise<void> => {
  const health = await container.execute(config.Healthcheck.Test.slice(1));
  assert.deepEqual(health, { code: 0, out: '', err: '' });
  const look = await container.execute(['sh', '-c', LOOK]);
  assert.match(look.out, /^10001\nCapEff:\t0+\nNoNewPrivs:\t1\n$/);
  const doctor = await container.execute(['parley', 'doctor']);
  assert.equal(doctor.code, 0, doctor.out + doctor.err);
  for (const row of ROWS) assert.match(doctor.out, new RegExp(`^ok +${row}`, 'm'));
  const backup = await container.execute(['parley', 'store', 'backup', '/data/backup.sqlite']);
  assert.equal(backup.code, 0, backup.err);
};

/** Builds the image, looks into it, and runs it twice on one volume. @throws an assertion that says what isn't right */
const tryImage = async (): Promise<void> => {
  for (const program of NEEDED)
    assert.ok(
      installed(program) ?? existsSync(`/usr/sbin/${program}`),
      `this needs ${program}, which is not installed`,
    );
  await using folder = await openFolder();
  const image = await build(folder.path);
  inspect(image);
  const data = join(folder.path, 'data');
  mkdirSync(data);
  chownSync(data, 10_001, 10_001);
  let told = '';
  await using world = await World.open({
    model: ({ text, memory }) => {
      told = JSON.stringify(memory);
      return `I heard ${text.slice(-7)}`;
    },
  });
  const guild = world.discord.guild('Workshop');
  const [general, ada] = [guild.text('general'), guild.member('Ada')];
  for (const life of [1, 2]) {
    const env = { ...world.settings, HTTP_PORT: `${await findPort()}`, CONSENT: 'off' };
    const began = performance.now();
    await using container = new Container(image.config, { root: image.root, data, env });
    await Promise.race([
      world.discord.until(({ gateway, commands }) => gateway.complete && commands.all.length > 0),
      container.ended().then(({ code, err }) => assert.fail(`it ended with ${code}: ${err}`)),
    ]);
    console.log(`it was ready after ${Math.round(performance.now() - began)} ms`);
    const reply = await ada.slash('ask', { question: `Hello ${life}` }, { in: general });
    await world.discord.until(() => reply.text.includes(`I heard Hello ${life}`));
    if (life === 1) await examine(container, image.config);
    const { code, err } = await container.stop();
    assert.equal(code, 0, err);
    await world.discord.until(({ gateway }) => !gateway.complete);
  }
  assert.match(told, /Hello 1/, 'what is on the volume is remembered');
};

const openFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'parley-image-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

/** A port that was free a moment ago. */
const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

using _held = holdProcess();
await tryImage();
console.log('the image is as it should be, and Parley runs in it');
