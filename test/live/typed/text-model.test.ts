import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { addKinds, NO_TOKENS, type TokenKinds } from '../../../src/base/expense.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { Interruption } from '../../../src/live/protocol/interruption.ts';
import type { QuestionParts } from '../../../src/live/protocol/question-parts.ts';
import type { OpenCallDesk } from '../../../src/live/protocol/tool-call.ts';
import { TEXT_SILENCE } from '../../../src/live/typed/text-exchange.ts';
import { TextModel } from '../../../src/live/typed/text-model.ts';
import type { TextPlan } from '../../../src/live/typed/text-request.ts';
import type { TextAnswer, TextFault } from '../../../world/live/text-script.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { RED } from '../sample-pictures.ts';
import { type CountedTurn, never, stage, turn } from '../stage.ts';

const complete = { is: 'complete' };

const PLAN: TextPlan = {
  model: 'gemini-3.8-flash',
  instruction: 'Be brief.',
  thinking: 'low',
  tools: [{ name: 'write', description: 'Writes.', parameters: { type: 'OBJECT', properties: {} } }],
};

/** A desk that knows `write`; anything else is a mistake. */
const openDesk: OpenCallDesk = (send) => ({
  take(calls, answer) {
    for (const { id, name, args } of calls) {
      if (name !== 'write') answer?.noteMistake();
      const written = name === 'write' && answer?.write({ markdown: String(args.markdown) });
      send([{ id, name, response: written ? { written } : { error: 'no such function' } }]);
    }
  },
  cancel() {},
  interrupt() {},
  close() {},
});

const open = async (t: TestContext, answer?: TextAnswer) => {
  const clock = new VirtualClock();
  const all = await stage(t, { clock });
  const { live, google } = all;
  if (answer !== undefined) live.writing = () => answer;
  const lines: object[] = [];
  const log = { warn: (line: object) => lines.push(line) } as never;
  const model = new TextModel({ google, openDesk, clock, log });
  const ask = (to: CountedTurn, question: QuestionParts = 'hello', signal = never, plan = PLAN) =>
    clock.until(model.ask({ plan, question, said: [{ asked: '[Ada] hi', answered: '' }] }, to, signal));
  return { ...all, live, clock, model, ask, lines };
};

/** The virtual clock moves on in small steps, as long as something is awaited. */
const assertAbout = (ms: number, expected: number) =>
  assert.ok(ms >= expected && ms <= expected + 200, `${ms} ms, not ${expected}`);

test('a question, its pictures and the talk before it reach a text model, whose answer streams back', async (t) => {
  const { live, ask } = await open(t);
  live.writing = ({ text, instruction, media, tools }) => [
    { is: 'think', text: 'a thought' },
    `${instruction} ${text} ${media.length} ${tools}`,
    '<ctrl4',
    '6> fine',
    { is: 'sign' },
  ];
  const answer = turn();
  assert.deepEqual(await ask(answer, [{ text: '[Ada] look' }, { image: RED }]), complete);
  assert.equal(answer.text, 'Be brief. [Ada] look 1 write fine');
  const { contents } = await live.texts.question(0);
  assert.deepEqual(
    contents.map(({ role, parts }) => [role, parts?.length]),
    [
      ['user', 1],
      ['model', 1],
      ['user', 2],
    ],
  );
  assert.ok((answer.usage?.prompt ?? 0) > 258);
  assert.deepEqual(live.unexpected, []);
});

test('what the model writes becomes a part of the answer, and the rest of it follows the result', async (t) => {
  const { live, ask } = await open(t);
  live.writing = ({ responses }) =>
    responses.length > 0
      ? ['Done.']
      : ['Here: ', { is: 'call', name: 'write', args: { markdown: '`1`' } }, { is: 'call', name: 'dig', args: {} }];
  const answer = turn();
  assert.deepEqual(await ask(answer), complete);
  assert.deepEqual(
    answer.parts.map((part) => (part.is === 'said' ? part.text : part.part.markdown)),
    ['Here: ', '`1`', 'Done.'],
  );
  const [first, second] = live.texts.asked;
  assert.deepEqual(
    second?.responses.map(({ response }) => response),
    [{ written: 'written' }, { error: 'no such function' }],
  );
  assert.equal(first?.contents.length, 3);
  assert.equal(second?.contents.length, 5);
  // Both requests are billed.
  assert.ok((answer.usage?.thoughts ?? 0) === 14);
  assert.deepEqual(live.unexpected, []);
});

test('a call whose id is empty is answered like one without an id', async (t) => {
  const { live, ask } = await open(t);
  live.writing = ({ responses }) =>
    responses.length > 0 ? ['Done.'] : [{ is: 'call', id: '', name: 'write', args: { markdown: '`1`' } }];
  const answer = turn();
  assert.deepEqual(await ask(answer), complete);
  assert.deepEqual(
    answer.parts.map((part) => (part.is === 'said' ? part.text : part.part.markdown)),
    ['`1`', 'Done.'],
  );
  assert.deepEqual(live.unexpected, []);
});

test('a model that never stops calling functions is given up', async (t) => {
  const { live, ask } = await open(t, [{ is: 'call', name: 'dig', args: {} }]);
  await assert.rejects(ask(turn()), { message: 'gemini.tools' });
  assert.equal(live.texts.asked.length, 8);
});

const ends: [what: string, answer: TextAnswer, error: string | object, asked: number, seen: string][] = [
  ['is cut between two events before a word', [{ is: 'end', how: 'bare' }], 'gemini.lost', 2, ''],
  ['is torn after the first words', ['one', { is: 'end', how: 'torn' }], 'gemini.broken', 1, 'one'],
  ['is cut after the first words', ['one', { is: 'end', how: 'bare' }], 'gemini.broken', 1, 'one'],
  ['gets too long', ['one', { is: 'finish', reason: 'MAX_TOKENS' }], 'answer.cut-off', 1, 'one'],
  ['is empty', [], 'gemini.unfinished', 2, ''],
  ['is a call that makes no sense', [{ is: 'finish', reason: 'MALFORMED_FUNCTION_CALL' }], 'gemini.unfinished', 2, ''],
  ['is unsafe', ['one', { is: 'finish', reason: 'SAFETY' }], { is: 'complete', reason: 'GENERATED_SAFETY' }, 1, 'one'],
  [
    'is refused for its question',
    [{ is: 'block', reason: 'PROHIBITED_CONTENT' }],
    { is: 'complete', reason: 'INPUT_PROHIBITED_CONTENT' },
    1,
    '',
  ],
  [
    'meets an error in the stream',
    ['one', { is: 'fail', code: 503, status: 'UNAVAILABLE', message: 'Busy.' }],
    'gemini.broken',
    1,
    'one',
  ],
  ['has a letter cut in two', [{ is: 'split', after: 60 }, 'あいう'], complete, 1, 'あいう'],
];

for (const [what, steps, end, asked, seen] of ends)
  test(`an answer that ${what} ends as it should`, async (t) => {
    const { live, ask } = await open(t, steps);
    const answer = turn();
    const outcome = await ask(answer).catch((error: Error) => error.message);
    assert.deepEqual(outcome, end);
    assert.equal(answer.text, seen);
    assert.equal(live.texts.asked.length, asked);
  });

const faults: [what: string, fault: TextFault, told: string, requests: number][] = [
  ['an overload', { status: 503, name: 'UNAVAILABLE', message: 'The model is overloaded.' }, 'gemini.busy', 2],
  [
    'an internal error',
    { status: 500, name: 'INTERNAL', message: 'An internal error has occurred.' },
    'gemini.busy',
    2,
  ],
  ['a lost connection', 'reset', 'gemini.lost', 2],
  ['a refused argument', { status: 400, message: 'Request contains an invalid argument.' }, 'gemini.refused', 1],
  ['a wrong key', { status: 400, message: 'API key not valid. Please pass a valid API key.' }, 'owner.key', 1],
  ['a leaked key', { status: 403, message: 'Your API key was reported as leaked.' }, 'owner.leaked', 1],
  ['credits used up', { status: 429, message: 'Your prepayment credits are depleted.' }, 'owner.credits', 1],
  [
    'an unknown model',
    { status: 404, message: 'models/x is not found for API version v1beta' },
    'owner.typed-model',
    1,
  ],
  ['a model that is gone', { status: 404, message: 'This model is no longer available.' }, 'owner.typed-closed', 1],
  ['a region', { status: 400, message: 'User location is not supported for the API use.' }, 'owner.region', 1],
];

for (const [what, fault, told, requests] of faults)
  test(`people are told what it is when a text model answers with ${what}`, async (t) => {
    const { live, ask, lines } = await open(t);
    live.texting.push(fault, fault, fault);
    await assert.rejects(ask(turn()), (error: UserError) => error instanceof UserError && error.text.code === told);
    assert.equal(3 - live.texting.length, requests);
    assert.equal(lines.length, requests);
  });

test('one fault before the first word costs a second, and nobody notices', async (t) => {
  const { live, clock, ask } = await open(t);
  live.texting.push('reset');
  const answer = turn();
  const began = clock.now();
  assert.deepEqual(await ask(answer), complete);
  assert.equal(answer.text, 'All right.');
  assertAbout(clock.now() - began, 1_000);
});

test('after a refusal for quota nobody asks until Google takes questions again', async (t) => {
  const { live, clock, ask } = await open(t);
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '40s' }];
  live.texting.push({ status: 429, name: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota.', details });
  const asked = clock.wall();
  for (let times = 0; times < 2; times++)
    await assert.rejects(ask(turn()), ({ text }: UserError) => {
      assert.ok(text.code === 'gemini.quota' && text.at !== undefined);
      assertAbout(text.at - asked, 40_000);
      return true;
    });
  assert.equal(live.texts.asked.length, 0);
  await clock.advance(40_000);
  assert.deepEqual(await ask(turn()), complete);
});

test('a stream that falls silent is given up, and one that is being interrupted ends at once', async (t) => {
  const { live, clock, ask } = await open(t, ['one', { is: 'wait', for: new Promise(() => {}) }]);
  const answer = turn();
  const began = clock.now();
  await assert.rejects(ask(answer), { message: 'gemini.late' });
  assert.equal(answer.text, 'one');
  assertAbout(clock.now() - began, TEXT_SILENCE);
  const stop = new AbortController();
  const stopped = turn();
  const asked = ask(stopped, 'hello', stop.signal);
  for await (const piece of stopped.follow()) if (piece.is === 'text') break;
  stop.abort(new Interruption('hush'));
  assert.deepEqual(await asked, { is: 'interrupted' });
  // The client has hung up, so the service stops generating.
  const { signal } = await live.texts.question(1);
  if (!signal.aborted) await new Promise((done) => signal.addEventListener('abort', done));
});

test('a question that is given up rejects with the reason', async (t) => {
  const { live, ask } = await open(t);
  live.texting.push('silent');
  const stop = new AbortController();
  const asked = ask(turn(), 'hello', stop.signal);
  const reason = new UserError({ code: 'answer.reset' });
  stop.abort(reason);
  await assert.rejects(asked, reason);
});

const SEARCHING: TextPlan = { ...PLAN, search: true };

test('a text model may search beside its functions', async (t) => {
  const { live, ask } = await open(t, ['found']);
  const answer = turn();
  assert.deepEqual(await ask(answer, 'hello', never, SEARCHING), complete);
  assert.equal(answer.text, 'found');
  assert.deepEqual([live.texts.asked.map(({ searches }) => searches), live.unexpected], [[true], []]);
});

for (const how of ['invalid', 'quota'] as const)
  test(`search that a text model refuses (${how}) is left out, for hours without another try`, async (t) => {
    const { live, clock, ask, lines } = await open(t, ['found']);
    live.rules.refusesSetup = { [PLAN.model]: { search: how } };
    const [first, second] = [turn(), turn()];
    assert.deepEqual(await ask(first, 'hello', never, SEARCHING), complete);
    assert.deepEqual([first.text, [...first.source.refused]], ['found', ['search']]);
    const refused = live.unexpected.length;
    await ask(second, 'hello', never, SEARCHING);
    assert.deepEqual([[...second.source.refused], live.unexpected.length], [['search'], refused]);
    assert.deepEqual(
      live.texts.asked.map(({ searches }) => searches),
      [false, false],
    );
    assert.ok(lines.some((line) => Object(line).event === 'text.searchless'));
    live.rules.refusesSetup = {};
    await clock.advance(6 * 60 * 60_000);
    const third = turn();
    await ask(third, 'hello', never, SEARCHING);
    assert.deepEqual([...third.source.refused], []);
  });

test('a question that is refused with and without search isn’t held against search', async (t) => {
  const { live, ask } = await open(t, ['found']);
  live.texting.push({ status: 400, message: 'Bad.' }, { status: 400, message: 'Bad.' });
  await assert.rejects(ask(turn(), 'hello', never, SEARCHING), UserError);
  const answer = turn();
  await ask(answer, 'hello', never, SEARCHING);
  assert.deepEqual([...answer.source.refused], []);
});

const PAGES = [
  { title: 'bees.org', uri: 'https://bees.org/' },
  { title: 'x', uri: 'javascript:alert(1)' },
];

test('what a text model finds on the web comes with its answer, and each different search is paid for', async (t) => {
  const { live, clock, model } = await open(t);
  live.writing = ({ responses }) =>
    responses.length === 0
      ? [
          { is: 'ground', found: { queries: ['bees'] } },
          { is: 'call', name: 'write', args: { markdown: '# Bees' } },
        ]
      : [
          'They dance.',
          { is: 'ground', found: { queries: ['bees', 'bee dance', 'bee dance', ' '], pages: PAGES } },
          { is: 'ground', found: { pages: PAGES } },
        ];
  let spent: TokenKinds = NO_TOKENS;
  const answer = new Turn({ person: { id: '1', name: 'Ada' }, text: 'hello', at: 0 }, ({ kinds }) => {
    spent = addKinds(spent, kinds);
  });
  const asked = model.ask({ plan: SEARCHING, question: 'hello', said: [] }, answer, never);
  assert.deepEqual(await clock.until(asked), complete);
  assert.deepEqual(answer.grounding.queries, ['bees', 'bee dance']);
  assert.deepEqual(answer.grounding.sources, [{ title: 'bees.org', url: 'https://bees.org/' }]);
  // The first request searched for bees, the second for bees and their dance; what was found is read for free.
  assert.equal(spent.searches, 3);
  assert.deepEqual(spent, live.bill.of(PLAN.model));
  assert.match(live.texts.asked[0]?.instruction ?? '', /name the site that it’s from/);
  assert.deepEqual(live.unexpected, []);
});

for (const seen of [false, true])
  test(`a quota that runs out in mid stream while it searches isn’t held against the key (${seen ? 'after' : 'before'} a word)`, async (t) => {
    const { live, ask } = await open(t);
    const quota = {
      is: 'fail',
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'You exceeded your current quota.',
    } as const;
    live.writing = ({ searches }) => (searches ? [...(seen ? ['Let me look.'] : []), quota] : 'From memory.');
    const answer = turn();
    const asked = ask(answer, 'hello', never, SEARCHING);
    if (seen) await assert.rejects(asked, { message: 'gemini.broken' });
    else assert.deepEqual(await asked, complete);
    const second = turn();
    assert.deepEqual(await ask(second, 'hello', never, SEARCHING), complete);
    assert.deepEqual([second.text, [...second.source.refused]], ['From memory.', ['search']]);
  });
