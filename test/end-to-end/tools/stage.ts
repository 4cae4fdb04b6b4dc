import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Observe } from '../../../src/base/events.ts';
import { type Step, say, toolCall } from '../../../world/live/steps.ts';
import type { WorldOptions } from '../../../world/world.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import { whole } from '../bot.ts';

type Model = NonNullable<WorldOptions['model']>;

/** What a tool has told the model. */
export type Told = Record<string, unknown>;

/** A call that a question asks for: `call NAME {"a":1}`; several, one after the other, with ` then ` between them. */
const CALL = /\bcall (\w+)( \{.*\})?/s;

/** A model that calls whatever anybody asks it to call; it's as gullible as a model can be. It notes what it's told in `results`. */
export const makeGullible = (results: Told[]): Model =>
  async function* (asked): AsyncGenerator<Step> {
    const names: string[] = [];
    for (const part of asked.text.split(' then ')) {
      const [, name, args] = CALL.exec(part) ?? [];
      if (name === undefined) continue;
      names.push(name);
      yield toolCall({ name, args: JSON.parse(args ?? '{}') });
      const { response = {} } = asked.responses.at(-1) ?? {};
      results.push(response);
    }
    yield say(names.length > 0 ? `called ${names.join(' and ')}` : 'nothing to call');
  };

/** The whole Parley with a gullible model. */
export const openToolStage = async (
  t: TestContext,
  settings: Record<string, string> = {},
  given?: VirtualClock,
  observe?: Observe,
) => {
  const results: Told[] = [];
  const all = await whole(t, settings, makeGullible(results), given, observe);
  const { clock, live, guild, general, ada } = all;
  const boss = guild.member('Boss', { permissions: 'admin' });
  /** Somebody has the model call a function; what it's told. */
  const call = async (name: string, args: object = {}, { by = ada, in: channel = general } = {}): Promise<Told> => {
    const before = results.length;
    const question = `call ${name} ${JSON.stringify(args)}`;
    const reply = await clock.until(by.slash('ask', { question }, { in: channel }));
    await clock.until(reply.shows(`called ${name}`));
    assert.equal(results.length, before + 1);
    return results[before] ?? {};
  };
  /** The owner sets something. */
  const set = async (setting: string, value: string, { where = 'server', in: channel = general } = {}) => {
    const reply = await clock.until(boss.slash('settings set', { setting, value, where }, { in: channel }));
    await clock.until(reply.until(({ text }) => text !== ''));
    return reply.text;
  };
  /** The functions that the newest setup declares. */
  const declared = () =>
    (live.connections.at(-1)?.setup?.tools ?? []).flatMap(({ functionDeclarations = [] }) =>
      functionDeclarations.map(({ name = '' }) => name),
    );
  return { ...all, boss, call, set, declared, results };
};
