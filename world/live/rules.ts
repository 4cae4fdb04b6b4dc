import type { SetupRefusals } from './setup-refusals.ts';

/** Switches for what the server refuses where sources disagree about the real one, or where a test wants it milder. */
export type Rules = {
  /** API versions that serve Live. */
  versions: readonly string[];
  /** Whether a connection may have its key in a header. A field report says so; Google's pages use the URL. */
  keyHeader: boolean;
  /** The close code for a handle that the server doesn't know. Both have been seen. */
  unknownHandle: 1007 | 1008;
  /** Whether a handle is refused with 1011 while another connection of its session is open. */
  oneSocket: boolean;
  /** Whether a model of kind `initial` accepts clientContent at any time, as a page of September 2026 says. */
  lateClientContent: boolean;
  /** Whether realtimeInput.text may be sent in a session with manual activity. */
  textBesideActivity: boolean;
  /** Whether `contextUpdate` is accepted. It's documented only for the Agent Platform. */
  contextUpdate: boolean;
  /** Whether audio must be `audio/pcm;rate=16000`. */
  strictAudio: boolean;
  /**
   * Whether results for calls that were never made, were taken back long ago or have one already are unexpected, and calls
   * without a result a fault of the client.
   */
  strictToolIds: boolean;
  /** Whether `scheduling` in a result is refused if the model doesn't know it. */
  scheduling: 'refused' | 'ignored';
  /** How many milliseconds of loud sound count as speech, if the setup has no `prefixPaddingMs`. */
  startMs: number;
  /**
   * How many milliseconds of silence must come before audioStreamEnd, or else what was said is lost. One report on 3.8
   * says 200; others say none.
   */
  streamEndSilenceMs: number;
  /**
   * By model: how many milliseconds after a marker (`clientContent` that asks for no answer) a connection with manual
   * activity is closed with 1007, as some accounts report. Connections of other models aren't.
   */
  markerKillsAfterMs: Readonly<Record<string, number>>;
  /** By model: how many milliseconds after a picture in `clientContent` a connection is closed with 1007. */
  imageKillsAfterMs: Readonly<Record<string, number>>;
  /**
   * Whether the server reports an interruption if the model hadn't begun to answer. Google's pages describe the order
   * `interrupted`, then `turnComplete` without content; but such a server may also say nothing.
   */
  tellsUnbegun: boolean;
  /** By model, what of a correct setup the service refuses all the same, and how. That's no fault of the client. */
  refusesSetup: SetupRefusals;
  /**
   * Whether the sound of answers stays in the context as sound, at the price of sound. No page says so. If not, their words
   * stay.
   */
  billsOwnSound: boolean;
  /** Whether token counts come during an answer and after its end, too, and not only at its end. */
  countsOften: boolean;
  /** Each n-th answer is counted without details by modality; none is with 0. */
  plainCounts: number;
  /** Whether text models from 3.x on refuse `temperature` and its like. Sources disagree: refused, or ignored. */
  refusesSampling: boolean;
  /** How many milliseconds sent audio may run ahead of the clock before it counts as unexpected. */
  aheadMs: number;
};

/** The strict reading of what is known, without the checks of audio. */
export const strictRules: Rules = {
  versions: ['v1beta', 'v1alpha'],
  keyHeader: true,
  unknownHandle: 1007,
  oneSocket: true,
  lateClientContent: false,
  textBesideActivity: false,
  contextUpdate: true,
  strictAudio: false,
  strictToolIds: true,
  scheduling: 'refused',
  startMs: 200,
  streamEndSilenceMs: 0,
  markerKillsAfterMs: {},
  imageKillsAfterMs: {},
  tellsUnbegun: true,
  refusesSetup: {},
  billsOwnSound: true,
  countsOften: false,
  plainCounts: 0,
  refusesSampling: true,
  aheadMs: Number.POSITIVE_INFINITY,
};
