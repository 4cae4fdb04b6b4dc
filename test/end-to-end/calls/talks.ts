import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { speech } from '../../../world/discord/voice/signals.ts';
import { say, sayHeard } from '../../../world/live/steps.ts';
import { holding } from '../../sentences.ts';
import type { Model } from '../ground.ts';
import type { sharedStage } from './stage.ts';

export type Stage = Awaited<ReturnType<typeof sharedStage>>;

/** A model that understands and answers everything. */
export const chatty: Model = () => [sayHeard('hello'), say('well, hello')];

/** The beginning of a call's panel. */
export const PANEL = new RegExp(holding({ code: 'panel.listening', voice: 'ID' }).source.replace('ID', '\\d+'));

/** The process ids of a bot's voice processes (Linux only). */
export const voiceProcesses = async ({ pid }: Pick<Stage['bot'], 'pid'>): Promise<number[]> => {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
};

/** Ada says something in the call, and Parley answers aloud. */
export const converses = async ({ ada, voice, guild, discord }: Pick<Stage, 'ada' | 'voice' | 'guild' | 'discord'>) => {
  const channel = guild.voiceChannelOf(discord.bot);
  assert.ok(channel);
  const ears = voice.hears(channel);
  ears.forget();
  await ada.speaks(speech(600));
  await ears.sounded();
  await ears.falls();
};
