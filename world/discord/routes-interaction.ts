import { Callback } from './interaction.ts';
import type { Message } from './message.ts';
import { openRoute, type Route, type RouteCall } from './route.ts';

const interactionBehind = ({ world, param }: RouteCall) => world.behindWebhook(param('application'), param('token'));

const callback = ({ world, param, query, body, files }: RouteCall) => {
  const interaction = world.interaction(param('interaction'), param('token'));
  const { type, message } = interaction.acknowledge(body, files);
  if (query.get('with_response') !== 'true') return {};
  // A deferral tells of its message by the id only.
  const isSaid = message && !message.thinking && type !== Callback.deferredUpdate;
  return {
    body: {
      interaction: {
        id: interaction.id,
        type: interaction.kind,
        channel_id: interaction.channel.id,
        ...(interaction.channel.guild && { guild_id: interaction.channel.guild.id }),
        ...(message && about(message)),
      },
      ...(isSaid && { resource: { type, message: message.payload() } }),
    },
  };
};

const about = (message: Message) => ({
  response_message_id: message.id,
  response_message_loading: message.thinking,
  response_message_ephemeral: message.ephemeral,
});

/** Answers to interactions (Discord docs, interactions/receiving-and-responding). */
export const interactionRoutes: readonly Route[] = [
  openRoute('POST', '/interactions/:interaction/:token/callback', callback),
  openRoute('POST', '/webhooks/:application/:token', (call) => ({
    body: interactionBehind(call).followUp(call.body, call.files).payload(),
  })),
  openRoute('GET', '/webhooks/:application/:token/messages/:message', (call) => ({
    body: interactionBehind(call).message(call.param('message')).payload(),
  })),
  openRoute('PATCH', '/webhooks/:application/:token/messages/:message', (call) => ({
    body: interactionBehind(call).edit(call.param('message'), call.body, call.files).payload(),
  })),
  openRoute('DELETE', '/webhooks/:application/:token/messages/:message', (call) => {
    interactionBehind(call).delete(call.param('message'));
    return {};
  }),
];
