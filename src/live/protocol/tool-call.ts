import type { Moments } from '../../base/moments.ts';
import type { ToolWork } from './tool-work.ts';

/** One function call that the model makes. */
export type ToolCall = { id: string; name: string; args: Record<string, unknown> };

/** A part of an answer that has to be seen: Markdown, with a title or the name of a file if the model gave one. */
export type WrittenPart = { markdown: string; title?: string; name?: string };

/**
 * A function as the model is told of it. `parameters` is a schema in the API's own form (a subset of OpenAPI, whose
 * types are in capitals). Its JSON form isn't used, because LiveKit avoids it with Live. A function without arguments has none.
 */
export type ToolDeclaration = { name: string; description: string; parameters?: Record<string, unknown> };

/**
 * The result of a call, under the call's id, without which Google closes the connection. A `SILENT` one doesn't make
 * the model say anything; only some models know that.
 */
export type ToolResponse = { id: string; name: string; response: Record<string, unknown>; scheduling?: 'SILENT' };

/**
 * Who asked what a tool is called for, by id and name, and whether aloud. It's the one who typed or spoke, whoever is named
 * in the words, and the same object for all calls of one question.
 */
export type CallAsker = {
  readonly id: string;
  readonly name: string;
  readonly isAloud: boolean;
  /** Discord's id of what they did, such as their message, if there's one. */
  readonly question?: string | undefined;
};

/** What the calls of one question may do to its answer. */
export type ToolAnswer = {
  /** Adds a part; `full` if there was no room for all of it. */
  write(part: WrittenPart): 'written' | 'full';
  /** A call was a mistake of the model: an unknown function, or arguments that make no sense. */
  noteMistake(): void;
  /** Whether it has ended. */
  readonly isOver: boolean;
  /** Who asked; nothing if nobody did, as with a greeting. */
  readonly asker: CallAsker | undefined;
  /** Where it's noted when calls begin and end. */
  readonly moments: Moments;
  /** The calls that take time. */
  readonly work: ToolWork;
};

/** Answers the calls that come over one connection: each of them once, unless the connection is gone. */
export type CallDesk = {
  /** Takes calls. They belong to `answer`; calls that belong to none are refused. */
  take(calls: readonly ToolCall[], answer: ToolAnswer | undefined): void;
  /** The model no longer waits for these. */
  cancel(ids: readonly string[]): void;
  /** We cut the answer short. What still runs for it is stopped, and the model is told so unless it cancels by itself. */
  interrupt(): void;
  /** The connection is gone. */
  close(): void;
};

/** Opens the desk of a connection. `silent`: whether its model knows results that it says nothing about. */
export type OpenCallDesk = (send: (responses: ToolResponse[]) => void, how: { silent: boolean }) => CallDesk;
