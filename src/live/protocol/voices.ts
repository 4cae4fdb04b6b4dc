/** A voice that Google has ready-made, and what it sounds like in one word, as Google's speech guide has it. */
export type Voice = { name: string; like: string };

/**
 * The prebuilt voices, in the order of Google's guide (ai.google.dev, speech generation, September 2026). Their names are
 * case-sensitive.
 */
export const VOICES: readonly Voice[] = [
  { name: 'Zephyr', like: 'Bright' },
  { name: 'Puck', like: 'Upbeat' },
  { name: 'Charon', like: 'Informative' },
  { name: 'Kore', like: 'Firm' },
  { name: 'Fenrir', like: 'Excitable' },
  { name: 'Leda', like: 'Youthful' },
  { name: 'Orus', like: 'Firm' },
  { name: 'Aoede', like: 'Breezy' },
  { name: 'Callirrhoe', like: 'Easy-going' },
  { name: 'Autonoe', like: 'Bright' },
  { name: 'Enceladus', like: 'Breathy' },
  { name: 'Iapetus', like: 'Clear' },
  { name: 'Umbriel', like: 'Easy-going' },
  { name: 'Algieba', like: 'Smooth' },
  { name: 'Despina', like: 'Smooth' },
  { name: 'Erinome', like: 'Clear' },
  { name: 'Algenib', like: 'Gravelly' },
  { name: 'Rasalgethi', like: 'Informative' },
  { name: 'Laomedeia', like: 'Upbeat' },
  { name: 'Achernar', like: 'Soft' },
  { name: 'Alnilam', like: 'Firm' },
  { name: 'Schedar', like: 'Even' },
  { name: 'Gacrux', like: 'Mature' },
  { name: 'Pulcherrima', like: 'Forward' },
  { name: 'Achird', like: 'Friendly' },
  { name: 'Zubenelgenubi', like: 'Casual' },
  { name: 'Vindemiatrix', like: 'Gentle' },
  { name: 'Sadachbia', like: 'Lively' },
  { name: 'Sadaltager', like: 'Knowledgeable' },
  { name: 'Sulafat', like: 'Warm' },
];

const BY_NAME = new Map(VOICES.map((voice) => [voice.name.toLowerCase(), voice]));

/** The voice of that name, however it's written; nothing if there's none. */
export const findVoice = (name: string): Voice | undefined => BY_NAME.get(name.trim().toLowerCase());
