import type { Conditions } from './path.ts';
import { Path } from './path.ts';

/** Faults of a voice server, for tests. Each is a switch of its own, and stays as it's set. */
export class VoiceFaults {
  /** How many of the next IP discovery requests are lost. */
  dropDiscovery = 0;
  /** If true, heartbeats aren't answered. */
  withholdAcks = false;
  /** A close code with which every identify is refused. */
  refuse: number | undefined;
  /** If true, the main gateway doesn't answer requests to join, leave or move. */
  ignoreJoins = false;
  /** If true, VOICE_SERVER_UPDATE comes before VOICE_STATE_UPDATE. */
  serverFirst = false;
  /** If true, each voice server is first announced without an endpoint, as Discord does when none is available yet. */
  nullEndpoint = false;
  /** Whether missed messages are sent before or after op 9 of a resume. Discord's docs say after. */
  replay: 'before resumed' | 'after resumed' = 'after resumed';
  /** If true, the voice server sends and receives nothing, neither by WebSocket nor by UDP, although both stay open. */
  silent = false;
  /**
   * Whether others are told whose a person's SSRC is each time that they speak, or only the first time since they came or unmuted:
   * then whoever comes later isn't told, as bots have seen it at Discord.
   */
  announces: 'always' | 'once' = 'always';
  #toClient = new Path();
  #fromClient = new Path();

  /** The network from the server to clients. */
  set toClient(conditions: Conditions) {
    this.#toClient = new Path(conditions);
  }

  /** The network from clients to the server. */
  set fromClient(conditions: Conditions) {
    this.#fromClient = new Path(conditions);
  }

  /** How many packets were lost in both directions, each since its network was set. */
  get lost(): number {
    return this.#toClient.lost + this.#fromClient.lost;
  }

  /** Sends a packet to a client. */
  down(arrive: () => void) {
    this.#toClient.carry(arrive);
  }

  /** Receives a packet from a client. */
  up(arrive: () => void) {
    this.#fromClient.carry(arrive);
  }
}
