import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Parley } from '../stage.ts';

/** What stands where something else should. */
const WRONG = [null, undefined, '', 'text', 0, -1, 1e20, true, [], [null], {}, { id: null }, '0', '1'] as const;

type Json = { [key: string]: unknown };

/** Every place in a value, as a path of keys. */
const pathsOf = (value: unknown, path: readonly string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])])
    : [];

/** A copy of a value with something else at a place. */
const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Json) }) as Json;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

/** The events by which people reach the bot, as they should be, taken from those that the world sends. */
const recorded = async (parley: Parley): Promise<{ event: string; data: unknown }[]> => {
  const events: { event: string; data: unknown }[] = [];
  const { gateway } = parley.discord;
  const dispatch = gateway.dispatch.bind(gateway);
  gateway.dispatch = (event, payload, guildId) => {
    const [session] = gateway.sessions;
    const data = typeof payload === 'function' && session ? payload(session) : payload;
    events.push({ event, data: JSON.parse(JSON.stringify(data)) });
    dispatch(event, payload, guildId);
  };
  const { ada, general } = parley;
  const question = await ada.says('@Parley one');
  (await parley.conversations.next()).addText('Yes.');
  const answer = await general.shows('Yes.');
  await ada.says('@Parley and why?', { replyTo: answer });
  await ada.edits(question, '@Parley two');
  await ada.says('hello', { in: ada.dm });
  await ada.says('@Parley psst', { in: general.thread('side') });
  await ada.slash('ask', { question: 'Why?' });
  const reply = await ada.slash('reset', {}, { in: ada.dm });
  await reply.shows(/./);
  await reply.press('reset:cancel:unknown');
  await ada.deletes(question);
  gateway.dispatch = dispatch;
  return events;
};

test('whatever is wrong with one field of an event costs that event and nothing else', async () => {
  await using parley = await Parley.open();
  const events = await recorded(parley);
  const mutations = events.flatMap(({ event, data }) =>
    pathsOf(data).flatMap((path) => WRONG.map((by) => ({ event, data: replaced(data, path, by) }))),
  );
  assert.ok(mutations.length > 5_000, `${mutations.length} mutations`);
  // Where an id is wrong, so is the path of what the bot asks for then.
  parley.discord.excuse(/_id must match pattern/);
  const some = fc.sample(fc.constantFrom(...mutations), { numRuns: 1_500, seed: 25 });
  for (const { event, data } of some) parley.discord.gateway.forge(event, data, parley.guild.id);
  const fresh = parley.guild.text('fresh');
  await parley.guild.member('Bob').says('@Parley still there?', { in: fresh });
  await parley.conversations.heard('still there?');
  assert.equal(parley.discord.gateway.identifies, 1);
});
