import { startDeadline } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import { type Config, pickGoogle } from '../config.ts';
import type { TypedMeans } from '../conversation/wake-conversation.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import type { Setup } from '../live/protocol/setup.ts';
import type { OpenCallDesk } from '../live/protocol/tool-call.ts';
import { TextModel, type TextModelOptions } from '../live/typed/text-model.ts';
import { isTextModel } from '../live/typed/text-preflight.ts';
import type { Settings } from '../settings/settings.ts';
import type { StartOptions } from './start-options.ts';

/** What the text model needs of the other parts. */
type TextMeans = Omit<TextModelOptions, 'openDesk'> & {
  desk: TextModelOptions['openDesk'];
  /** What answers its calls in a place. */
  deskAt(place: Place): OpenCallDesk;
  setup(place: Place): Promise<Setup>;
  settings: Pick<Settings, 'of'>;
};

/**
 * Makes the text model that answers typed questions, if the operator has named one. Where and when it does is a setting, and
 * it's told what Live is told there.
 */
export const makeTyped = (
  { typed }: Config,
  { google, desk, deskAt, setup, settings, clock, log }: TextMeans,
): TypedMeans | undefined => {
  if (typed === 'off') return undefined;
  const { model, thinking } = typed;
  return {
    texts: new TextModel({ google, openDesk: desk, clock, log }),
    plan: async (place) => {
      const [{ values }, { instruction, tools, search = false }] = await Promise.all([
        settings.of(place),
        setup(place),
      ]);
      const { typed: when } = values;
      const openDesk = deskAt(place);
      return when === 'off' ? 'off' : { when, text: { model, instruction, tools, thinking, search, openDesk } };
    },
  };
};

/** How long Google may take to say whether the text model exists, in milliseconds. */
const PATIENCE = 8_000;

/**
 * Warns the operator if Google has no text model of that name. Live answers all the same, so it's no reason not to start,
 * and neither is trouble on the way to Google, which shows with the first question.
 */
export const checkTyped = async (config: Config, { clock, log, say, signal }: StartOptions): Promise<void> => {
  const { typed } = config;
  if (typed === 'off') return;
  using patience = startDeadline(clock, { ms: PATIENCE, reason: 'it takes too long', signal });
  const isText = await isTextModel(makeGoogleClient(pickGoogle(config)), typed.model, patience.signal).catch(
    (error) => Object(error).status !== 404,
  );
  if (isText || signal.aborted) return;
  log.warn({ event: 'typed.no_model' }, 'there is no text model of the name in TYPED_MODEL');
  say(
    'Google has no text model of the name in TYPED_MODEL, so the Live model answers typed questions. Check TYPED_MODEL.',
  );
};
