import assert from 'node:assert/strict';
import { ODD_NAMES, ODD_RESULTS } from './guests.ts';
import { switchOn } from './mcp-stage.ts';
import type { ToolCase } from './tool-case.ts';

/** What goes wrong in a call of each server, and what the model is told of it: one sentence. */
const FAULTS: Readonly<Record<string, RegExp>> = {
  hang: /did not answer in time.*one short sentence/,
  die: /is not there at the moment.*one short sentence/,
  flood: /sent far too much.*one short sentence/,
  huge: /sent far too much.*one short sentence/,
  nonsense: /makes no sense.*one short sentence/,
  error: /which says that it failed/,
};

const faults: ToolCase[] = Object.entries(FAULTS).map(([name, told]) => ({
  what: `the server’s call goes wrong: ${name}; Ada gets a sentence, and the bot goes on`,
  before: switchOn(name),
  calls: [[`${name}__look`, { text: 'x' }], ['roll_dice']],
  told: /"rolls"/,
  async after({ told: [first] }) {
    assert.match(JSON.stringify(first), told);
  },
  does: [`calls ${name} look {"text":"x"}`],
}));

const results: ToolCase[] = Object.keys(ODD_RESULTS).map((name) => ({
  what: `a result is ${name}: it’s quoted and bounded, or told as a failure`,
  before: switchOn('odd'),
  calls: [[`odd__${name}`]],
  told: /"quoted":"> |makes no sense/,
  async after({ told: [first] }) {
    const { quoted = '> ' } = first ?? {};
    for (const line of `${quoted}`.split(/[\n\r\u2028\u2029\u0085]/)) assert.match(line, /^> /);
    assert.doesNotMatch(JSON.stringify(first), /<ctrl\d|\\u202e|\u202e/);
    assert.ok(JSON.stringify(first).length < 30_000);
  },
  does: [`calls odd ${name} {}`],
}));

/** A tool is its server's own, whatever it's called. */
const names: ToolCase[] = ODD_NAMES.map((name, index) => ({
  what: `a server calls a tool ${JSON.stringify(name.slice(0, 30))}: it’s that server’s, and takes nobody’s place`,
  before: switchOn('names'),
  async plays(room) {
    await room.ask([['roll_dice', { sides: 6 }]]);
    assert.ok(room.told.at(-1)?.rolls, 'Parley’s own is as before');
    const all = room.stage.listDeclared().map((one) => one.name ?? '');
    assert.equal(new Set(all).size, all.length);
    for (const one of all) assert.match(one, /^[A-Za-z_][\w-]{0,62}$/);
    const theirs = all.filter((one) => one.startsWith('names__'));
    assert.equal(theirs.length, ODD_NAMES.length);
    await room.ask([[theirs[index] ?? '', { text: 'x' }]]);
    assert.match(JSON.stringify(room.told.at(-1)), /"quoted":"> /);
  },
  does: [`calls names ${name} {"text":"x"}`],
}));

/** What servers answer, and what their tools are called. */
export const mcpResults: ToolCase[] = [...faults, ...results, ...names];
