/** Where sources disagree about what the real server refuses, or a test wants it milder, a switch decides. */
export type Rules = {
  /** API versions that serve Live. */
  versions: readonly string[];
  /** Whether a connection may have its key in a header; a field report says so, Google's pages have it in the URL. */
  keyHeader: boolean;
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
  /** After how many milliseconds of loud sound the server is sure of speech, where the setup has no `prefixPaddingMs`. */
  startMs: number;
  /**
   * How many milliseconds of silence audioStreamEnd needs before it, so that what was said is understood at all. One
   * report on 3.8 speaks of 200; others of none.
   */
  streamEndSilenceMs: number;
  /**
   * By the model's name: so many milliseconds after a marker (`clientContent` that asks for no answer) the connection
   * dies of 1007, if the client marks activity by itself. Some accounts report it; whoever is not named lives.
   */
  markerKillsAfterMs: Readonly<Record<string, number>>;
  /**
   * Whether an interruption is told of a question that the model had not begun to answer. Google's pages have the order
   * `interrupted`, then `turnComplete` without content; a server that has not begun may as well say nothing.
   */
  tellsUnbegun: boolean;
  /** How far, in milliseconds, sent audio may run ahead of the clock before it is listed as unexpected. */
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
  startMs: 200,
  streamEndSilenceMs: 0,
  markerKillsAfterMs: {},
  tellsUnbegun: true,
  aheadMs: Number.POSITIVE_INFINITY,
};
