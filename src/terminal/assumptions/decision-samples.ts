import { readFile } from 'node:fs/promises';
import { decodeSound } from '../../media/decoding/recording-file.ts';

/** A sentence in a call: its sound as 16 kHz mono PCM, what was said before it, and whether Parley is meant. */
export type DecisionSample = {
  name: string;
  language: string;
  words: string;
  before: string;
  lines: readonly string[];
  meant: boolean;
  pcm: Buffer;
};

/** Who says all of them, and who else is there. */
export const SAMPLE_SPEAKER = 'Cleo';
export const SAMPLE_PEOPLE: readonly string[] = ['Ada', 'Ben', 'Cleo'];

/** What was said before: to Parley, by the one who speaks now, or among people. */
const BEFORE: Record<string, Record<'parley' | 'people', readonly string[]>> = {
  en: {
    parley: [
      'Cleo: Parley, which is the biggest city in Australia?',
      'Parley: Sydney is the biggest city in Australia.',
    ],
    people: ['Ben: I think we should take the other door.', 'Ada: The one on the left?'],
  },
  de: {
    parley: ['Cleo: Parley, wo liegt das Nordkap?', 'Parley: Das Nordkap liegt in Norwegen, auf einer Insel.'],
    people: ['Ben: Ich glaube, wir fangen gleich an.', 'Ada: Sind schon alle da?'],
  },
  es: {
    parley: ['Cleo: Parley, ¿cómo se dice en japonés “thank you”?', 'Parley: Se dice “arigatō”.'],
    people: ['Ben: Creo que empezamos ya.', 'Ada: ¿Estamos todos?'],
  },
};

type Script = [name: string, before: 'parley' | 'people', words: string];

/** Ten that are meant for Parley, and ten that aren't although half of them name it or come right after its answer. */
const SCRIPTS: readonly Script[] = [
  ['en-for-1', 'people', "Parley, what's the weather like in Lisbon?"],
  ['en-for-2', 'parley', 'Could you say that again, Parley, but shorter?'],
  ['en-for-3', 'parley', 'And how many people live there?'],
  ['en-for-4', 'people', 'Hey Parley, settle this for us: who was right?'],
  ['de-for-1', 'people', 'Parley, wie heißt die Hauptstadt von Brasilien?'],
  ['de-for-2', 'people', 'Kannst du uns das erklären, Parley?'],
  ['de-for-3', 'parley', 'Und wie weit ist das von hier?'],
  ['es-for-1', 'people', 'Parley, ¿qué hora es en Tokio?'],
  ['es-for-2', 'people', 'Oye Parley, cuéntanos un chiste.'],
  ['es-for-3', 'parley', '¿Y en español, cómo se dice?'],
  ['en-against-1', 'people', 'Ben, can you push to the left side?'],
  ['en-against-2', 'people', 'I told you Parley would get that wrong.'],
  ['en-against-3', 'parley', 'Sorry, my mother just came in. What did you say?'],
  ['en-against-4', 'people', 'Haha, no way, did you see that?'],
  ['de-against-1', 'people', 'Warte kurz, ich hole mir was zu trinken.'],
  ['de-against-2', 'people', 'Ben, hast du Parley gestern schon gefragt?'],
  ['de-against-3', 'parley', 'Nein, ich meinte dich, nicht den Bot.'],
  ['es-against-1', 'people', 'Ana, ¿me oyes bien ahora?'],
  ['es-against-2', 'parley', 'Creo que Parley se ha equivocado, ¿no?'],
  ['es-against-3', 'people', 'Vamos, nos están esperando en la otra sala.'],
];

/** Longer than any of them, in milliseconds. */
const MOST_SOUND = 20_000;

const readSample = async ([name, before, words]: Script): Promise<DecisionSample> => {
  const bytes = await readFile(new URL(`../recording/said/${name}.ogg`, import.meta.url));
  const sound = await decodeSound(bytes, 'ogg', { side: 0, textBytes: 0, pictures: 0, soundMs: MOST_SOUND });
  if (sound.is !== 'sound') throw new Error(`${name}.ogg isn’t a recording`);
  const [language = '', kind] = name.split('-');
  const lines = BEFORE[language]?.[before] ?? [];
  const [last = ''] = lines.at(-1)?.split(':') ?? [];
  return { name, language, words, before: last, lines, meant: kind === 'for', pcm: Buffer.from(sound.pcm) };
};

/** Reads all of them. */
export const readDecisionSamples = (): Promise<DecisionSample[]> => Promise.all(SCRIPTS.map(readSample));
