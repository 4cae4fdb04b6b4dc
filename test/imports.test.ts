import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { test } from 'node:test';

const CONVERSATION = ['people', 'turns', 'memory', 'recovery'].map((each) => `src/conversation/${each}`);
const LIVE = ['protocol', 'failures', 'limits', 'connection', 'session'].map((each) => `src/live/${each}`);
const VOICE = ['bridge', 'floor', 'ears', 'mouth', 'connection'].map((each) => `src/voice/${each}`);
const [PEOPLE = '', TURNS = '', MEMORY = '', RECOVERY = ''] = CONVERSATION;
const [PROTOCOL = '', FAILURES = '', LIMITS = '', CONNECTION = '', SESSION = ''] = LIVE;
const [BRIDGE = '', FLOOR = '', EARS = ''] = VOICE;
const [MEDIA_BRIDGE = ''] = ['bridge'].map((each) => `src/media/${each}`);

/**
 * Which room may import from which, besides itself, `src/base` and the sentences of `src/text`, which imports from nowhere. A room is a folder of `src`, or a folder in one of those
 * that have folders; what lies beside those folders puts them together.
 */
const ARROWS: Record<string, string[]> = {
  'src/text': [],
  'src/base': [],
  'src/environment': [PROTOCOL],
  'src/proxy': [],
  'src/store': [],
  'src/audio': [],
  'src/ops': [],
  'src/settings': ['src/store', PROTOCOL],
  'src/access': ['src/settings'],
  'src/face': ['src/settings', 'src/store'],
  'src/budget': ['src/settings', 'src/store'],
  'src/claims': ['src/store'],
  'src/fleet': ['src/store'],
  'src/media/bridge': [],
  'src/media/decoding': ['src/audio', MEDIA_BRIDGE],
  'src/media': ['src/audio', MEDIA_BRIDGE],
  'src/live/protocol': ['src/audio'],
  'src/live/failures': [],
  'src/live/limits': [FAILURES],
  'src/live/connection': [PROTOCOL, FAILURES],
  'src/live/session': ['src/audio', PROTOCOL, FAILURES, LIMITS, CONNECTION],
  'src/live/translation': ['src/audio', PROTOCOL, FAILURES, LIMITS, CONNECTION],
  'src/live/typed': ['src/audio', PROTOCOL, FAILURES],
  'src/live/decisions': ['src/audio', PROTOCOL, FAILURES],
  'src/tools': ['src/settings', 'src/store', PROTOCOL],
  'src/tools/mcp': ['src/tools', 'src/settings', 'src/proxy'],
  'src/conversation/people': [],
  'src/conversation/turns': ['src/audio', 'src/media', MEDIA_BRIDGE, PEOPLE, PROTOCOL, FAILURES, SESSION],
  'src/conversation/memory': ['src/store', PEOPLE, TURNS, PROTOCOL, SESSION],
  'src/conversation/recovery': ['src/store', 'src/claims', TURNS, MEMORY],
  'src/conversation': [
    'src/store',
    'src/claims',
    'src/media',
    ...CONVERSATION,
    PROTOCOL,
    CONNECTION,
    SESSION,
    'src/live/typed',
  ],
  'src/voice/bridge': ['src/proxy'],
  'src/voice/floor': ['src/audio', BRIDGE],
  'src/voice/ears': ['src/audio', BRIDGE, FLOOR],
  'src/voice/mouth': ['src/audio'],
  'src/voice/connection': ['src/audio', BRIDGE, EARS],
  'src/voice': ['src/audio', 'src/proxy', ...VOICE],
  'src/calls': [
    'src/store',
    'src/claims',
    'src/audio',
    BRIDGE,
    'src/conversation',
    PEOPLE,
    TURNS,
    'src/live/translation',
  ],
  'src/media/out': ['src/audio', TURNS],
  'src/minutes': ['src/store', 'src/settings', 'src/claims', PEOPLE, TURNS, MEMORY],
  'src/privacy': [
    'src/tools',
    'src/store',
    'src/settings',
    'src/budget',
    'src/claims',
    'src/conversation',
    TURNS,
    MEMORY,
  ],
  'src/discord/gateway': ['src/face'],
  'src/markdown': [],
  'src/discord/outbound': [
    'src/markdown',
    'src/tools',
    'src/discord/gateway',
    'src/media/out',
    'src/calls',
    'src/claims',
    PEOPLE,
    TURNS,
    RECOVERY,
  ],
  'src/discord/voice-channels': ['src/discord/gateway', 'src/discord/outbound', 'src/calls', TURNS],
  'src/discord/tools': ['src/tools', 'src/discord/gateway', 'src/discord/outbound', 'src/discord/inbound', PEOPLE],
  'src/discord/inbound': [
    'src/settings',
    'src/discord/gateway',
    'src/discord/outbound',
    'src/media/out',
    'src/calls',
    'src/media',
    PEOPLE,
    TURNS,
  ],
  'src/discord': [
    ...['gateway', 'inbound', 'outbound', 'tools', 'voice-channels'].map((each) => `src/discord/${each}`),
    'src/calls',
    'src/face',
    RECOVERY,
  ],
  commands: [
    'src/access',
    'src/face',
    'src/budget',
    'src/settings',
    PROTOCOL,
    'src/calls',
    'src/conversation',
    PEOPLE,
    TURNS,
    'src/discord/inbound',
    'src/media/out',
    'src/minutes',
    'src/privacy',
    'src/tools',
  ],
  world: [],
  rehearsal: ['world', 'src/audio', 'src/budget', 'src/ops'],
};

/** What sees everything of `src` and `commands`; the root is the files that put the program together. */
const OVERVIEW = ['root', 'src/terminal'];
const ROOT = ['index', 'main', 'parley', 'config', 'shutdown'].map((each) => `src/${each}.ts`);

/** Packages that only some rooms may know of. */
const PACKAGES: Record<string, RegExp> = {
  'discord.js': /^(?:src\/discord.*|commands|rehearsal|world|src\/terminal)$/,
  '@google/genai': /^(?:src\/live\/(?:protocol|connection|session|translation|typed|decisions)|src\/terminal|world)$/,
  undici: /^src\/proxy$/,
  htmlparser2: /^src\/tools$/,
  ws: /^(?:src\/live\/connection|src\/terminal|world)$/,
  keyv: /^src\/store$/,
  pg: /^src\/store$/,
  '@discordjs/voice': /^(?:src\/voice\/connection|world)$/,
  '@evan/opus': /^(?:src\/audio|world)$/,
  'prom-client': /^src\/ops$/,
  hono: /^(?:src\/ops|rehearsal)$/,
  'es-module-lexer': /^src\/ops$/,
  'resolve.exports': /^src\/ops$/,
  '@modelcontextprotocol/client': /^src\/tools\/mcp$/,
  zod: /^(?:root|world|rehearsal|src\/environment)$/,
  unhomoglyph: /^src\/conversation\/people$/,
  'any-ascii': /^src\/calls$/,
  sharp: /^src\/media\/decoding$/,
  '@hyzyla/pdfium': /^src\/media\/decoding$/,
  'mpg123-decoder': /^src\/media\/decoding$/,
  chardet: /^src\/media\/decoding$/,
  mediabunny: /^src\/media\/decoding$/,
  'mdast-util-from-markdown': /^src\/markdown$/,
  'mdast-util-gfm-table': /^src\/markdown$/,
  'mdast-util-to-string': /^src\/markdown$/,
  'micromark-extension-gfm-table': /^src\/markdown$/,
  'string-width': /^src\/markdown$/,
};

const SPLIT = new Set(['src/conversation', 'src/live', 'src/media', 'src/voice', 'src/discord']);
const roomOf = (file: string): string => {
  if (ROOT.includes(file) || file.startsWith('src/parts/')) return 'root';
  if (file.startsWith('src/tools/mcp/')) return 'src/tools/mcp';
  const [first = '', second = '', third = ''] = file.split('/');
  if (first !== 'src') return first;
  const room = `${first}/${second}`;
  return SPLIT.has(room) && !third.endsWith('.ts') ? `${room}/${third}` : room;
};

const FILES = ['src', 'commands', 'world', 'rehearsal']
  .flatMap((folder) => globSync(`${folder}/**/*.ts`))
  .map((file) => file.split(sep).join('/'));
const TEXTS = new Map(FILES.map((file) => [file, readFileSync(file, 'utf8')]));

/** An import: what it names, as far as that says whether anything is left of it at run time, and where it leads. */
type Import = { isType: boolean; what: string; to: string };

const importsOf = (file: string): Import[] => {
  const text = TEXTS.get(file) ?? '';
  const still = [...text.matchAll(/^(?:import|export)\s([^;'"]*?)\bfrom '([^']+)'/gm)];
  const later = [...text.matchAll(/\bimport\((\s*)'([^']+)'/g)];
  return [...still, ...later].map(([, names = '', what = '']) => {
    const braces = /^[^{]*\{([^}]*)\}/
      .exec(names)?.[1]
      ?.split(',')
      .map((each) => each.trim());
    const isType = /^type\b/.test(names) || Boolean(braces?.every((each) => each === '' || each.startsWith('type ')));
    return { isType, what, to: what.startsWith('.') ? posix.join(posix.dirname(file), what) : what };
  });
};
const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]));

/** One circle among nodes, as the way around it; nothing if there is none. */
const circleIn = (next: (node: string) => string[], nodes: Iterable<string>): string[] | undefined => {
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (node: string): string[] | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return undefined;
    way.push(node);
    for (const each of next(node)) {
      const circle = walk(each);
      if (circle) return circle;
    }
    way.pop();
    done.add(node);
    return undefined;
  };
  for (const node of nodes) {
    const circle = walk(node);
    if (circle) return circle;
  }
  return undefined;
};

test('imports between the rooms point one way only', () => {
  assert.ok(FILES.length > 400);
  for (const [file, imports] of IMPORTS) {
    const room = roomOf(file);
    if (OVERVIEW.includes(room)) continue;
    const arrows = ARROWS[room];
    assert.ok(arrows, `${file} is in no room that the arrows know`);
    for (const { what, to } of imports)
      if (what.startsWith('.'))
        assert.ok(
          [room, 'src/base', 'src/text', ...arrows].includes(roomOf(to)) &&
            (room !== 'src/text' || roomOf(to) === room),
          `${file} imports ${what}, which is in ${roomOf(to)}`,
        );
  }
  assert.equal(
    circleIn((room) => ARROWS[room] ?? [], Object.keys(ARROWS)),
    undefined,
  );
});

test('no arrow is there in vain', () => {
  const used = new Set([...IMPORTS].flatMap(([file, all]) => all.map(({ to }) => `${roomOf(file)} -> ${roomOf(to)}`)));
  const vain = Object.entries(ARROWS).flatMap(([from, all]) => all.map((to) => `${from} -> ${to}`));
  assert.deepEqual(
    vain.filter((arrow) => !used.has(arrow)),
    [],
  );
});

test('no file imports itself by way of others, not even a type', () => {
  // The objects of the world know each other, as Discord's do: a server its channels, a channel its server. Those are types.
  const next = (file: string) =>
    (IMPORTS.get(file) ?? [])
      .filter(({ isType, to }) => TEXTS.has(to) && !(isType && roomOf(file) === 'world'))
      .map(({ to }) => to);
  assert.equal(circleIn(next, FILES)?.join(' -> '), undefined);
});

test('only some rooms know the big libraries', () => {
  for (const [file, imports] of IMPORTS)
    for (const { what } of imports) {
      const name = what.startsWith('@') ? what.split('/').slice(0, 2).join('/') : (what.split('/')[0] ?? '');
      const rooms = PACKAGES[name];
      if (rooms) assert.match(roomOf(file), rooms, `${file} imports ${what}`);
    }
});

/** Who renders sentences: what people read, and what puts the program together. */
const RENDERING = /^(?:src\/text|src\/ops|src\/discord.*|src\/minutes|commands|root|src\/terminal|rehearsal|world)$/;

test('sentences are rendered where they are shown, and nowhere else', () => {
  for (const [file, imports] of IMPORTS)
    for (const { isType, what, to } of imports)
      if (roomOf(to) === 'src/text' && !RENDERING.test(roomOf(file)))
        assert.ok(isType, `${file} imports more than types from ${what}`);
});

test('nothing that runs in production imports from the tests or the world', () => {
  for (const [file, imports] of IMPORTS)
    for (const { what, to } of imports)
      if (what.startsWith('.'))
        assert.doesNotMatch(
          to,
          /^(?:src|commands)\//.test(file) ? /^(?:test|bench|world|rehearsal)\// : /^(?:test|bench)\//,
          file,
        );
});

/** The program's own files. The world is left out: it has a message, a channel and a session because Discord and Gemini do. */
const OWN = FILES.filter((file) => roomOf(file) !== 'world');

/** What is given by two that share its name or its key. */
const twice = (named: (readonly [name: string, file: string])[]): string[] => {
  const files = Map.groupBy(named, ([name]) => name);
  return [...files].flatMap(([name, all]) =>
    all.length > 1 ? [`${name}: ${all.map(([, file]) => file).join(', ')}`] : [],
  );
};

test('no two files have the same name, but those that put a folder together', () => {
  // Each language has the files that English has.
  const once = OWN.filter((file) => !/^src\/text\/(?!en\/).+\//.test(file));
  const named = once.map((file) => [posix.basename(file), file] as const);
  assert.deepEqual(twice(named.filter(([name]) => name !== 'index.ts')), []);
});
