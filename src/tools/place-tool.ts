import type { Place } from '../base/place.ts';
import type { CallAsker, ToolAnswer, ToolDeclaration } from '../live/protocol/tool-call.ts';
import type { SettingValues } from '../settings/setting-table.ts';
import type { ForeignText } from './foreign-text.ts';
import type { Right } from './rights.ts';
import type { ToolResult } from './tool.ts';
import type { ToolChange } from './tool-changes.ts';

/** What became of a call; `found`: what others wrote, which is told as nothing but material. */
export type PlaceToolResult = ToolResult | ({ is: 'found' } & ForeignText);

/**
 * One call: who asked and where, whether aloud, and what is set there at this moment. A tool acts with the rights of
 * whoever asked, and has no others.
 */
export type ToolUse = {
  asker: CallAsker;
  /** Its channel is the conversation's. */
  place: Place;
  values: SettingValues;
  /** Whether anybody has said in which time zone the place is. */
  isZoneKnown: boolean;
  answer: ToolAnswer;
  /** Aborts when nobody waits for the result any more. */
  signal: AbortSignal;
  /** Whether Discord lets the asker do all of this in the place, asked anew. Never rejects: in doubt they may not. */
  may(...rights: readonly Right[]): Promise<boolean>;
  /** ToolChanges something, if the asker may: by a button, unless the owner allowed it without. See {@link ToolChange}. */
  change(change: ToolChange): Promise<ToolResult>;
};

/** A tool that places have, each if it's on there. */
export type PlaceTool = {
  declaration: ToolDeclaration;
  /** After how many milliseconds the model is told that it took too long. */
  deadline: number;
  /** Whether it often takes seconds, so that the model tells people in a call before it calls it. Not by default. */
  isSlow?: boolean;
  /** What the operator's numbers call it, if not by its name. */
  label?: string;
  /** Whether a place has it with these settings. It's asked again at each call, because a connection outlives settings. */
  isOn(values: SettingValues, place: Place): boolean;
  /** Does what a call asks for. `args` may be anything that a model makes up. */
  run(args: Record<string, unknown>, use: ToolUse): PlaceToolResult | Promise<PlaceToolResult>;
};
