import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { addKinds, NO_TOKENS, type TokenKinds } from '../../../src/base/expense.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import type { Script } from '../../../world/live/script.ts';
import { close, generationComplete, hold, say, tellWeb, turnComplete } from '../../../world/live/steps.ts';
import { redirect } from '../../../world/live/web-finding.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace } from '../defaults.ts';
import { never, stage as sessionStage } from '../stage.ts';

const MODEL = 'gemini-3.8-live';
const QUOTA = 'You exceeded your current quota, please check your plan and billing details.';

const PAGES = [
  { title: 'uefa.com', uri: redirect('a') },
  { title: 'Bees - Wikipedia', uri: 'https://en.wikipedia.org/wiki/Bee_(insect)' },
];

/** A session that may search, and what its turns were told that they cost. */
const stage = async (t: TestContext, script: Script) => {
  const clock = new VirtualClock();
  const pace = makePace(clock, () => 1);
  const all = await sessionStage(t, { clock, pace });
  all.live.script = script as typeof all.live.script;
  all.change({ search: true });
  let spent: TokenKinds = NO_TOKENS;
  const ask = async (number = 1, text = 'Who won?') => {
    const answer = new Turn({ person: { id: '1', name: 'Ada' }, text, at: 0 }, ({ kinds }) => {
      spent = addKinds(spent, kinds);
    });
    const outcome = await clock.until(
      all.session.ask(text, number, answer, never).catch((error: Error) => error.message),
    );
    return { answer, outcome };
  };
  /** What was counted is what Google bills, except for tokens that it doesn't explain. */
  const assertBilled = (searches: number) => {
    assert.equal(spent.searches, searches);
    assert.deepEqual(spent, all.live.bill.of(MODEL));
  };
  const searchesIn = async (index: number) =>
    (await all.live.connection(index)).setup.tools?.some((tool) => 'googleSearch' in tool) ?? false;
  return { ...all, clock, pace, ask, assertBilled, searchesIn };
};

const searches = ({ tools = [] }: { tools?: object[] }) => tools.some((tool) => 'googleSearch' in tool);

test('an answer brings what was searched for and found, whether that comes before its words, among them or after', async (t) => {
  const { ask, assertBilled, live } = await stage(t, () => [
    tellWeb({ queries: ['euro 2024 winner'] }),
    say('Spain,'),
    tellWeb({ pages: PAGES.slice(0, 1) }),
    say(' says uefa.com.'),
    generationComplete,
    tellWeb({ queries: ['euro 2024 winner', 'euro 2024 score', ''], pages: PAGES }),
    turnComplete(),
  ]);
  const { answer, outcome } = await ask();
  assert.deepEqual([answer.text, outcome], ['Spain, says uefa.com.', { is: 'complete' }]);
  const { queries, sources, sites } = answer.grounding;
  assert.deepEqual(queries, ['euro 2024 winner', 'euro 2024 score']);
  assert.deepEqual(
    sources.map(({ title, url }) => [title, url]),
    PAGES.map(({ title, uri }) => [title, uri]),
  );
  assert.deepEqual(sites, ['uefa.com', 'en.wikipedia.org']);
  assertBilled(2);
  assert.deepEqual(live.unexpected, []);
});

test('what comes after the end of an answer belongs to it, and is paid for', async (t) => {
  const late = Promise.withResolvers<void>();
  const { ask, clock, assertBilled } = await stage(t, () => [
    tellWeb({ queries: ['bees'], pages: PAGES }, late.promise),
    say('Bees.'),
  ]);
  const { answer } = await ask();
  assert.deepEqual(answer.grounding.sources, []);
  const told = new Promise<void>((done) => {
    answer.changes.on(async (change) => {
      if (change === 'grounded') done();
    });
  });
  late.resolve();
  await clock.until(told);
  assert.equal(answer.grounding.sources.length, 2);
  assertBilled(1);
});

test('what is told while the next question waits isn’t taken for its answer’s', async (t) => {
  const late = Promise.withResolvers<void>();
  const answers: ReturnType<Script>[] = [
    [
      say('Bees.'),
      generationComplete,
      hold(late.promise),
      tellWeb({ queries: ['bees'], pages: PAGES }),
      turnComplete(),
    ],
    [say('Nothing.')],
  ];
  const { ask, assertBilled } = await stage(t, () => answers.shift() ?? 'no more');
  const first = await ask();
  const second = ask(2, 'And then?');
  late.resolve();
  const { answer } = await second;
  assert.deepEqual([first.answer.grounding.sources.length, answer.grounding.sources.length], [2, 0]);
  assertBilled(1);
});

test('hundreds of pages are bounded, what is dropped is counted, and each page stands once', async (t) => {
  const many = Array.from({ length: 300 }, (_, at) => ({ title: `site${at}.com`, uri: `https://site${at}.com/` }));
  const { ask } = await stage(t, () => [
    say('Well.'),
    ...[0, 1, 2].map(() => tellWeb({ queries: ['one', 'two'], pages: PAGES })),
    tellWeb({ pages: many }),
  ]);
  const { answer } = await ask();
  const { sources, queries, lost, sites } = answer.grounding;
  assert.deepEqual([sources.length, queries.length, lost, sites.length], [50, 2, 152, 10]);
});

test('a session is told how to name what it found, only where it may search', async (t) => {
  const { ask, live, change } = await stage(t, () => 'Well.');
  await ask();
  const told = async (index: number) => JSON.stringify((await live.connection(index)).setup.systemInstruction);
  assert.match(await told(0), /name the site that it’s from.*Never say or write the address/);
  change({ search: false });
  await ask(2);
  assert.doesNotMatch(await told(1), /search the web/);
});

test('a quota that runs out in the middle of a search costs neither the answer nor anybody’s pace', async (t) => {
  const { ask, live, pace, tolerance, setup, clock, searchesIn } = await stage(t, ({ setup }) =>
    searches(setup) ? [close(1011, QUOTA)] : 'As far as I remember, Spain.',
  );
  const { answer, outcome } = await ask();
  assert.deepEqual([answer.text, outcome], ['As far as I remember, Spain.', { is: 'complete' }]);
  assert.deepEqual([...answer.source.refused], ['search']);
  assert.deepEqual([pace.refusal, pace.doubted, live.dials], [undefined, false, 2]);
  assert.deepEqual(tolerance.listRefused(await setup()), ['search']);
  // It's only likely that search was to blame, so it's tried again soon.
  await clock.advance(15 * 60_000);
  await ask(2);
  assert.deepEqual([await searchesIn(1), await searchesIn(2), await searchesIn(3)], [false, true, false]);
});

test('an answer that breaks off in the middle of a search stays as it is, and the next one goes without', async (t) => {
  const { ask, pace, live, searchesIn } = await stage(t, ({ setup }) =>
    searches(setup) ? [say('Let me look that up.'), close(1011, QUOTA)] : 'Spain.',
  );
  const first = await ask();
  assert.deepEqual([first.answer.text, first.outcome], ['Let me look that up.', 'gemini.broken']);
  const second = await ask(2);
  assert.deepEqual([second.answer.text, [...second.answer.source.refused]], ['Spain.', ['search']]);
  assert.deepEqual([pace.refusal, live.dials, await searchesIn(1)], [undefined, 2, false]);
});

test('a quota that is used up without a search is held against the account', async (t) => {
  const { ask } = await stage(t, () => [close(1011, QUOTA)]);
  const { outcome } = await ask();
  assert.equal(outcome, 'gemini.quota');
});
