import type { Place } from '../base/place.ts';
import type { CallAsker, ToolAnswer, ToolDeclaration } from '../live/protocol/tool-call.ts';
import type { SettingValues } from '../settings/setting-table.ts';
import type { Settings } from '../settings/settings.ts';
import { wrapForeign } from './foreign-text.ts';
import type { PlaceTool, PlaceToolResult, ToolUse } from './place-tool.ts';
import type { Rights } from './rights.ts';
import type { Tool, ToolResult } from './tool.ts';
import { ArgumentError } from './tool-args.ts';
import type { ToolChanges } from './tool-changes.ts';
import type { ToolRegistry } from './tool-registry.ts';

export type PlaceToolsOptions = {
  /** The tools that every place has, and that need to know nobody. */
  common: readonly Tool[];
  /** The tools that each place has if they're on there. */
  own: readonly PlaceTool[];
  /** Those that come and go, so they're asked for each time. */
  listMore(values: SettingValues, place: Place): readonly PlaceTool[];
  /** Whether a place has anything else through these settings: what people can add to a question. */
  hasMaterial(values: SettingValues, place: Place): boolean;
  /** Whether anything that's on there isn't known yet, because it's still being connected. */
  isAwaited(values: SettingValues, place: Place): boolean;
  /** Whether anything that's on there can't be used now, although it may be known what it would be. */
  isDown(values: SettingValues, place: Place): boolean;
  /** Waits for a moment for those that aren't known yet, or if it `isPatient` until that's known. */
  prepare(values: SettingValues, place: Place, isPatient?: boolean): Promise<void>;
  settings: Pick<Settings, 'of' | 'peek'>;
  rights: Rights;
  changes: ToolChanges;
};

/**
 * The names that are set for the tools of a place: those that bring it something; those of which that isn't known yet, as an MCP server
 * that's being connected; and those that bring it nothing, as one that's down.
 */
export type ToolSwitches = { working: readonly string[]; connecting: readonly string[]; missing: readonly string[] };

const OFF = 'This function is switched off here. Nothing was done.';
const NOBODY = 'Nobody asked for this, so it was not done.';

/** What the model is told of a slow tool. There is no other way: it says nothing while it waits, and nothing word for word. */
const ANNOUNCE =
  ' This may take a few seconds: if the question was spoken, first say in one short sentence that you are on it, then call this.';

/** A tool as the model is told of it, with how it's announced if it's slow. */
const describe = ({ declaration, isSlow = false }: Pick<PlaceTool, 'declaration' | 'isSlow'>): ToolDeclaration =>
  isSlow ? { ...declaration, description: declaration.description + ANNOUNCE } : declaration;

/** Which tools each place has, and calls of them. */
export class PlaceTools {
  readonly #options: PlaceToolsOptions;
  /** Who was told what others wrote, for the rest of their question. */
  readonly #told = new WeakSet<CallAsker>();

  constructor(options: PlaceToolsOptions) {
    this.#options = options;
  }

  /** What the model is told of the tools where these settings hold. */
  declare(values: SettingValues, place: Place): readonly ToolDeclaration[] {
    const { common, own, listMore } = this.#options;
    const all = [...own, ...listMore(values, place)].filter((tool) => tool.isOn(values, place));
    return [...common, ...all].map(describe);
  }

  /** Waits for a moment until it's known which tools a place has. */
  prepare(values: SettingValues, place: Place): Promise<void> {
    return this.#options.prepare(values, place);
  }

  /** What comes of the names that are set for a place's tools. Waits for what isn't known yet: for a moment, or if it `isPatient` until it is. */
  async checkSwitches(place: Place, { isPatient = false } = {}): Promise<ToolSwitches> {
    const { own, listMore, hasMaterial, isAwaited, isDown, prepare, settings } = this.#options;
    const { values } = await settings.of(place);
    await prepare(values, place, isPatient);
    const judge = (name: string): keyof ToolSwitches => {
      const only = { ...values, tools: [name] };
      if (isDown(only, place)) return 'missing';
      const isOn = [...own, ...listMore(only, place)].some((tool) => tool.isOn(only, place));
      if (isOn || hasMaterial(only, place)) return 'working';
      return isAwaited(only, place) ? 'connecting' : 'missing';
    };
    const { working = [], connecting = [], missing = [] } = Object.groupBy(values.tools, judge);
    return { working, connecting, missing };
  }

  /** The tools of a place. A tool that is off there is found, too, and then refuses. */
  at(place: Place): ToolRegistry {
    const { common, own, listMore, settings } = this.#options;
    const declare = () => {
      const known = settings.peek(place);
      return known ? this.declare(known.values, place) : common.map(({ declaration }) => declaration);
    };
    const list = () => {
      const known = settings.peek(place);
      return known ? [...own, ...listMore(known.values, place)] : own;
    };
    return {
      get declarations() {
        return declare();
      },
      find: (name) => {
        const own = list().find(({ declaration }) => declaration.name === name);
        return common.find(({ declaration }) => declaration.name === name) ?? (own && this.#bind(own, place));
      },
    };
  }

  /** A tool as it's called in a place. */
  #bind(tool: PlaceTool, place: Place): Tool {
    const { declaration, deadline, label } = tool;
    const run: Tool['run'] = (args, how) => this.#run(tool, place, args, how);
    return { declaration, deadline, run, ...(label !== undefined && { label }) };
  }

  async #run(
    tool: PlaceTool,
    place: Place,
    args: Record<string, unknown>,
    { answer, signal }: { answer: ToolAnswer; signal: AbortSignal },
  ): Promise<ToolResult> {
    const { settings, rights, changes } = this.#options;
    const { asker } = answer;
    if (!asker) return { is: 'refused', why: NOBODY };
    const isOn = async () => tool.isOn((await settings.of(place)).values, place);
    const { values, from } = await settings.of(place);
    if (!tool.isOn(values, place)) return { is: 'refused', why: OFF };
    const use: ToolUse = {
      asker,
      place,
      values,
      isZoneKnown: from['time-zone'] !== 'default',
      answer,
      signal,
      may: (...needed) => rights.may(asker.id, place, needed),
      change: (change) => {
        // What strangers wrote may have led to this, whatever the owner allows people to do without a button.
        const isAllowed = values['tools-confirm'] === 'allow' && !this.#told.has(asker);
        const changed = changes.propose(change, { asker, place, isAllowed, isOn, signal });
        if (change.isForeign) this.#told.add(asker);
        return changed;
      },
    };
    const result = await this.#call(() => tool.run(args, use));
    if (result.is !== 'found') return result;
    this.#told.add(asker);
    return { is: 'done', says: wrapForeign(result) };
  }

  /** A call whose arguments make no sense is a mistake of the model. */
  async #call(run: () => ReturnType<PlaceTool['run']>): Promise<PlaceToolResult> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ArgumentError) return { is: 'mistake', why: error.message };
      throw error;
    }
  }
}
