/**
 * What a Live model allows, as far as Parley depends on it. A field that the model rejects can hang its setup for ever.
 */
export type Model = {
  /** What it answers in. The text of a spoken answer is its transcript; a text model's answer is text itself. */
  output: 'audio' | 'text';
  /** How a typed question is sent: as `clientContent`, or as `realtimeInput.text` if the former is only for history. */
  typed: 'content' | 'realtime';
  /**
   * How a fresh session learns what was said before: turns in front of the question (`inline`), or initial history
   * that the setup has to announce and that must end with a model turn (`history`).
   */
  seed: 'inline' | 'history';
  /** When an answer is over: at `turnComplete`, or only when the model says that it is idle. */
  over: 'turn' | 'idle';
  /**
   * Who decides when speech begins and ends: we (`ours`), or the service, which needs to be sent silence. If typed
   * questions are `realtime`, it must be the service, because text beside manual activity is refused (1007).
   */
  activity: 'ours' | 'server';
  /** Whether `clientContent` may name the speaker before each piece of speech. */
  marks: boolean;
  /**
   * How it's shown a picture: as a part of the question's `clientContent`, as a video frame (`realtimeInput`) before the
   * question, or not at all. Google's SDK names pictures as a use of ordered content; 3.1 was seen to want frames
   * (adk-python 5098). `doctor --live` tries both.
   */
  images: 'content' | 'frame' | 'none';
  /**
   * The longest side of a picture, in pixels. A picture is one tile of about 258 tokens, whatever its size, so a larger
   * one shows no more. At 1,000, JPEGs of 12 megapixels can be decoded at a quarter of their size, which is fast.
   */
  imageSide: number;
  /** Whether a recording can be sent as one activity, much faster than it was spoken, after content that leads to it. */
  sounds: boolean;
  /** Whether its setup has to contain a thinking level; every other model rejects that, or hangs. */
  thinks: boolean;
  /**
   * How its functions behave, which only some models let one say, and whether it knows results that it says nothing
   * about (`scheduling`). A `BLOCKING` function is waited for; after a `NON_BLOCKING` one the model goes on, and its
   * result may set off another answer (livekit/agents 4554, 7302).
   */
  tools: { behavior: 'BLOCKING' | 'NON_BLOCKING' | undefined; silent: boolean };
  /** Which of the wishes of those whom it talks to its setup may have; see {@link ModelExtras}. */
  extras: ModelExtras;
  /** Whether it's an older model, which counts as gone unless the list of models has it for a key. */
  older: boolean;
};

/**
 * What people may wish for that a setup needn't have: one of the prebuilt voices, hints for the transcript of what was
 * heard (`languageCodes` and `customVocabulary`), and search. No page proves that each model takes each of them, so what
 * is tried and refused is left out; see `SetupTolerance`.
 */
export type ModelExtras = { voice: boolean; languages: boolean; vocabulary: boolean; search: boolean };

/** Everything that Google's SDK of September 2026 has a field for. */
const EXTRAS: ModelExtras = { voice: true, languages: true, vocabulary: true, search: true };

/** Older models are from before the hints for transcripts. */
const OLDER_EXTRAS: ModelExtras = { ...EXTRAS, languages: false, vocabulary: false };

/**
 * The stable dialogue model. An unknown model is treated the same, because this needs nothing that only some models
 * allow, and its extras may be refused.
 */
const CONSERVATIVE: Model = {
  output: 'audio',
  typed: 'content',
  seed: 'inline',
  over: 'turn',
  activity: 'ours',
  marks: true,
  images: 'content',
  imageSide: 1_000,
  sounds: true,
  thinks: false,
  tools: { behavior: undefined, silent: false },
  extras: EXTRAS,
  older: false,
};

/** The thinking levels. Google's guide of September 2026 has nothing below `low` for Live. */
export const THINKING_LEVELS = ['low', 'medium', 'high'] as const;
export type ThinkingLevel = (typeof THINKING_LEVELS)[number];

/** Functions that can't be waited for: refused by extended thinking, and 3.1 was seen to fall silent after one. */
const ASYNC: Model['tools'] = { behavior: 'NON_BLOCKING', silent: false };

/** Sources: Google's model pages and Live capabilities guide of September 2026. */
const MODELS: ReadonlyMap<string, Model> = new Map([
  ['gemini-3.8-live', { ...CONSERVATIVE, tools: { behavior: 'BLOCKING', silent: true } }],
  ['gemini-3.8-live-extended-thinking', { ...CONSERVATIVE, over: 'idle', thinks: true, tools: ASYNC }],
  [
    'gemini-3.1-flash-live-preview',
    {
      ...CONSERVATIVE,
      typed: 'realtime',
      seed: 'history',
      activity: 'server',
      marks: false,
      images: 'frame',
      imageSide: 768,
      sounds: false,
      tools: ASYNC,
      extras: OLDER_EXTRAS,
      older: true,
    },
  ],
]);

/** Google shut down two Live models in November 2026, and offers 3.1 and 2.5 to earlier users at most. */
const OLDER = /^gemini-(?:live-)?(?:2|3\.1)[.-]/;

/** Live models that hold no conversation: they translate what they hear, write it down, or move a robot. */
const SPECIAL = /-live-translate\b|-transcribe-live\b|^gemini-robotics-/;

/** Whether a Live model can be talked to, as its name tells. Google's list of models doesn't. */
export const canConverse = (name: string): boolean => !SPECIAL.test(name.replace(/^models\//, ''));

/** What `name` allows, with or without its `models/` prefix. */
export const findModel = (name: string): Model => {
  const bare = name.replace(/^models\//, '');
  return MODELS.get(bare) ?? (OLDER.test(bare) ? { ...CONSERVATIVE, extras: OLDER_EXTRAS, older: true } : CONSERVATIVE);
};
