import type { Conditions } from './path.ts';
import { Path } from './path.ts';

/** Everything that goes wrong on purpose at a voice server. Each is set by itself and stays until it is taken back. */
export class VoiceFaults {
  /** How many more requests for IP discovery get lost. */
  dropDiscovery = 0;
  /** While true heartbeats stay unanswered. */
  withholdAcks = false;
  /** A close code that every identify is met with. */
  refuse: number | undefined;
  /** While true the main gateway never answers a wish to join, leave or move. */
  ignoreJoins = false;
  /** While true VOICE_SERVER_UPDATE comes before VOICE_STATE_UPDATE. */
  serverFirst = false;
  /** While true each voice server is announced without an endpoint first, as Discord does when it has none at hand. */
  nullEndpoint = false;
  /** Whether what was missed is sent again before or after op 9 of a resume. Discord documents it to come after. */
  replay: 'before resumed' | 'after resumed' = 'after resumed';
  /** While true the voice server says nothing and hears nothing any more, on either socket, though both stay open. */
  silent = false;
  #toClient = new Path();
  #fromClient = new Path();

  /** What happens to packets on their way to clients. */
  set toClient(conditions: Conditions) {
    this.#toClient = new Path(conditions);
  }

  /** What happens to packets on their way from clients. */
  set fromClient(conditions: Conditions) {
    this.#fromClient = new Path(conditions);
  }

  /** Carries a packet to a client. */
  down(arrive: () => void) {
    this.#toClient.carry(arrive);
  }

  /** Carries a packet from a client. */
  up(arrive: () => void) {
    this.#fromClient.carry(arrive);
  }
}
