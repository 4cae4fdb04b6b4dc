import type { DiscordGatewayAdapterCreator, DiscordGatewayAdapterLibraryMethods } from '@discordjs/voice';

type StateUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceStateUpdate']>[0];
type ServerUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceServerUpdate']>[0];

/**
 * The library's way to the bot's gateway, open in one direction only. It takes the two events in, and tells the library
 * that whatever it wants to send has been sent: on most close codes the library asks to join again at once and for ever,
 * which would use up the gateway's sends, so asking is left to the connection.
 */
export class Adapter {
  #library: DiscordGatewayAdapterLibraryMethods | undefined;

  readonly create: DiscordGatewayAdapterCreator = (library) => {
    this.#library = library;
    return { sendPayload: () => true, destroy: () => {} };
  };

  /** The body of a VOICE_STATE_UPDATE about the bot, as Discord sent it. */
  voiceState(event: object): void {
    this.#library?.onVoiceStateUpdate(event as StateUpdate);
  }

  /** The body of a VOICE_SERVER_UPDATE, as Discord sent it. With an endpoint, it makes the library connect. */
  voiceServer(event: object): void {
    this.#library?.onVoiceServerUpdate(event as ServerUpdate);
  }
}
