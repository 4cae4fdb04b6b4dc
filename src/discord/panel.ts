import { ButtonStyle, type SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import type { CallView, Listen, Panel } from '../conversation/calling.ts';
import { button, rowOf } from './buttons.ts';
import { payload, posted } from './place.ts';
import { Code, isRefusedWith, loggable } from './refusal.ts';

/** What a panel needs: where it stands, and the id of its message if that was sent before. */
export type PanelPlace = { channel(): Promise<SendableChannels>; messageId: string | undefined; log: Logger };

/**
 * The panel of a call. Its changes are made one after another, and one that a newer change made unnecessary is skipped. A
 * panel that somebody deleted is sent anew with the next change, for people must be able to read who listens to them.
 */
export class CallPanel implements Panel {
  #place: PanelPlace;
  #messageId: string | undefined;
  #newest = 0;
  #working: Promise<void> = Promise.resolve();

  constructor(place: PanelPlace) {
    this.#place = place;
    this.#messageId = place.messageId;
  }

  async show(view: CallView, note?: string): Promise<string | undefined> {
    const components = [row(view)];
    await this.#bring({ content: [described(view), note && `-# ${note}`].filter(Boolean).join('\n'), components });
    return this.#messageId;
  }

  async end(sentence: string): Promise<void> {
    await this.#bring({ content: sentence, components: [] });
  }

  #bring(body: Body): Promise<void> {
    this.#newest += 1;
    const number = this.#newest;
    this.#working = this.#working.then(async () => {
      if (number !== this.#newest) return;
      await this.#write(body).catch((error) =>
        this.#place.log.warn(
          { event: 'panel.not_shown', err: loggable(error) },
          'the panel of a call could not be shown',
        ),
      );
    });
    return this.#working;
  }

  async #write({ content, components }: Body): Promise<void> {
    const channel = await this.#place.channel();
    if (this.#messageId !== undefined) {
      try {
        await channel.messages.edit(this.#messageId, { ...payload({ content }), components });
        return;
      } catch (error) {
        if (!isRefusedWith(error, Code.unknownMessage)) throw error;
        this.#messageId = undefined;
      }
    }
    // Nobody misses the panel of a call that is over.
    if (components.length > 0) this.#messageId = (await channel.send({ ...posted({ content }), components })).id;
  }
}

type Body = { content: string; components: ReturnType<typeof row>[] };

const GOOGLE = 'What you say there goes to Google’s Gemini, and its words are kept with this channel’s conversation.';

const HEARD: Record<Listen, (voice: string) => string> = {
  everyone: (voice) => `🎙️ I am listening in ${voice}. ${GOOGLE} I answer aloud whatever is said.`,
  addressed: (voice) => `🎙️ I am listening in ${voice}. ${GOOGLE} I answer aloud when I am called by my name.`,
  button: (voice) => `🎙️ I am in ${voice} and listen to whoever presses **Talk**, once each time. ${GOOGLE}`,
  off: (voice) => `🔊 I am in ${voice} and read my answers aloud. I listen to nobody.`,
};

const STATES: Record<CallView['state'], string> = {
  joining: '\n-# I am still on my way there.',
  on: '',
  mending: '\n-# My connection broke. I am mending it.',
};

const described = ({ channelId, listen, state }: CallView): string =>
  `${HEARD[listen](`<#${channelId}>`)}${STATES[state]}`;

/** The buttons carry all there is to know, so they still work after a restart. */
const row = ({ channelId, listen }: CallView) =>
  rowOf(
    ...(listen === 'button' ? [button('Talk', `join:talk:${channelId}`, ButtonStyle.Primary)] : []),
    ...(listen === 'off'
      ? []
      : [
          button('Do not hear me', 'join:unheard', ButtonStyle.Secondary),
          button('Hear me again', 'join:heard', ButtonStyle.Secondary),
        ]),
    button('Stop', `stop:${channelId}`, ButtonStyle.Secondary),
    button('Leave', `leave:${channelId}`, ButtonStyle.Danger),
  );
