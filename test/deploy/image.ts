import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { World } from '../../world/world.ts';
import { installed } from '../store/servers.ts';
import { makeBaseImages } from './base-images.ts';
import { Buildah } from './buildah.ts';
import { Container } from './container.ts';

// `npm run image` builds the image and runs it. It takes some minutes and needs root, buildah, debootstrap and npm's registry.

const NEEDED = ['buildah', 'debootstrap', 'unshare', 'nsenter', 'npm'];

/** In bytes. */
const MOST = 350_000_000;

const CONTEXT = fileURLToPath(new URL('../../', import.meta.url));

test('the image is small, has nothing that builds, and runs Parley without rights', {
  timeout: 1_800_000,
}, async (t) => {
  for (const program of NEEDED)
    assert.ok(
      installed(program) ?? existsSync(`/usr/sbin/${program}`),
      `this needs ${program}, which is not installed`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'parley-image-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const buildah = new Buildah(folder);
  await makeBaseImages(buildah, folder);
  const how = ['--isolation', 'chroot', '--pull-never', '--format', 'docker', '--tag', 'parley'];
  await buildah.run('bud', ...how, CONTEXT);
  const config = await buildah.inspect('parley');
  const root = await buildah.mount('parley');

  const size = Number(execFileSync('du', ['-sb', root], { encoding: 'utf8' }).split('\t', 1)[0]);
  t.diagnostic(`the image has ${Math.round(size / 1e6)} MB`);
  assert.ok(size < MOST, `${size} bytes`);
  for (const name of ['npm', 'npx', 'gcc', 'cc', 'make', 'python3', 'curl'])
    assert.deepEqual(globSync(`usr/{,local/}{s,}bin/${name}`, { cwd: root }), [], name);
  for (const name of ['typescript', '@biomejs', 'better-sqlite3', 'playwright-core', 'node'])
    assert.ok(!existsSync(join(root, 'app/node_modules', name)), name);
  for (const name of ['test', 'world', 'rehearsal', '.env', '.git'])
    assert.ok(!existsSync(join(root, 'app', name)), name);
  assert.deepEqual(Object.keys(config.Volumes), ['/data']);
  assert.match(config.User, /^[1-9]\d+:[1-9]\d+$/);

  const data = join(folder, 'data');
  mkdirSync(data);
  chownSync(data, 10_001, 10_001);
  const world = await World.open();
  t.after(() => world.close());
  const guild = world.discord.guild('Workshop');
  const [general, ada] = [guild.text('general'), guild.member('Ada')];
  const env = { ...world.settings, HTTP_PORT: '8787', CONSENT: 'off', STORE_URL: 'sqlite:///data/parley.sqlite' };
  for (const life of [1, 2]) {
    const began = performance.now();
    const container = new Container(config, { root, data, env });
    t.after(() => container.kill());
    await Promise.race([
      world.discord.until(({ gateway, commands }) => gateway.complete && commands.all.length > 0),
      container.ended().then(({ code, err }) => assert.fail(`it ended with ${code}: ${err}`)),
    ]);
    t.diagnostic(`it was ready after ${Math.round(performance.now() - began)} ms`);
    const reply = await ada.slash('ask', { question: `Hello ${life}` }, { in: general });
    await world.discord.until(() => reply.text.includes('Ada'));
    const health = await container.execute(config.Healthcheck.Test.slice(1));
    assert.deepEqual(health, { code: 0, out: '', err: '' });
    const look = await container.execute([
      'sh',
      '-c',
      'id -u; touch /app/x /x /home/x 2>/dev/null && echo written; touch /tmp/x && grep -E "NoNewPrivs|CapEff" /proc/self/status',
    ]);
    assert.match(look.out, /^10001\nCapEff:\t0+\nNoNewPrivs:\t1\n$/);
    const doctor = await container.execute(['parley', 'doctor']);
    assert.equal(doctor.code, 0, doctor.out + doctor.err);
    for (const row of ['Opus codec', 'DAVE encryption', 'voice activity', 'files', 'store'])
      assert.match(doctor.out, new RegExp(`✓ +${row}|${row}`), row);
    const { code, err } = await container.stop();
    assert.equal(code, 0, err);
    await world.discord.until(({ gateway }) => !gateway.complete);
  }
  assert.ok(existsSync(join(data, 'parley.sqlite')));
});
