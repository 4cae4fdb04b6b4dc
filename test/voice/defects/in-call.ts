import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { correlate, sweep } from '../../../world/discord/voice/signals.ts';
import { resample, type Sound, toPcm } from '../../../world/discord/voice/sound.ts';
import { called, open, processesFor, voiceScene } from '../stage.ts';

/** A scene with a call that hears Ada, in a voice process of its own. `env` is added to that process's environment. */
export const inCall = async (t: TestContext, { env = {} }: { env?: Record<string, string> } = {}) => {
  const all = await voiceScene(t);
  const rest = processesFor(t, all.discord, { env });
  const call = called(rest.processes, { client: all.client, channel: all.lounge, hearing: open(all.ada.id) });
  await call.reports.next('ready', 1);
  return { ...all, ...rest, ...call, peer: await all.voice.connected(all.lounge) };
};

export type InCall = Awaited<ReturnType<typeof inCall>>;

/** Gives the call an answer to play, all at once. */
export const tell = ({ remote, call }: Pick<InCall, 'remote' | 'call'>, turn: number, sound: Sound) => {
  remote.send({ is: 'speak', call, turn, interrupters: [] });
  remote.send({ is: 'sound', call, turn, pcm: toPcm(resample(sound, 24_000)) });
  remote.send({ is: 'said', call, turn });
};

/** The call plays an answer, and all of it is heard. */
export const isHeard = async (all: InCall, turn = all.reports.of('silent').length + 1) => {
  const sound = sweep(300, 3_000, 400, { rate: 24_000 });
  all.ears.forget();
  tell(all, turn, sound);
  const { how } = await all.reports.next('silent', turn);
  assert.equal(how, 'played');
  await fiveSilences(all);
  const { r } = correlate(sound, all.ears.sound());
  assert.ok(r > 0.95, `heard with a likeness of ${r}`);
};

/** Resolves when the five frames of silence at the end of an answer have come. */
export const fiveSilences = ({ ears }: Pick<InCall, 'ears'>) =>
  ears.until(() => ears.packets.length > 5 && ears.packets.slice(-5).every(({ silence }) => silence));
