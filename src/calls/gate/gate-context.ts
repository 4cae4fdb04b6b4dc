import type { Place } from '../../base/place.ts';
import { truncate } from '../../base/truncate.ts';
import type { Conversations } from '../../conversation/conversations.ts';
import type { Person } from '../../conversation/people/person.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { CallView, Venue } from '../contract.ts';
import type { GateInput, GateQuestion } from './gate.ts';

/** How many characters are told of what was said in one go. */
const MOST_CHARACTERS = 200;

/** How many people are named. A stage has hundreds, of whom hardly any speak, and each is paid for with each question. */
const MOST_PRESENT = 30;

type ContextMeans = {
  place: Place;
  conversations: Pick<Conversations, 'listLatest'>;
  venue: Pick<Venue, 'channel'>;
  view(): Pick<CallView, 'channelId'>;
  person(userId: string): Person;
};

/**
 * What the gate is told besides what somebody says: who is there, and the last lines, as long as the conversation itself knows
 * them. Whoever may not be heard is neither named nor quoted, unless it's they who speak.
 */
export class GateContext {
  readonly #means: ContextMeans;
  readonly #listNames: () => readonly string[];
  #heard: ReadonlySet<string> = new Set();

  constructor(means: ContextMeans, listNames: () => readonly string[]) {
    this.#means = means;
    this.#listNames = listNames;
  }

  /** Only these people are heard from now on. */
  keep(members: readonly string[]): void {
    this.#heard = new Set(members);
  }

  /** What is asked about what this person says. */
  ask(userId: string, said: GateInput): GateQuestion {
    const { place, person, venue, view } = this.#means;
    const people = (venue.channel(view().channelId)?.participants ?? []).filter(({ bot }) => !bot);
    const mayTell = (id: string) => id === userId || this.#heard.has(id);
    const present = people.filter(({ id }) => mayTell(id)).slice(0, MOST_PRESENT);
    const lines = this.#list(mayTell);
    return {
      place,
      person: { id: userId, name: person(userId).name },
      said,
      present: present.map(({ name }) => name),
      unnamed: people.length - present.length,
      names: this.#listNames(),
      before: lines.at(-1)?.who,
      lines: lines.map(({ who, words }) => `${who}: ${words}`),
    };
  }

  /** Who said what of those of whom it may be told, oldest first. */
  #list(mayTell: (id: string) => boolean): { who: string; words: string }[] {
    const { conversations, place } = this.#means;
    const turns = conversations.listLatest(place).filter((turn) => mayTell(turn.question.person.id));
    return turns.flatMap((turn) => {
      const answer = findAnswer(turn);
      // What was said in vain wasn't meant for Parley, or was taken back.
      if (turn.question.aloud && turn.end && answer === '') return [];
      return [...makeLine(turn.speaker.name, turn.asked), ...makeLine('Parley', answer)];
    });
  }
}

/** What people got of an answer: what was cut off of it wasn't said. */
const findAnswer = ({ question, spoken, text }: Turn): string => (question.aloud ? spoken.text : text);

const makeLine = (who: string, said: string): { who: string; words: string }[] => {
  const words = said.replace(/\s+/g, ' ').trim();
  return words === '' ? [] : [{ who, words: truncate(words, MOST_CHARACTERS) }];
};
