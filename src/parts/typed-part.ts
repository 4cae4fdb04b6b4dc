import type { Place } from '../base/place.ts';
import type { Config } from '../config.ts';
import type { TypedMeans } from '../conversation/wake-conversation.ts';
import type { Setup } from '../live/protocol/setup.ts';
import { TextModel, type TextModelOptions } from '../live/typed/text-model.ts';

/** What the text model needs of the other parts. */
type TextMeans = Omit<TextModelOptions, 'openDesk'> & {
  desk: TextModelOptions['openDesk'];
  setup(place: Place): Promise<Setup>;
};

/** Makes the text model that answers typed questions, if the operator wants one. It's told what Live is told. */
export const makeTyped = (
  { typed }: Config,
  { google, desk, setup, clock, log }: TextMeans,
): TypedMeans | undefined => {
  if (typed === 'off' || typed.when === 'off') return undefined;
  const { model, thinking, when } = typed;
  return {
    texts: new TextModel({ google, openDesk: desk, clock, log }),
    plan: async (place) => {
      const { instruction, tools } = await setup(place);
      return { when, text: { model, instruction, tools, thinking } };
    },
  };
};
