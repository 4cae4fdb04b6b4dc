import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { ANSWER_ROOM, NO_TOKENS } from '../../src/base/expense.ts';
import { sumAccount } from '../../src/budget/account-sums.ts';
import { countCost, DOLLAR, findPrice } from '../../src/budget/price.ts';
import { openStore } from '../../src/store/store.ts';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import { Changes } from '../../world/discord/changes.ts';
import { hold, say } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { at } from '../place.ts';
import { opening } from '../sentences.ts';
import { silent } from '../store/record.ts';
import { SHARED_DATABASES } from '../store/stores.ts';
import { priceBill } from './bill.ts';
import { budgetOn, dollars, MODEL, NO_LIMITS } from './stage.ts';

/** As a cap of 5 $ is to 200 kills a day. */
const KILLS = 4;
const CAP = 0.1;

const FULL = opening({ code: 'limits.full', scope: 'process', period: 'day', at: 0 });

/** Long enough for an answer that's dear, in words. */
const LONG = 'word '.repeat(100);

/** The real bot with a small cap, in a process that is killed again and again. */
const open = async (t: TestContext, store: string) => {
  const never = new Promise<never>(() => {});
  const changes = new Changes();
  let asked = 0;
  const world = await World.open({
    model: ({ text }) => {
      asked += 1;
      changes.happened();
      if (text.includes('long')) return LONG;
      return text.includes('wait') ? [say('so'), hold(never)] : 'done';
    },
  });
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const [ada, general] = [guild.member('Ada'), guild.text('general')];
  let bot: BotProcess | undefined;
  t.after(async () => {
    await bot?.kill();
    await world.close();
  });
  return {
    live,
    start: async () => {
      bot = spawnBot({ discord, live, store, env: { CAP_PROCESS_DAY: `${CAP}` } });
      await bot.ready;
    },
    home: guild.id,
    kill: async () => {
      await bot?.kill();
      await discord.until(({ gateway }) => !gateway.complete);
    },
    ask: (question: string) => ada.slash('ask', { question }, { in: general }),
    /** Resolves once the model was asked so often. */
    untilAsked: (times: number) =>
      changes.until(
        () => asked >= times,
        () => `The model was asked ${asked} times.`,
      ),
    isAsked: () => asked,
  };
};

/** Killed in the middle of answers, it loses little of its cap; then the rest of it is spent, and no more. */
const live = async (t: TestContext, url: string) => {
  const { live, start, home, kill, ask, untilAsked, isAsked } = await open(t, url);
  for (let life = 0; life < KILLS; life += 1) {
    await start();
    await ask('wait');
    await untilAsked(life + 1);
    await kill();
  }
  await start();
  await (await ask('quick')).shows('done');
  let refused = false;
  for (let turn = 0; turn < 60 && !refused; turn += 1) {
    const before = isAsked();
    const reply = await ask('long');
    const shows = (words: string) => reply.messages.some(({ text }) => text.includes(words));
    await reply.until(() => shows(FULL) || shows('word word'));
    refused = shows(FULL) && isAsked() === before;
  }
  assert.ok(refused, 'the cap is never full');
  await kill();
  const { sum, dearest } = priceBill(live.bill);
  assert.ok(sum <= CAP * DOLLAR + dearest, `${sum / DOLLAR} $ were spent`);
  const store = await openStore(url, silent);
  const budget = budgetOn({ store, limits: { ...NO_LIMITS, caps: [dollars('process', CAP)] } });
  const [state] = await budget.usage.left(at('c', 's'));
  const [day] = await budget.usage.server(home, 1);
  await store.close();
  assert.ok((state?.spent ?? 0) >= sum, `${state?.spent} counted of ${sum}`);
  const shown = sumAccount(day?.account ?? assert.fail());
  assert.ok(shown.estimated && shown.nano >= sum, `${shown.nano} shown of ${sum}`);
  // What the killed processes had set aside for an outage is in the cap alone: nobody has asked anything for it.
  // Only of the last turn, whose end isn't written at once, more may be shown: what it held.
  const room = countCost({ ...NO_TOKENS, soundOut: (ANSWER_ROOM / 1_000) * 25 }, findPrice(MODEL, Date.now()).price);
  assert.ok(shown.nano <= (state?.spent ?? 0) + room, `${shown.nano} shown, and ${state?.spent} counted`);
};

describe('a process that is killed in the middle of every answer goes on answering, within its cap', {
  concurrency: true,
}, () => {
  // Much of it is waiting, and two kinds of database show as much as all of them.
  for (const [name, begin] of Object.entries(SHARED_DATABASES).slice(0, 2))
    test(name, { timeout: 120_000 }, async (t) => {
      const { url } = await begin(t);
      await live(t, url);
    });
});
