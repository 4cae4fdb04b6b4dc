import { ButtonStyle, type Client, ComponentType } from 'discord.js';
import type { Logger } from 'pino';
import { formatPerson } from '../../text/intl.ts';
import type { Languages, Say } from '../../text/languages.ts';
import type { ShowQuestion } from '../../tools/tool-changes.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { findWritableChannel } from '../gateway/writable-channel.ts';
import { sayIn } from '../outbound/channel-language.ts';
import { toCreatePayload, toEditPayload } from '../outbound/reply-target.ts';

type QuestionMeans = { client: Client; languages: Languages; log: Logger };

/** The buttons under a question; `/tools` answers them. */
const makeButtons = (id: string, say: Say) => ({
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Primary as const,
      label: say({ code: 'button.tool-do' }),
      custom_id: `tools:do:${id}`,
    },
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: say({ code: 'button.tool-leave' }),
      custom_id: `tools:leave:${id}`,
    },
  ],
});

/** Shows people the questions of tools, in the language of their channel. */
export const makeShowQuestion =
  ({ client, languages, log }: QuestionMeans): ShowQuestion =>
  async (place, { id, asker, text }) => {
    try {
      const channel = await findWritableChannel(client, place.channel);
      const say = sayIn(channel, languages);
      const content = say([{ code: 'tools.asked', asker: formatPerson(asker) }, text]);
      const message = await channel.send(toCreatePayload({ content, buttons: makeButtons(id, say) }));
      return {
        async close(told) {
          await message
            .edit(toEditPayload({ content: say(told) }))
            .catch((error) => log.debug({ err: toLoggable(error) }, 'a question of a tool could not be closed'));
        },
      };
    } catch (error) {
      log.info({ event: 'tool.not_asked', err: toLoggable(error) }, 'nobody could be asked by a button');
      return undefined;
    }
  };
