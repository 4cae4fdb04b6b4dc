/** Where sources disagree about what the real server refuses, or a test wants it milder, a switch decides. */
export type Rules = {
  /** API versions that serve Live. */
  versions: readonly string[];
  /** The close code for a handle that the server does not know; both have been seen. */
  unknownHandle: 1007 | 1008;
  /** Whether a handle is refused with 1011 while another connection of its session is open. */
  oneSocket: boolean;
  /** Whether a model of kind `initial` takes clientContent all session long, as a page of September 2026 says. */
  lateClientContent: boolean;
  /** Whether realtimeInput.text may be sent in a session with manual activity. */
  textBesideActivity: boolean;
  /** Whether `contextUpdate` is taken; documented for the Agent Platform only. */
  contextUpdate: boolean;
  /** Whether audio must be `audio/pcm;rate=16000`. */
  strictAudio: boolean;
  /** How far, in milliseconds, sent audio may run ahead of the clock before it is listed as unexpected. */
  aheadMs: number;
};

/** The strict reading of what is known, without the checks of audio. */
export const strictRules: Rules = {
  versions: ['v1beta', 'v1alpha'],
  unknownHandle: 1007,
  oneSocket: true,
  lateClientContent: false,
  textBesideActivity: false,
  contextUpdate: true,
  strictAudio: false,
  aheadMs: Number.POSITIVE_INFINITY,
};
