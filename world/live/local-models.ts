import type { Refusal } from './wire.ts';

/** What one model allows, as far as the local server tells models apart. */
export type LocalModel = {
  /** Without the leading `models/`. */
  name: string;
  displayName: string;
  methods: readonly string[];
  /** What happens to a setup that asks for TEXT. */
  text: 'allowed' | Refusal;
  /**
   * Which thinkingConfig the setup may contain. `level` and `budget`: only that form. `needed`: a level is required.
   * `silence`: none, or the setup never completes.
   */
  thinking: 'silence' | 'level' | 'needed' | 'budget';
  affective: 'silence' | 'unknown' | 'allowed';
  /** `always`: it can't be switched off. `never`: the field is refused. */
  proactive: 'always' | 'never' | 'optional';
  /** Whether a function may be declared BLOCKING. */
  blocking: boolean;
  /** Whether it stays silent for ever once a BLOCKING function has its result (seen on 3.1). */
  wedges: boolean;
  /** Whether a result may say when the model is to react to it. */
  scheduling: boolean;
  /** `initial`: only as the history at the start of a session. */
  clientContent: 'always' | 'initial';
  /** Whether a turn in `clientContent` may lack its role. All models refuse roles other than user and model. */
  roleless: boolean;
  mediaChunks: boolean;
  /** Whether a turn in `clientContent` may hold pictures, or they have to come as video frames (seen on 3.1). */
  images: 'content' | 'frame';
  /** `always`: sends transcripts of the answer even if the setup doesn't ask for them (seen on 3.1 and 3.8). */
  transcribes: 'always' | 'asked';
  /** Whether one frame contains transcript and sound together. */
  bundles: boolean;
  /**
   * Whether it's a continuous interpreter: it takes nothing but sound, translates it as it comes, and never says that anything
   * is complete (Google's page "Live translation"; sokuji PR 399).
   */
  translates: boolean;
  /** Whether `interactionStatus: IDLE` ends its work, and not just `turnComplete`. */
  status: boolean;
};

const live38: LocalModel = {
  name: 'gemini-3.8-live',
  displayName: 'Gemini 3.8 Live',
  methods: ['bidiGenerateContent'],
  text: { code: 1007, reason: 'Request contains an invalid argument.' },
  thinking: 'silence',
  affective: 'unknown',
  proactive: 'always',
  blocking: true,
  wedges: false,
  scheduling: true,
  clientContent: 'always',
  roleless: false,
  mediaChunks: false,
  images: 'content',
  transcribes: 'always',
  bundles: true,
  translates: false,
  status: false,
};

const recorded: LocalModel = {
  ...live38,
  name: 'gemini-live-2.5-flash-preview',
  displayName: 'Gemini 2.5 Flash Live (shut down)',
  text: 'allowed',
  thinking: 'budget',
  affective: 'allowed',
  proactive: 'optional',
  roleless: true,
  mediaChunks: true,
  transcribes: 'asked',
  bundles: false,
};

/** The models that a key sees now: two Live models that talk, one that translates, and two that aren't Live. */
export const currentModels: readonly LocalModel[] = [
  live38,
  {
    ...live38,
    name: 'gemini-3.8-live-extended-thinking',
    displayName: 'Gemini 3.8 Live Extended Thinking',
    thinking: 'needed',
    blocking: false,
    scheduling: false,
    status: true,
  },
  {
    ...live38,
    name: 'gemini-3.5-live-translate-preview',
    displayName: 'Gemini 3.5 Live Translate Preview',
    transcribes: 'asked',
    bundles: false,
    translates: true,
  },
  { ...live38, name: 'gemini-3.8-flash', displayName: 'Gemini 3.8 Flash', methods: ['generateContent', 'countTokens'] },
  { ...live38, name: 'gemini-2.5-flash', displayName: 'Gemini 2.5 Flash', methods: ['generateContent', 'countTokens'] },
];

/** Models that are shut down or restricted to earlier users. A server knows them only if a test says so. */
export const olderModels: readonly LocalModel[] = [
  {
    ...live38,
    name: 'gemini-3.1-flash-live-preview',
    displayName: 'Gemini 3.1 Flash Live Preview',
    text: { code: 1011, reason: 'Internal error encountered.' },
    thinking: 'level',
    affective: 'silence',
    proactive: 'never',
    wedges: true,
    scheduling: false,
    clientContent: 'initial',
    images: 'frame',
  },
  recorded,
  { ...recorded, name: 'gemini-2.0-flash-live-001', displayName: 'Gemini 2.0 Flash Live (shut down)' },
  {
    ...recorded,
    name: 'gemini-2.5-flash-native-audio-preview-12-2025',
    displayName: 'Gemini 2.5 Flash Native Audio',
    text: { code: 1007, reason: 'Cannot extract voices from a non-audio request.' },
  },
];

/** All models, as the key of an early user may see them. */
export const everyModel: readonly LocalModel[] = [...currentModels, ...olderModels];

/** The prebuilt voices; names are case-sensitive (ai.google.dev, speech generation). */
export const voices: ReadonlySet<string> = new Set(
  (
    'Zephyr Puck Charon Kore Fenrir Leda Orus Aoede Callirrhoe Autonoe Enceladus Iapetus Umbriel Algieba Despina ' +
    'Erinome Algenib Rasalgethi Laomedeia Achernar Alnilam Schedar Gacrux Pulcherrima Achird Zubenelgenubi ' +
    'Vindemiatrix Sadachbia Sadaltager Sulafat'
  ).split(' '),
);
