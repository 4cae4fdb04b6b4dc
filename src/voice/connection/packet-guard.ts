import type { VoiceConnection, VoiceWebSocket } from '@discordjs/voice';
import { RTP_OPUS_PAYLOAD_TYPE } from '@discordjs/voice';
import type { Clock } from '../../base/clock.ts';
import { findDave, isGrouped } from './dave-group.ts';
import { PADDED } from './open-transport.ts';
import { type DatagramOutcome, PacketTap } from './packet-tap.ts';
import type { SourceFinder } from './source-finder.ts';

/** An RTP header is 12 bytes long (RFC 3550, section 5.1). */
const RTP_HEADER = 12;

const RTP_VERSION = 2;

const isAudio = (datagram: Buffer): boolean =>
  datagram.length > RTP_HEADER &&
  datagram.readUInt8(0) >> 6 === RTP_VERSION &&
  (datagram.readUInt8(1) & 0x7f) === RTP_OPUS_PAYLOAD_TYPE;

/**
 * Filters what comes from a connection's UDP socket before the library's receiver gets it. Only what can be audio of a
 * member who is heard passes; what comes from a source that nobody announced goes to the finder. Otherwise a datagram of 9 to 11 bytes, which anyone on the internet may send, would make the
 * library throw inside the socket's event handler; and the library would start a timer for every packet of everyone.
 *
 * Call it before the connection has a socket, because the receiver's function is attached to the socket when that's opened.
 *
 * @param outcome called with the outcome of each datagram of a member who is heard.
 */
export const guardDatagrams = (
  connection: VoiceConnection,
  { now }: Pick<Clock, 'now'>,
  finder: SourceFinder,
  outcome: (userId: string, what: DatagramOutcome) => void,
): void => {
  const { receiver } = connection;
  const library = receiver.onUdpMessage;
  receiver.speaking.onPacket = () => {};
  receiver.onUdpMessage = (datagram) => {
    if (!isAudio(datagram)) return;
    const ssrc = datagram.readUInt32BE(8);
    const stamp = { ssrc, sequence: datagram.readUInt16BE(2), timestamp: datagram.readUInt32BE(4), at: now() };
    const userId = finder.ownerOf(ssrc);
    if (userId === undefined) {
      finder.take(datagram, stamp);
      return;
    }
    const tap = receiver.subscriptions.get(userId);
    if (!(tap instanceof PacketTap) || !receiver.connectionData.secretKey) return;
    const what = tap.through(stamp, isGrouped(findDave(connection)), () => library(datagram));
    // A packet that is all padding fails to decrypt, too, and that means nothing.
    outcome(userId, what === 'failed' && datagram.readUInt8(0) & PADDED ? 'nothing' : what);
  };
};

/**
 * Catches what the library throws when a voice socket's message surprises it: a proposal for a user it hasn't been told
 * about, an external sender in an existing group, a binary message of one byte. Uncaught, that would end the process;
 * here it goes to `broken`.
 */
export const guardMessages = (ws: VoiceWebSocket, broken: (error: unknown) => void): void => {
  const library = ws.onMessage.bind(ws);
  ws.onMessage = (event) => {
    try {
      library(event);
    } catch (error) {
      broken(error);
    }
  };
};
