import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { Discord } from '../../world/discord/discord.ts';
import { Question } from './question.ts';
import { pieceText } from './words.ts';

test('a page of an answer that says only why there is no more of it belongs to its question', async (t) => {
  const discord = await Discord.listen({ clock: systemClock });
  t.after(() => discord.close());
  const guild = discord.guild('Home');
  const channel = guild.text('general');
  const manner = { think: 0, pieces: 2, gap: 0, filler: 0 };
  const question = new Question(1, { channel: 0, way: 'edit', after: 0, manner }, channel);
  await question.ask(guild.member('Ada'));
  const id = channel.history[0]?.id;
  const write = async (content: string, page: number, reply = {}): Promise<void> => {
    const body = JSON.stringify({ content, nonce: `${id}:${page}`, enforce_nonce: true, ...reply });
    const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
    const url = `${discord.api}/v10/channels/${channel.id}/messages`;
    assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 200);
  };
  const answer = pieceText({ question: 1, generation: 1, number: 1, of: 2 });
  await write(answer, 0, { message_reference: { message_id: id } });
  assert.equal(question.seen, 'a part that stands still');
  await write('⚠️ I was interrupted before I finished this answer.', 1);
  assert.equal(question.seen, 'a part, and why');
  assert.deepEqual(question.wrongs, []);
});
