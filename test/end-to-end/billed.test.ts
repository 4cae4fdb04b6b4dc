import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOLLAR } from '../../src/budget/price.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { priceBill } from '../budget/bill.ts';
import { todaysClock } from '../budget/stage.ts';
import { opening, sentence } from '../sentences.ts';
import { whole } from './bot.ts';

const CAP = 0.06;
const MEMBERS = 12;
const FULL = opening({ code: 'limits.full', scope: 'process', period: 'day', at: 0 });

const AGAIN = sentence({ code: 'button.again' });

const read = ({ messages }: Reply): string => messages.map(({ text }) => text).join('\n');

/** What Google sells as 18 seconds of speech. */
const LONG = 'word '.repeat(60);

test('members who ask in all ways at once cost no more than the cap and one turn, as Google bills it', async (t) => {
  const all = await whole(t, { CAP_PROCESS_DAY: `${CAP}` }, () => LONG, todaysClock());
  const { clock, guild, live } = all;
  const channels = Array.from({ length: 4 }, (_, index) => guild.text(`channel-${index}`));
  const members = Array.from({ length: MEMBERS }, (_, index) => guild.member(`Member ${index}`));
  let refused = 0;
  /** Asks with a command, with a mention, or with a command and then again with its button. Resolves to what is read last. */
  const ask = async (index: number): Promise<string> => {
    const [channel, member] = [channels[index % channels.length], members[index % MEMBERS]];
    assert.ok(channel && member);
    if (index % 3 === 1) {
      const message = await member.says('@Parley speak', { in: channel });
      const answer = () => channel.messages.find(({ replyTo }) => replyTo === message)?.text ?? '';
      await channel.until(() => answer() !== '' || message.reactions.size > 0);
      return answer();
    }
    const reply = await member.slash('ask', { question: 'speak' }, { in: channel });
    await reply.until(() => read(reply) !== '');
    const again = () => flatten(reply.messages[0]?.components ?? []).some(({ label }) => label === AGAIN);
    if (index % 3 === 0 || read(reply).includes(FULL)) return read(reply);
    await reply.until(() => again() || read(reply).includes(FULL));
    if (!again()) return read(reply);
    const pressed = await reply.press(AGAIN);
    await pressed.until(() => read(pressed) !== '');
    return read(pressed);
  };
  for (let round = 0; round < 8 && refused < MEMBERS; round += 1) {
    const texts = await clock.until(Promise.all(members.map((_, index) => ask(index + round))));
    refused += texts.filter((text) => text.includes(FULL)).length;
    await clock.advance(61_000);
  }
  assert.ok(refused > 0, 'the cap is never full');
  const { sum, dearest } = priceBill(live.bill);
  assert.ok(sum <= CAP * DOLLAR + dearest, `${sum / DOLLAR} $ were spent, ${dearest / DOLLAR} $ at most by one turn`);
  assert.ok(sum >= CAP * DOLLAR * 0.8, `${sum / DOLLAR} $ of ${CAP} $ could be spent`);
});
