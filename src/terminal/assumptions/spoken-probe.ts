import { countBytes, EAR_FRAME, EAR_RATE, FRAME_MS } from '../../audio/pcm.ts';
import { type Clock, within } from '../../base/clock.ts';
import type { QuestionParts } from '../../live/protocol/question-parts.ts';
import { LiveSpeech } from '../../live/session/speech.ts';
import type { LiveTools, Probe, ProbeAnswer } from './probe.ts';

/** How long a spoken question's answer may take to be complete, in milliseconds. */
const PATIENCE = 15_000;

/** What is said, who says it, and for how many milliseconds of silence at most to wait until the answer sounds. */
export type Manner = { pcm: Buffer; marker?: string; silence?: number };

/** How long a sound lasts, in milliseconds. */
export const measureDuration = (pcm: Buffer): number => (pcm.length / EAR_FRAME) * FRAME_MS;

/** Sends a whole recording after its lead, as Parley sends voice messages, and resolves to the answer. */
export const sendRecording = async (
  probe: Probe,
  tools: LiveTools,
  { pcm, lead }: { pcm: Buffer; lead: QuestionParts },
): Promise<ProbeAnswer> => {
  const speech = beginSpeech(probe, tools.clock, lead);
  const { answered } = probe.await(tools.clock.now());
  speech.write(pcm);
  speech.end();
  return waitForAnswer(answered, tools);
};

/** Begins to speak in the way that Parley's calls do. */
export const beginSpeech = (probe: Probe, clock: Clock, marker?: QuestionParts): LiveSpeech => {
  const speech = new LiveSpeech({ clock });
  const { signal: over } = new AbortController();
  probe.say((session) =>
    speech.words(marker, probe.activity)(session, {
      onBegin() {},
      onEnd() {},
      onSound() {},
      countWaiting: () => 0,
      over,
    }),
  );
  return speech;
};

/** Sends sound at the pace of speech, in frames like those of calls, until it's over or `enough`. */
export const utter = async (
  speech: LiveSpeech,
  pcm: Buffer,
  { clock, signal }: Pick<LiveTools, 'clock' | 'signal'>,
  enough: () => boolean = () => false,
): Promise<void> => {
  const began = clock.now();
  for (let at = 0; at < pcm.length && !enough(); at += EAR_FRAME) {
    const frame = pcm.subarray(at, at + EAR_FRAME);
    // A frame exists only once its sound is over.
    await clock.sleep(Math.max(0, began + measureDuration(pcm.subarray(0, at + EAR_FRAME)) - clock.now()), signal);
    speech.write(frame);
  }
};

/** The answer; rejects if it takes too long, or if its connection ends. */
export const waitForAnswer = async (
  answered: Promise<ProbeAnswer>,
  { clock }: Pick<LiveTools, 'clock'>,
): Promise<ProbeAnswer> => {
  const answer = await within(clock, PATIENCE, answered);
  if (answer === 'late') throw new Error(`no whole answer within ${PATIENCE / 1_000} s`);
  return answer;
};

/** Says something, and resolves to the answer. Its times count from the end of the words. */
export const sayAloud = async (
  probe: Probe,
  tools: LiveTools,
  { pcm, marker, silence = 0 }: Manner,
): Promise<ProbeAnswer> => {
  const speech = beginSpeech(probe, tools.clock, marker);
  const { heard, answered } = probe.await(tools.clock.now() + measureDuration(pcm));
  await utter(speech, pcm, tools);
  await utter(speech, Buffer.alloc(countBytes(silence, EAR_RATE)), tools, () => heard.sounds.length > 0);
  speech.end();
  return waitForAnswer(answered, tools);
};
