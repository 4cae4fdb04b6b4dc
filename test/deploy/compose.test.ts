import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { EXIT_CONFIG, findProblems } from '../../src/config.ts';
import { SETTINGS } from '../../src/environment/settings-schema.ts';
import { spawnBot } from '../../world/bot-process.ts';
import { World } from '../../world/world.ts';
import { run } from '../terminal/program.ts';

type Service = {
  profiles?: string[];
  environment: Record<string, string>;
  healthcheck: { test: string[] };
  read_only: boolean;
  volumes: string[];
  ports?: string[];
  stop_grace_period: string;
};

const FILE = readFileSync('compose.yaml', 'utf8');
const { services, volumes }: { services: Record<string, Service>; volumes: Record<string, null> } = parse(FILE, {
  merge: true,
});
const DOCKERFILE = readFileSync('Dockerfile', 'utf8');
const processes = Object.entries(services).filter(([name]) => name.startsWith('parley'));

/** What the comment at the top tells people to add for several processes. */
const SCALE = Object.fromEntries(
  [...FILE.matchAll(/^# {3}([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
);

/** What compose makes of a value with a variable in it. */
const fill = (value: string, given: Record<string, string | undefined>): string =>
  value.replace(/\$\{(\w+):-([^}]*)\}/, (_, name: string, usual: string) => given[name] ?? usual);

/** The environment of a process, beside what the image sets. */
const surround = ({ environment }: Service, given: Record<string, string | undefined>) => {
  const own = Object.entries(environment).map(([name, value]) => [name, fill(value, given)] as const);
  return { DISCORD_TOKEN: 'token', GEMINI_API_KEY: 'key', ...given, ...Object.fromEntries(own) };
};

test('one process runs by default, and four share the shards with the profile', () => {
  assert.deepEqual(
    processes.filter(([, { profiles }]) => !profiles).map(([name]) => name),
    ['parley'],
  );
  assert.ok(Object.values(services).every(({ profiles = ['scale'] }) => profiles[0] === SCALE.COMPOSE_PROFILES));
  for (const given of [{}, SCALE])
    for (const [name, service] of processes) {
      const environment = surround(service, given);
      assert.deepEqual(findProblems(environment), [], name);
      for (const key of Object.keys(environment)) assert.ok(key in SETTINGS.shape || key === 'COMPOSE_PROFILES', key);
    }
  const ordinals = processes.map(([, { environment }]) => environment.PROCESS_ORDINAL);
  assert.deepEqual(ordinals, ['0', '1', '2', '3']);
  assert.equal(ordinals.length * Number(SCALE.SHARDS_PER_PROCESS), Number(SCALE.SHARD_COUNT));
  assert.equal(new URL(SCALE.STORE_URL ?? '').hostname, 'valkey');
  assert.ok('valkey' in services);
});

test('a process may write only to its volume, and is given time to stop', () => {
  for (const [name, service] of processes) {
    assert.ok(service.read_only, name);
    assert.ok(Number.parseInt(service.stop_grace_period, 10) > 10);
    assert.match(service.environment.STORE_URL ?? '', /:-sqlite:\/\/\/data\//);
    assert.deepEqual(service.volumes, ['data:/data']);
    for (const port of service.ports ?? []) assert.match(port, /^127\.0\.0\.1:/);
  }
  assert.ok('data' in volumes && DOCKERFILE.includes('\nVOLUME /data\n'));
  // So the file of .env.example, beside the program, is on the volume, too.
  assert.match(readFileSync('.env.example', 'utf8'), /^#STORE_URL=sqlite:\/\/data\//m);
  assert.match(DOCKERFILE, /ln -s \/data \/app\/data/);
});

test('the health check says whether a bot that really runs is well', async (t) => {
  const command = processes[0]?.[1].healthcheck.test ?? [];
  const [, words = ''] = /^HEALTHCHECK .*CMD (.*)$/m.exec(DOCKERFILE) ?? [];
  for (const [, { healthcheck }] of processes) assert.deepEqual(healthcheck.test, ['CMD', ...JSON.parse(words)]);
  const program = command.at(-1)?.replace('/app/', '') ?? '';
  const world = await World.open();
  t.after(() => world.close());
  world.discord.guild('Workshop');
  const ports = Promise.withResolvers<number>();
  await using bot = spawnBot({ ...world, store: 'memory:', env: { HTTP_HOST: '0.0.0.0' } });
  bot.listen((line) => {
    if (line.includes('"http.listening"')) ports.resolve(JSON.parse(line).port);
  });
  bot.exited.then(() => ports.reject(new Error(bot.quote())));
  const env = { HTTP_HOST: '0.0.0.0', HTTP_PORT: `${await ports.promise}` };
  const well = await run(program, { env });
  assert.deepEqual(well, { code: 0, out: '', err: '' });
  await bot.ready;
  for (const path of ['healthz', 'readyz'])
    assert.equal((await fetch(`http://127.0.0.1:${env.HTTP_PORT}/${path}`)).status, 200, path);
  await bot.kill();
  const gone = await run(program, { env });
  assert.equal(gone.code, 1);
  assert.match(gone.err, /^Parley doesn’t answer at port \d+\.\n$/);
  const wrong = await run(program, { env: { HTTP_PORT: 'x' } });
  assert.equal(wrong.code, EXIT_CONFIG);
});
