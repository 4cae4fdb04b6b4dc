import type { DiscordGatewayAdapterCreator, DiscordGatewayAdapterLibraryMethods } from '@discordjs/voice';

type StateUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceStateUpdate']>[0];
type ServerUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceServerUpdate']>[0];

/**
 * The library's connection to the bot's gateway, in one direction only. It passes gateway events to the library, and
 * pretends to send what the library wants to send. After most close codes the library would ask to join again, at once and
 * without end, and use up the gateway's rate limit. Asking is left to `CallConnection`.
 */
export class Adapter {
  #library: DiscordGatewayAdapterLibraryMethods | undefined;

  readonly create: DiscordGatewayAdapterCreator = (library) => {
    this.#library = library;
    return { sendPayload: () => true, destroy: () => {} };
  };

  /** Takes the body of a VOICE_STATE_UPDATE about the bot, as Discord sent it. */
  voiceState(event: object): void {
    this.#library?.onVoiceStateUpdate(event as StateUpdate);
  }

  /** Takes the body of a VOICE_SERVER_UPDATE, as Discord sent it. If it names an endpoint, the library connects. */
  voiceServer(event: object): void {
    this.#library?.onVoiceServerUpdate(event as ServerUpdate);
  }
}
