import { makeNameSearch, type Occurrence } from './name-search.ts';
import { SMALL_WORDS } from './small-words.ts';
import { listSpokenNames, type SpokenName, toBareLetters } from './spoken-name.ts';
import { type HeardWord, readUtterance } from './words.ts';

/** Nothing longer is only a wish for silence, in characters. */
const LONGEST = 60;

/**
 * What people say who want silence from now on. “Stop” isn't among it: that ends an answer, which speaking does by itself, and
 * “Parley, stop” is how other wishes begin.
 */
const WISHES = `
  be quiet, quiet, be silent, silence, shut up, hush, stop talking, stop listening, stay quiet, keep quiet,
  sei still, seid still, sei ruhig, sei leise, ruhe, schweig, halt den mund, halt die klappe,
  hör auf zu reden, hör auf zuzuhören,
  tais toi, taisez vous, silence, chut, arrête de parler, arrêtez de parler, reste silencieux,
  cállate, callate ya, calla, cállese, silencio, guarda silencio, deja de hablar,
  cala a boca, cala te, cale se, silêncio, fica quieto, fique quieto, fica calado, para de falar, pare de falar,
  stai zitto, zitto, sta zitto, silenzio, taci, fai silenzio, smetti di parlare,
  wees stil, stil, zwijg, hou je mond, stop met praten, bądź cicho, cicho, cisza, zamknij się, przestań mówić,
  sus, sessiz ol, kapa çeneni, konuşma, diam, diamlah, berhenti bicara, im lặng,
  замолчи, молчи, помолчи, тихо, тише, заткнись, перестань говорить, замовкни, мовчи, помовч, помовчи,
  静かに, 静かにして, 静かにしてね, 静かにしなさい, 黙って, 黙れ, 黙りなさい, しゃべらないで, 話さないで, 喋らないで,
  安静, 安静点, 安静一点, 闭嘴, 别说了, 别说话, 别说话了, 不要说话, 不要说了, 安靜, 安靜一點, 閉嘴, 別說了, 別說話, 不要說話,
  조용히, 조용히 해, 조용히 해줘, 조용, 닥쳐, 말하지 마, 입 다물어,
  चुप, चुप रहो, चुप हो जाओ, चुप करो, चुप रहिए, शांत रहो,
  اسكت, اصمت, هدوء, توقف عن الكلام
`;

/** What is said besides, out of politeness or impatience. */
const BESIDES =
  'please, now, just, for now, for a moment, for a while, bitte, jetzt, mal, doch, s il te plaît, s il vous plaît, maintenant, por favor, ahora, agora, per favore, ora, alsjeblieft, proszę, lütfen, пожалуйста, сейчас, ください, 下さい, お願い, お願いします, 请, 請, 제발, 요, さん, ちゃん, くん, 님, 씨, जी, कृपया, प्लीज़, من فضلك';

/** How words are compared: where their spaces are, and which accents they have, depends on who writes them down. */
const join = (words: readonly string[]): string => toBareLetters(words.join('')).replace(/[^\p{L}]/gu, '');

const list = (text: string): ReadonlySet<string> => new Set(text.split(',').map((phrase) => join([phrase])));

const KNOWN_WISHES = list(WISHES);
const KNOWN_BESIDES = [...list(BESIDES)];

/** "Hey" and the like, in any language. */
const CALLS: ReadonlySet<string> = new Set([...SMALL_WORDS.values()].flatMap(({ calls }) => [...calls]));

/** Hears whether somebody says nothing but Parley's name and that it be silent. */
export class SilenceListener {
  readonly #search: (words: readonly HeardWord[]) => Occurrence[];
  /** What was heard last, and whether that was it. */
  #last = { transcript: '', is: false };

  constructor({ names, others }: { names: readonly string[]; others: readonly string[] }) {
    let spoken: readonly SpokenName[] | undefined;
    this.#search = makeNameSearch({
      names: listSpokenNames(names),
      others: () => (spoken ??= listSpokenNames(others)),
    });
  }

  /** Whether this is all that was said. */
  hear(transcript: string): boolean {
    if (transcript !== this.#last.transcript) this.#last = { transcript, is: this.#judge(transcript) };
    return this.#last.is;
  }

  #judge(transcript: string): boolean {
    if (transcript.length > LONGEST) return false;
    const { words } = readUtterance(transcript);
    const first = words.findIndex(({ text }) => !CALLS.has(text));
    const own = words.slice(Math.max(0, first));
    return this.#search(own).some(({ from, to }) => {
      if (from > 0 && to < own.length) return false;
      const rest = [...own.slice(0, from), ...own.slice(to)].map(({ text }) => join([text]));
      return KNOWN_WISHES.has(dropBesides(join(rest.filter((word) => !KNOWN_BESIDES.includes(word)))));
    });
  }
}

/** What is left without what is said besides before and after it, where that isn't a word of its own. */
const dropBesides = (said: string): string => {
  const word = KNOWN_BESIDES.find(
    (each) => said.length > each.length && (said.startsWith(each) || said.endsWith(each)),
  );
  if (word === undefined || KNOWN_WISHES.has(said)) return said;
  return dropBesides(said.startsWith(word) ? said.slice(word.length) : said.slice(0, -word.length));
};
