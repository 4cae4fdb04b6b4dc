import { formatSpokenMark as named } from '../../conversation/people/name-marks.ts';
import { ANSWER_DEADLINE } from '../../conversation/turns/answer-deadline.ts';
import { loadHello } from '../recording/hello.ts';
import type { Assumption, Observation } from './assumption.ts';
import { type LiveTools, Probe, type ProbeAnswer } from './probe.ts';
import { beginSpeech, measureDuration, sayAloud, utter, waitForAnswer } from './spoken-probe.ts';

/** How much silence is sent at most, in milliseconds, until Google decides that the speech has ended. */
const MOST_SILENCE = 5_000;

/**
 * Silence before the end of the stream, in milliseconds. If speech gets lost without any, this much is said to be
 * enough.
 */
const SOME_SILENCE = 200;

/** After how many milliseconds a person who seemed to have finished goes on. */
const BREATH = 200;

/** How long pieces of a withdrawn answer may still arrive, because they were on their way, in milliseconds. */
const IN_FLIGHT = 500;

/** How long a transcript may trail behind its answer, in milliseconds. */
const TRANSCRIPT_WAIT = 1_000;

const SOUNDLESS = 'the turn ended without a sound';

const quoteText = (text: string): string => (text.trim() ? `: "${text.trim()}"` : '');

/** Whether an answer had sound, and how soon. */
const judgeSound = ({ sounds: [first], text }: ProbeAnswer): Observation => {
  if (first === undefined) return { holds: false, seen: SOUNDLESS };
  const seen = `first sound ${Math.round(first)} ms after the last word${quoteText(text)}`;
  return { holds: first < ANSWER_DEADLINE.quiet, seen };
};

/** Tests it on models that let us say when speech begins and ends; with others Parley doesn't rely on it. */
const ours =
  (run: (tools: LiveTools, pcm: Buffer) => Promise<Observation>): Assumption['run'] =>
  async (tools) => {
    if (tools.model.activity === 'server') return { holds: true, seen: 'not tried: this model hears by itself alone' };
    return run(tools, await loadHello());
  };

const marker: Assumption = {
  name: 'a name stands before speech',
  why: 'connections die of it, so Parley stops it after two; then it knows only who spoke first on a connection',
  setting: '`marks` of the model in src/live/protocol/models.ts',
  run: ours(async (tools, pcm) => {
    if (!tools.model.marks) return { holds: true, seen: 'not tried: this model takes no names' };
    await using probe = await Probe.open(tools, { activity: 'ours' });
    const { holds, seen } = judgeSound(await sayAloud(probe, tools, { pcm, marker: named({ id: '1', name: 'Ada' }) }));
    return { holds, seen: `the connection stands; ${seen}` };
  }),
};

const ourEnd: Assumption = {
  name: 'our end of speech is answered',
  why: 'nobody who speaks gets an answer, or too late; Google may find the end itself',
  setting: 'TURN_END (server) or TURN_PAUSE_MS, which the pause comes to on top',
  run: ours(async (tools, pcm) => {
    await using probe = await Probe.open(tools, { activity: 'ours' });
    return judgeSound(await sayAloud(probe, tools, { pcm }));
  }),
};

const back: Assumption = {
  name: 'an end of speech is taken back',
  why: 'who pauses for a breath is answered too early, and the answer is not stopped',
  setting: 'TURN_END (pause), or a longer TURN_PAUSE_MS',
  run: ours(async (tools, pcm) => {
    const { clock, signal } = tools;
    await using probe = await Probe.open(tools, { activity: 'ours' });
    const speech = beginSpeech(probe, tools.clock);
    await utter(speech, pcm, tools);
    speech.end();
    await clock.sleep(BREATH, signal);
    speech.again();
    const { answered } = probe.await(clock.now() + measureDuration(pcm));
    await utter(speech, pcm, tools);
    speech.end();
    return judgeTakeBack(await waitForAnswer(answered, tools), measureDuration(pcm));
  }),
};

/** What became of the answer that was withdrawn `ms` before the question's real end, and of the question. */
const judgeTakeBack = (heard: ProbeAnswer, ms: number): Observation => {
  const { sounds, interrupted } = heard;
  const stray = sounds.filter((at) => at < 0 && at + ms > IN_FLIGHT).length;
  const first = sounds.find((at) => at >= 0);
  const cut =
    interrupted === undefined ? 'no interruption was told' : `interrupted after ${Math.round(interrupted + ms)} ms`;
  const rest = stray === 0 ? 'nothing more came of the first answer' : `${stray} pieces more came of the first answer`;
  const then =
    first === undefined ? 'the whole was not answered' : `the whole was answered after ${Math.round(first)} ms`;
  return { holds: stray === 0 && first !== undefined, seen: `${cut}; ${rest}; ${then}` };
};

const theirEnd: Assumption = {
  name: 'Google finds the end of speech',
  why: 'with TURN_END=server nobody who speaks gets an answer, although silence is fed',
  setting: 'TURN_END (speculative or pause)',
  run: async (tools) => {
    await using probe = await Probe.open(tools, { activity: 'server' });
    return judgeSound(await sayAloud(probe, tools, { pcm: await loadHello(), silence: MOST_SILENCE }));
  },
};

const streamEnd: Assumption = {
  name: 'the end of the stream ends speech',
  why: 'with TURN_END=server, speech whose end Google does not find in the silence that is fed is lost',
  setting: 'FED in src/voice/floor/floor.ts, or TURN_END (speculative or pause)',
  run: async (tools) => {
    await using probe = await Probe.open(tools, { activity: 'server' });
    const { holds, seen } = judgeSound(await sayAloud(probe, tools, { pcm: await loadHello(), silence: SOME_SILENCE }));
    return { holds, seen: `with ${SOME_SILENCE} ms of silence before it: ${seen}` };
  },
};

const understood: Assumption = {
  name: 'speech is written down',
  why: 'captions lack what people said, and the transcript has nothing to tell a fresh session',
  setting: '`inputAudioTranscription` in src/live/protocol/setup.ts',
  run: async (tools) => {
    await using probe = await Probe.open(tools);
    const silence = probe.activity === 'server' ? MOST_SILENCE : 0;
    const heard = await sayAloud(probe, tools, { pcm: await loadHello(), silence });
    if (!heard.understood) await tools.clock.sleep(TRANSCRIPT_WAIT, tools.signal);
    const { text, at } = heard.understood ?? { text: '', at: 0 };
    if (!text.trim()) return { holds: false, seen: 'the question was not written down' };
    return { holds: true, seen: `"${text.trim()}", ${Math.round(at)} ms after the last word` };
  },
};

/** The assumptions about speech, in the order of their tests. */
export const voiceAssumptions: readonly Assumption[] = [marker, ourEnd, theirEnd, streamEnd, back, understood];
