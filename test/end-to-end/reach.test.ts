import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ConnectionFault } from '../../world/live/fault.ts';
import { holding, warning } from '../sentences.ts';
import { whole } from './bot.ts';

/** The longest that anybody waits for a sentence, in milliseconds. */
const TOLD = 20_000;

const SLOW = holding({ code: 'answer.slow' });
const TROUBLE = warning({ code: 'gemini.unreachable' }, { code: 'gemini.busy' });

/** Parley in a world whose time is the test's, with two members. */
const open = async (t: TestContext) => {
  const { clock, live, guild, general, ada } = await whole(t, {}, ({ text }) => `You said ${text.split('] ')[1]}.`);
  const bob = guild.member('Bob');
  /** Has every connection from now on meet this. */
  const out = (fault: ConnectionFault) => {
    live.dialling.length = 0;
    live.next(...Array.from({ length: 60 }, () => fault));
  };
  const back = () => {
    live.dialling.length = 0;
  };
  return { clock, live, general, ada, bob, out, back };
};

type Stage = Awaited<ReturnType<typeof open>>;

/** Asks with `/ask`; how many milliseconds it took until Gemini was called slow, and until there was another sentence. */
const ask = async ({ clock, ada, general }: Stage, question: string) => {
  const began = clock.now();
  const reply = await clock.until(ada.slash('ask', { question }, { in: general }));
  const said = (text: RegExp) => reply.shows(text).then(() => clock.now() - began);
  return { reply, said };
};

for (const [name, fault] of Object.entries<ConnectionFault>({
  'the upgrade is never answered': { upgrade: 'silent' },
  'setupComplete never comes': { setup: 'silent' },
  'every setup is closed': { setup: { close: [1011, 'Internal error encountered.'] } },
}))
  test(`who asks with /ask is told within 20 s, and after 8 s that Gemini is slow, when ${name}`, async (t) => {
    const stage = await open(t);
    stage.out(fault);
    const { reply, said } = await ask(stage, 'hello');
    const told = await stage.clock.until(said(TROUBLE));
    assert.ok(told <= TOLD, `${told} ms`);
    const slow = reply.edits.find(({ text }) => SLOW.test(text));
    assert.equal(slow !== undefined, told > 10_000);
    stage.back();
    const again = await ask(stage, 'and now?');
    await stage.clock.until(again.said(/You said and now/));
  });

test('who mentions it is told so in one message, and reads on the way that Gemini is slow', async (t) => {
  const stage = await open(t);
  const { clock, ada, general } = stage;
  stage.out({ upgrade: 'silent' });
  const began = clock.now();
  await clock.until(ada.says('@Parley hello', { in: general }));
  const slow = await clock.until(general.shows(SLOW));
  assert.ok(clock.now() - began <= 10_000, `${clock.now() - began} ms`);
  const told = await clock.until(general.shows(TROUBLE));
  assert.ok(clock.now() - began <= TOLD, `${clock.now() - began} ms`);
  assert.equal(told, slow);
  assert.equal(general.messages.length, 2);
});

test('who waits behind one who cannot be answered is told as soon as that one is, and later ones sooner', async (t) => {
  const stage = await open(t);
  const { clock, live, bob, general } = stage;
  stage.out({ upgrade: 'silent' });
  const waiting = await Promise.all(['one', 'two', 'three', 'four', 'five'].map((question) => ask(stage, question)));
  const times = await clock.until(Promise.all(waiting.map(({ said }) => said(TROUBLE))));
  for (const told of times) assert.ok(told <= TOLD, `${times} ms`);
  const { dials } = live;
  assert.ok(dials <= 2, `${dials} dials`);

  const later = await ask(stage, 'six');
  const told = await clock.until(later.said(TROUBLE));
  assert.ok(told <= 12_000, `${told} ms`);
  assert.equal(live.dials, dials + 1);

  stage.back();
  await clock.advance(1_000);
  await clock.until(bob.says('@Parley seven', { in: general }));
  await clock.until(general.shows(/You said seven/));
});

for (const isBack of [false, true])
  test(`who has only just asked behind one who cannot be answered is ${isBack ? 'answered' : 'told as soon'}`, async (t) => {
    const stage = await open(t);
    const { clock } = stage;
    stage.out({ upgrade: 'silent' });
    const first = await ask(stage, 'one');
    await clock.until(first.said(SLOW));
    await clock.until(clock.sleep(3_000));
    const second = await ask(stage, 'two');
    const telling = second.said(isBack ? /You said two/ : TROUBLE);
    await clock.until(first.said(TROUBLE));
    if (isBack) stage.back();
    const told = await clock.until(telling);
    assert.ok(told <= TOLD, `${told} ms`);
  });
