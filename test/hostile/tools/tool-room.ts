import assert from 'node:assert/strict';
import type { Channel } from '../../../world/discord/channel.ts';
import type { Guild, Newcomer } from '../../../world/discord/guild.ts';
import type { Member } from '../../../world/discord/member.ts';
import type { Message } from '../../../world/discord/message.ts';
import type { Reply } from '../../../world/discord/reply.ts';
import type { Step } from '../../../world/live/steps.ts';
import { press } from '../settings-room.ts';
import { Deeds } from './deeds.ts';
import type { MadeCall, QuestionCase, ToolCase, Way } from './tool-case.ts';
import type { ToolStage } from './tool-stage.ts';

/** What a tool has told the model. */
export type Told = Record<string, unknown>;

/** How somebody asks. */
export type Asking = { by?: Member; way?: Way; words?: string; in?: Channel; replyTo?: Message };

/** What the model says in the end. */
export const ANSWER = 'That’s all.';

const isAnswer = ({ text }: Message) => text.includes(ANSWER);

/** A button under a question of a tool. */
const BUTTON = { do: /tools:do:[\w-]+/, leave: /tools:leave:[\w-]+/ };

/** One channel of a stage, and what happens in it. */
export class ToolRoom {
  readonly stage: ToolStage;
  readonly channel: Channel;
  /** Who asks: an ordinary member. */
  readonly ada: Member;
  /** What the model was told of its calls, and what it was asked, in order. */
  readonly told: Told[] = [];
  readonly read: string[] = [];
  /** What the model calls for the next question; one who asks something else gets other calls. */
  calls: (asked: string) => readonly MadeCall[] = () => [];
  /** What a question reads like that the calls are for; a busy machine may cut what somebody says in two. */
  expected = /(?:)/;
  /** What the model does before it calls anything, and who is told when it has answered. */
  prelude: readonly Step[] = [];
  finish: () => void = () => {};
  #deeds: Deeds;
  #outside: readonly number[];

  constructor(stage: ToolStage, guild: Guild, name: string) {
    this.stage = stage;
    this.channel = guild.text(name);
    this.ada = guild.member('Ada');
    this.#deeds = new Deeds(stage.world.discord, this.channel);
    this.#outside = stage.outside.map((list) => list().length);
  }

  /** Forgets what was told and done here so far, for another case. */
  forget(): void {
    this.told.length = 0;
    this.read.length = 0;
    this.#deeds = new Deeds(this.stage.world.discord, this.channel);
    this.#outside = this.stage.outside.map((list) => list().length);
  }

  get guild(): Guild {
    return this.ada.guild;
  }

  /** Somebody who may do everything in the server. */
  get boss(): Member {
    return this.stage.findBoss(this.guild);
  }

  member(name: string, how?: Newcomer): Member {
    return this.guild.member(name, how);
  }

  /** Waits, and lets time pass if it doesn't by itself. */
  until<T>(promise: Promise<T>): Promise<T> {
    return this.stage.clock.until(promise);
  }

  /** Somebody asks, the model calls these, and answers. */
  async ask(calls: readonly MadeCall[], asking: Asking = {}): Promise<Reply | Message> {
    const before = this.told.length;
    this.calls = () => calls;
    const answer = await this.says(asking);
    assert.equal(this.told.length - before, calls.length, 'the model has called them all');
    return answer;
  }

  /** Somebody asks, and is answered. */
  async says({ by = this.ada, way = 'command', words = 'please', in: channel = this.channel, replyTo }: Asking) {
    await this.stage.rest();
    if (way === 'command') {
      const reply = await this.until(by.slash('ask', { question: words }, { in: channel }));
      await this.until(reply.until(({ messages }) => messages.some(isAnswer)));
      return reply;
    }
    const place = way === 'direct message' ? by.dm : channel;
    const whole = way === 'direct message' ? words : `@Parley ${words}`;
    const message = await by.says(whole, { in: place, replyTo });
    const find = () => place.messages.find((one) => one.replyTo === message && isAnswer(one));
    await this.until(place.until(find));
    return find() as Message;
  }

  /** The questions with buttons that stand in the channel. */
  get questions(): Message[] {
    return this.channel.messages.filter(({ components }) => BUTTON.do.test(JSON.stringify(components)));
  }

  /** The newest of them. */
  get question(): Message {
    return this.questions.at(-1) ?? assert.fail(`nobody was asked: ${JSON.stringify(this.told)}`);
  }

  /** The custom id of a button. */
  id(which: keyof typeof BUTTON, question = this.question): string {
    return BUTTON[which].exec(JSON.stringify(question.components))?.[0] ?? assert.fail('it has no such button');
  }

  /** Presses a button, or one that somebody made up, and waits until that is acknowledged. */
  async press(by: Member, source: Message, customId: string): Promise<Reply> {
    const reply = press(by, source, customId);
    await this.until(reply.until(({ acknowledged }) => acknowledged !== undefined));
    return reply;
  }

  /** Presses a button of the newest question; the question, or what only that person sees, then says this. */
  async presses(which: keyof typeof BUTTON, reads: RegExp, by = this.ada): Promise<Message> {
    const { question } = this;
    const reply = await this.press(by, question, this.id(which));
    const alone = () => reply.interaction.followUps.some(({ text }) => reads.test(text));
    await this.until(this.stage.world.discord.until(() => reads.test(question.text) || alone()));
    return question;
  }

  /** What has been done so far besides answering: at Discord, and outside of it. */
  listDeeds(): string[] {
    const outside = this.stage.outside.flatMap((list, index) => list().slice(this.#outside[index]));
    return [...this.#deeds.list(), ...outside];
  }

  /** Tries a case. */
  async try(one: ToolCase): Promise<void> {
    await one.before?.(this);
    await ('plays' in one ? one.plays(this) : this.#ask(one));
    assert.deepEqual(this.listDeeds().toSorted(), [...(one.does ?? [])].toSorted());
  }

  async #ask({ calls, by, way, words, where, told, after }: QuestionCase): Promise<void> {
    const who = { ...(by && { by: by(this) }), ...(way && { way }) };
    await this.ask(calls, { ...who, ...(words && { words: words(this) }), ...(where && { in: where(this) }) });
    assert.match(JSON.stringify(this.told.at(-1)), told, JSON.stringify(this.told));
    await after?.(this);
  }
}
