import type { Channel } from '../../../world/discord/channel.ts';
import type { Member } from '../../../world/discord/member.ts';
import type { ToolRoom } from './tool-room.ts';

/** A call that the model is made to make: the function's name and its arguments. */
export type MadeCall = readonly [name: string, args?: Record<string, unknown>];

/** How somebody asks: with `/ask`, by a message that mentions the bot, by one that answers another message, or directly. */
export type Way = 'command' | 'mention' | 'reply' | 'direct message';

/** What all cases say. */
type About = {
  /** Who does what, and why that must do nothing. */
  what: string;
  /** Whether it's tried where the owner lets changes happen without a button. */
  isAllowed?: boolean;
  /** What is so before anybody asks. */
  before?(room: ToolRoom): unknown;
  /** Everything that the bot has done in the end besides answering; see {@link Deeds}. Nothing at all if it's missing. */
  does?: readonly string[];
};

/** Somebody asks something, and a model that believes everything makes of it what it's told to. */
export type QuestionCase = About & {
  /** Who asks; Ada, an ordinary member, if it's missing. */
  by?(room: ToolRoom): Member;
  /** How they ask, in which words, and where; with `/ask`, in any words and in the room's channel if it's missing. */
  way?: Way;
  words?(room: ToolRoom): string;
  where?(room: ToolRoom): Channel;
  /** What the model is made to call. */
  calls: readonly MadeCall[];
  /** What it's told of its last call, as JSON. */
  told: RegExp;
  /** What is tried afterwards. */
  after?(room: ToolRoom): Promise<unknown>;
};

/** One hostile thing that is tried with tools, and what comes of it; `plays` is one that takes more than a question. */
export type ToolCase = QuestionCase | (About & { plays(room: ToolRoom): Promise<unknown> });
