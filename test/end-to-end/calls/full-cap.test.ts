import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumTokens } from '../../../src/base/expense.ts';
import type { Member } from '../../../world/discord/member.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import { opening, sentence } from '../../sentences.ts';
import { sharedStage } from './stage.ts';
import { chatty, converses, PANEL } from './talks.ts';

const FULL = opening({ code: 'limits.full', scope: 'process', period: 'day', at: 0 });

test('a call whose cap is full says so once, and then nothing of what is said reaches Google', async (t) => {
  const stage = await sharedStage(t, chatty, { CAP_PROCESS_DAY: '1 token' });
  const { ada, bob, general, lounge, live } = stage;
  const heard = () => live.connections.flatMap(({ heard: { inputs } }) => inputs).length;
  const told = () => general.history.filter(({ text }) => text.includes(FULL)).length;
  bob.joins(lounge);
  await stage.call({ listen: 'everyone' });
  await general.shows(PANEL);
  await converses(stage);
  assert.deepEqual([live.bill.answers.length, told()], [1, 0]);
  // Whether it's full shows only when somebody speaks.
  await ada.speaks(speech(600));
  await general.until(() => told() > 0);
  const before = heard();
  for (const one of [bob, ada, bob]) await one.speaks(speech(600), { after: 300 });
  assert.deepEqual([live.bill.answers.length, told(), heard()], [1, 1, before]);
});

/**
 * What each member may spend, in tokens: more than a short question costs, and less than a turn holds. So one of them can ask
 * briefly, and is halted by more than five seconds of talk.
 */
const MEMBER_CAP = 1_700;

test('of several who talk in a call each has a cap of their own, and the server’s ends it for all', async (t) => {
  const stage = await sharedStage(t, chatty);
  const { ada, bob, guild, general, lounge, live, ears } = stage;
  const [boss, eve] = [guild.member('Boss', { permissions: 'admin' }), guild.member('Eve')];
  const set = async (setting: string, value: string) => {
    const reply = await boss.slash('settings set', { setting, value, where: 'server' }, { in: general });
    await reply.until(({ messages }) => messages.length > 0);
  };
  const heard = () => live.connections.flatMap(({ heard: { inputs } }) => inputs).length;
  const told = (words: string) => general.history.filter(({ text }) => text.includes(words)).length;
  const full = opening({ code: 'limits.full', scope: 'server', period: 'day', at: 0 });
  let counted = 0;
  /** The tokens that Google has billed since this was last asked. */
  const takeBill = (): number => {
    const fresh = live.bill.answers.slice(counted);
    counted += fresh.length;
    return fresh.reduce((sum, { kinds }) => sum + sumTokens(kinds), 0);
  };
  const isAnswered = async (one: Member): Promise<number> => {
    ears.forget();
    await one.speaks(speech(600));
    await ears.sounded();
    await ears.falls();
    return takeBill();
  };
  await set('limits.member-day', `${MEMBER_CAP} tokens`);
  for (const one of [bob, eve]) one.joins(lounge);
  await stage.call({ listen: 'everyone' });
  await general.shows(PANEL);
  // Ada is halted in the middle of what she says, and the rest of it isn't sent.
  const long = 9;
  await ada.speaks(speech(long * 1_000));
  const halted = opening({ code: 'limits.halted', scope: 'member', period: 'day', at: 0 });
  await general.until(() => told(halted) > 0);
  const sent = live.bill.answers.reduce((sum, { kinds }) => sum + kinds.soundIn, 0) / 25;
  assert.ok(sent < long - 2, `${sent} s of ${long} s were sent`);
  const spent = new Map([[ada, takeBill()]]);
  // The others go on.
  for (const one of [bob, eve]) spent.set(one, await isAnswered(one));
  const refused = sentence({ code: 'panel.refused', person: ada.id });
  for (let tries = 0; tries < 5 && told(refused) === 0; tries += 1) {
    await ada.speaks(speech(600), { after: 300 });
    spent.set(ada, (spent.get(ada) ?? 0) + takeBill());
  }
  await general.until(() => told(refused) > 0);
  const before = heard();
  for (let times = 0; times < 2; times += 1) await ada.speaks(speech(600), { after: 300 });
  assert.equal(heard(), before);
  const dearest = Math.max(...live.bill.answers.map(({ kinds }) => sumTokens(kinds)));
  for (const [one, tokens] of spent) assert.ok(tokens <= MEMBER_CAP + dearest, `${one.name}: ${tokens} tokens`);
  // A limit of the server ends it for everybody, after one turn.
  await set('limits.server-day', '1 token');
  const last = await isAnswered(eve);
  await bob.speaks(speech(600), { after: 300 });
  await general.until(() => told(full) > 0);
  const end = heard();
  for (const one of [eve, bob, ada, eve]) await one.speaks(speech(600), { after: 300 });
  assert.deepEqual([heard(), told(full), takeBill()], [end, 1, 0]);
  assert.ok(last > 0 && last <= 1 + dearest);
});
