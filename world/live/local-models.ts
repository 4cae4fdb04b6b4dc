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
   * `level` and `budget` name the only form of thinkingConfig that is understood, `needed` is a level that has to be there;
   * `silence` never completes the setup.
   */
  thinking: 'silence' | 'level' | 'needed' | 'budget';
  affective: 'silence' | 'unknown' | 'allowed';
  /** `always` cannot be switched off, `never` refuses the field. */
  proactive: 'always' | 'never' | 'optional';
  /** Whether a function may be declared BLOCKING. */
  blocking: boolean;
  /** `initial` takes it only as the history that a session starts with. */
  clientContent: 'always' | 'initial';
  /** Whether a turn in `clientContent` may leave its role out; any other role than user and model is refused by all. */
  roleless: boolean;
  mediaChunks: boolean;
  /** `always` sends transcripts of the answer even where the setup does not ask (seen on 3.1 and 3.8). */
  transcribes: 'always' | 'asked';
  /** Whether one frame holds transcript and sound together. */
  bundles: boolean;
  /** Whether the end of work is `interactionStatus: IDLE` and not just `turnComplete`. */
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
  clientContent: 'always',
  roleless: false,
  mediaChunks: false,
  transcribes: 'always',
  bundles: true,
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

/** The models that a key sees now: two that speak Live, and one that does not. */
export const currentModels: readonly LocalModel[] = [
  live38,
  {
    ...live38,
    name: 'gemini-3.8-live-extended-thinking',
    displayName: 'Gemini 3.8 Live Extended Thinking',
    thinking: 'needed',
    blocking: false,
    status: true,
  },
  { ...live38, name: 'gemini-2.5-flash', displayName: 'Gemini 2.5 Flash', methods: ['generateContent', 'countTokens'] },
];

/** Models that are shut down or restricted to prior users; a server knows them only when told to. */
export const olderModels: readonly LocalModel[] = [
  {
    ...live38,
    name: 'gemini-3.1-flash-live-preview',
    displayName: 'Gemini 3.1 Flash Live Preview',
    text: { code: 1011, reason: 'Internal error encountered.' },
    thinking: 'level',
    affective: 'silence',
    proactive: 'never',
    clientContent: 'initial',
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

/** All of them, as a key of an early user may see them. */
export const everyModel: readonly LocalModel[] = [...currentModels, ...olderModels];

/** The prebuilt voices; names are case-sensitive (ai.google.dev, speech generation). */
export const voices: ReadonlySet<string> = new Set(
  (
    'Zephyr Puck Charon Kore Fenrir Leda Orus Aoede Callirrhoe Autonoe Enceladus Iapetus Umbriel Algieba Despina ' +
    'Erinome Algenib Rasalgethi Laomedeia Achernar Alnilam Schedar Gacrux Pulcherrima Achird Zubenelgenubi ' +
    'Vindemiatrix Sadachbia Sadaltager Sulafat'
  ).split(' '),
);
