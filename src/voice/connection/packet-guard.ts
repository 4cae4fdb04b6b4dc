import type { VoiceConnection, VoiceWebSocket } from '@discordjs/voice';
import { RTP_OPUS_PAYLOAD_TYPE } from '@discordjs/voice';
import type { Clock } from '../../base/clock.ts';
import { type DatagramOutcome, PacketTap } from './packet-tap.ts';

/** An RTP header is 12 bytes long (RFC 3550, section 5.1). */
const RTP_HEADER = 12;

const RTP_VERSION = 2;

/** Set in the first byte of a padded packet. */
const PADDED = 0x20;

const isAudio = (datagram: Buffer): boolean =>
  datagram.length > RTP_HEADER &&
  datagram.readUInt8(0) >> 6 === RTP_VERSION &&
  (datagram.readUInt8(1) & 0x7f) === RTP_OPUS_PAYLOAD_TYPE;

const groupOf = ({ state }: VoiceConnection) => {
  if (state.status !== 'ready') return;
  return 'dave' in state.networking.state ? state.networking.state.dave : undefined;
};

/**
 * Stands between a connection's UDP socket and the library's receiver. Must be called before the connection has a
 * socket, because the receiver's function is attached to the socket as it is then. It lets through only what can be
 * audio of somebody who is heard: the library throws out of the socket on datagrams of 9 to 11 bytes, which anybody may
 * send, and starts a timer for every packet of everybody.
 * @param outcome what became of each datagram of a member who is heard
 */
export const guardDatagrams = (
  connection: VoiceConnection,
  { now }: Pick<Clock, 'now'>,
  outcome: (userId: string, what: DatagramOutcome) => void,
): void => {
  const { receiver } = connection;
  const library = receiver.onUdpMessage;
  receiver.speaking.onPacket = () => {};
  receiver.onUdpMessage = (datagram) => {
    if (!isAudio(datagram)) return;
    const ssrc = datagram.readUInt32BE(8);
    const userId = receiver.ssrcMap.get(ssrc)?.userId;
    const tap = userId === undefined ? undefined : receiver.subscriptions.get(userId);
    if (userId === undefined || !(tap instanceof PacketTap) || !receiver.connectionData.secretKey) return;
    const dave = groupOf(connection);
    const grouped = !dave || dave.protocolVersion === 0 || dave.session?.ready === true;
    const stamp = { ssrc, sequence: datagram.readUInt16BE(2), timestamp: datagram.readUInt32BE(4), at: now() };
    const what = tap.through(stamp, grouped, () => library(datagram));
    // Nothing but padding fails to decrypt as well, and is no sign of anything.
    outcome(userId, what === 'failed' && datagram.readUInt8(0) & PADDED ? 'nothing' : what);
  };
};

/**
 * Stands between a voice socket and the library. What the library throws at a message it did not expect (a proposal for
 * somebody it was not told of, an external sender in the middle of a group, a binary message of one byte) would end the
 * process; here it ends up in `broken`.
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
