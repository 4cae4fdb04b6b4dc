import type { Message } from 'discord.js';
import { isBlank } from '../../base/blank.ts';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { Place } from '../../base/place.ts';
import { isFresh } from './message-visit.ts';
import { readAuthor, readPlace } from './sender.ts';

/** Whether what this person wrote in a place is meant for Parley, though it doesn't call it. Never rejects. */
export type MeantCheck = (place: Place, userId: string, text: string) => Promise<boolean>;

/** Of so many messages it's remembered whether they're meant: Discord tells of a message again when it shows a link, say. */
const MOST = 500;

/** What bots are told with a sign before the word, such as "!play" or "?help". It isn't for people, and not for Parley. */
const COMMAND = /^[!?.$%&+=;/\\-]{1,2}\p{L}/u;

const nobodyTells: MeantCheck = async () => false;

/** What was found out about one message in these words. */
type Finding = { text: string; isMeant: Promise<boolean>; found: boolean };

/** Messages that don't call Parley: whether they're meant for it, as whoever knows tells. */
export class MeantMessages {
  readonly #isMeant: MeantCheck;
  readonly #findings = new BoundedMap<string, Finding>(MOST);

  constructor(isMeant = nobodyTells) {
    this.#isMeant = isMeant;
  }

  /** Whether a message was found to be meant. */
  has({ id }: Pick<Message, 'id'>): boolean {
    return this.#findings.get(id)?.found ?? false;
  }

  /** Finds out whether a message is meant that reads so. Asked again about the same words, it says the same. */
  judge(message: Message, text: string): Promise<boolean> {
    const before = this.#findings.get(message.id);
    if (before?.text === text) return before.isMeant;
    const isLateEdit = message.editedTimestamp !== null && !isFresh(message);
    if (isLateEdit || isBlank(text) || COMMAND.test(text)) return Promise.resolve(false);
    const isMeant = this.#isMeant(readPlace(message), readAuthor(message).id, text);
    const finding: Finding = { text, isMeant, found: false };
    this.#findings.set(message.id, finding);
    void isMeant.then((found) => {
      finding.found = found;
    });
    return isMeant;
  }
}
