import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MOMENTS } from '../../src/base/moments.ts';
import { readTurnFile, TurnFileError, type TurnFileFault, writeTurnFile } from '../../src/ops/turn-file.ts';
import type { TurnLine } from '../../src/ops/turn-lines.ts';

const line: TurnLine = {
  ...{ id: 3, server: '1001', channel: '1002', way: 'spoken', by: 'live', at: 1_790_000_000_000, lost: 2 },
  moments: [
    { what: 'asked', at: 0 },
    { what: 'called', at: 12.5, detail: 'write done' },
    { what: 'edited', at: 90, detail: 4 },
    { what: 'told', at: 95, detail: 'gemini.late' },
  ],
  outcome: 'broken',
};

/** Why the file is refused with this in it instead. */
const refusal = (change: object): TurnFileFault | undefined => {
  try {
    readTurnFile(JSON.stringify({ ...JSON.parse(writeTurnFile(line)), ...change }));
  } catch (error) {
    assert.ok(error instanceof TurnFileError);
    return error.fault;
  }
  return undefined;
};

test('a saved turn can be opened again', () => {
  assert.equal(JSON.parse(writeTurnFile(line))['parley-turn'], 1);
  assert.deepEqual(readTurnFile(writeTurnFile(line)), line);
  const { server: _, lost: __, outcome: ___, ...direct } = line;
  assert.deepEqual(readTurnFile(writeTurnFile(direct)), direct);
  const every: TurnLine = { ...line, moments: MOMENTS.map((what, at) => ({ what, at })) };
  assert.deepEqual(readTurnFile(writeTurnFile(every)), every);
});

test('what is no turn is refused, with what is wrong with it', () => {
  for (const [text, is] of [
    ['', 'damaged'],
    ['{"parley-turn": 1', 'damaged'],
    ['[]', 'foreign'],
    ['null', 'foreign'],
    ['{"id":3}', 'foreign'],
    [`"${'x'.repeat(200_000)}"`, 'too-big'],
  ] as const)
    assert.throws(() => readTurnFile(text), { name: 'TurnFileError', fault: { is } });
  assert.deepEqual(refusal({ 'parley-turn': 2 }), { is: 'version', needed: 1 });
  for (const [field, ...values] of [
    ['id', -1, '3', null, 1e300],
    ['channel', 'general', 7, undefined],
    ['server', '<b>', ''],
    ['way', 'sung'],
    ['by', ''],
    ['at', -1, 1e300],
    ['moments', [], {}, Array.from({ length: 201 }, () => ({ what: 'shown', at: 1 }))],
    ['outcome', 'well', 1],
    ['lost', 'many'],
  ] as const)
    for (const value of values)
      assert.deepEqual(refusal({ [field]: value }), { is: 'field', name: field }, `${field} ${value}`);
  assert.deepEqual(refusal({ moments: [{ what: 'sang', at: 0 }] }), { is: 'field', name: 'what' });
  assert.deepEqual(refusal({ moments: [{ what: 'shown', at: 1e12 }] }), { is: 'field', name: 'at' });
  assert.deepEqual(refusal({ moments: [7] }), { is: 'field', name: 'what' });
});

test('nobody’s words get in by a detail', () => {
  const details = ['my secret is out', '<script>', 'a'.repeat(65), '', {}, [], true, -1, 'x\ny', '@everyone'];
  for (const detail of details)
    assert.deepEqual(refusal({ moments: [{ what: 'told', at: 0, detail }] }), { is: 'field', name: 'detail' });
});

test('whatever is opened is a turn or is refused, and what it doesn’t know is left out', () => {
  const opened = readTurnFile(JSON.stringify({ ...JSON.parse(writeTurnFile(line)), words: 'hello', __proto__: 1 }));
  assert.deepEqual(opened, line);
  fc.assert(
    fc.property(fc.json(), (json) => {
      assert.throws(() => readTurnFile(json), TurnFileError);
    }),
    { numRuns: 200 },
  );
});
