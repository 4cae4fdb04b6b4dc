import type { Message } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Sender } from '../../base/inbound.ts';
import { nameProxied } from '../../base/proxied-id.ts';
import type { SettingValues } from '../../settings/setting-table.ts';
import type { Settings } from '../../settings/settings.ts';
import { canHaveThread } from '../outbound/question-thread.ts';
import { type Earshot, findCalling } from './earshot.ts';
import { type MeantCheck, MeantMessages } from './meant-messages.ts';
import { isAutomatic, isWritten, type MessageQuestion, readQuestion } from './message-question.ts';
import { ProxiedMessages } from './proxied-messages.ts';
import { readAuthor, readPlace } from './sender.ts';

/** What reading messages needs. `readsContent`: Discord delivers the words of all messages. */
export type MessageReadingOptions = {
  settings: Pick<Settings, 'peek' | 'of'>;
  readsContent: boolean;
  /** Left out where nobody can tell of a message that doesn't call Parley. */
  isMeant?: MeantCheck;
  clock: Clock;
};

/** Reads messages as the settings of where they're written say: who is heard, and what counts as said to Parley. */
export class MessageReading {
  readonly #options: MessageReadingOptions;
  readonly #proxied: ProxiedMessages;
  readonly #meant: MeantMessages;

  constructor(options: MessageReadingOptions) {
    this.#options = options;
    this.#proxied = new ProxiedMessages(options.clock);
    this.#meant = new MeantMessages(options.isMeant);
  }

  /** Whether a message can ask anything at all. Most messages can't, and cost no more than this. */
  mayAsk(message: Message): boolean {
    return isWritten(message) && (this.#options.readsContent || findCalling(message, undefined) !== undefined);
  }

  /** A new message came, which a proxy may be about to repeat. */
  note(message: Message): void {
    if (isAutomatic(message) || !message.inGuild()) return;
    const values = this.#options.settings.peek(readPlace(message))?.values;
    // As long as the settings aren't known, there may be proxies.
    if (!values || values.proxies.length > 0) this.#proxied.note(message, readAuthor(message));
  }

  /** A message was deleted: a proxy may have repeated it. */
  noteDeletion(id: string): void {
    this.#proxied.noteDeletion(id);
  }

  /** What a message asks here. `behind` is the member whose message it repeats. */
  async read(message: Message, behind?: string): Promise<MessageQuestion> {
    if (!this.mayAsk(message)) return { is: 'nothing' };
    if (!isAutomatic(message) && !this.#options.readsContent) return readQuestion(message);
    const viewer = behind === undefined ? undefined : message.guild?.members.cache.get(behind);
    const values = await this.#values(message);
    const earshot = values && this.#earshot(message, values);
    if (!isAutomatic(message)) return this.#readPerson(message, earshot);
    if (values && isProxy(message, values)) return readQuestion(message, { earshot, hearsBots: true, viewer });
    if (!values || !isNamed(message, values)) return { is: 'nothing' };
    // A bot has to call Parley, so that two of them don't answer each other wherever nobody has to.
    return readQuestion(message, {
      earshot: earshot && { ...earshot, unmentioned: false, ownThreads: false },
      hearsBots: true,
    });
  }

  /** Whether a message is one that Parley was asked by, so that the conversation knows it. */
  isForParley(message: Message, values: SettingValues): boolean {
    return this.#meant.has(message) || findCalling(message, this.#earshot(message, values)) !== undefined;
  }

  /**
   * Resolves once it's clear whether a member's message stays, in a server with proxies: one that a proxy repeats is deleted,
   * and isn't answered.
   */
  async settle(message: Message): Promise<void> {
    const proxies = (await this.#values(message))?.proxies ?? [];
    if (proxies.length > 0 && !isAutomatic(message)) await this.#proxied.settle(message.id);
  }

  /**
   * Who wrote a message. What an allowed proxy repeats is the word of the member whose message it was, with their rights, under
   * the proxy's name. Whoever isn't found out has no rights at all, whatever the name.
   */
  async findSender(message: Message): Promise<Sender> {
    const sender = readAuthor(message);
    if (sender.kind !== 'webhook') return sender;
    const values = await this.#values(message);
    if (!values || !isProxy(message, values)) return sender;
    const author = await this.#proxied.findAuthor(message);
    const { name, kind, as = [] } = sender;
    if (author) return { ...author, name, kind, as, behind: author.id };
    return { ...sender, id: nameProxied(message.applicationId ?? sender.id, name), roles: undefined };
  }

  /** Whether a question gets a thread of its own. In one, people needn't mention Parley, so it must be able to read them. */
  wantsThread(message: Message): boolean {
    const { settings, readsContent } = this.#options;
    const values = settings.peek(readPlace(message))?.values;
    return readsContent && values?.threads === 'per-question' && canHaveThread(message);
  }

  /** What a person's message asks. One that is for nobody in particular may be meant for Parley all the same. */
  async #readPerson(message: Message, earshot: Earshot | undefined): Promise<MessageQuestion> {
    const question = readQuestion(message, { earshot });
    if (question.is !== 'nothing' || !earshot) return question;
    const whole = readQuestion(message, { earshot: { ...earshot, unmentioned: true } });
    return whole.is === 'question' && (await this.#meant.judge(message, whole.text)) ? whole : question;
  }

  /** The settings in force where a message was written; nothing if they can't be read now. */
  async #values(message: Message): Promise<SettingValues | undefined> {
    const { settings } = this.#options;
    const place = readPlace(message);
    const known = settings.peek(place) ?? (await settings.of(place).catch(() => undefined));
    return known?.values;
  }

  #earshot({ client, guild }: Message, { unmentioned, threads, called, names }: SettingValues): Earshot | undefined {
    if (!this.#options.readsContent) return undefined;
    const { username, globalName } = client.user;
    const all = [username, globalName ?? '', guild?.members.me?.nickname ?? '', ...names];
    return { unmentioned, ownThreads: threads === 'per-question', names: called ? all : [] };
  }
}

const listIds = (message: Message): readonly string[] => readAuthor(message).as ?? [];

const isNamed = (message: Message, { bots, 'bots.named': named }: SettingValues): boolean =>
  bots === 'named' && listIds(message).some((id) => named.includes(id));

const isProxy = (message: Message, { proxies }: SettingValues): boolean =>
  message.webhookId !== null && listIds(message).some((id) => proxies.includes(id));
