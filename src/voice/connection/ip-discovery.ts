import { type Networking, NetworkingStatusCode } from '@discordjs/voice';
import type { Clock } from '../../base/clock.ts';

/** How long to wait before an unanswered IP discovery is sent again: doubled each time, in milliseconds. */
const FIRST = 300;

/** An IP discovery request (Discord docs, topics/voice-connections, IP discovery): type 1, length 70, the SSRC. */
const composeRequest = (ssrc: number): Buffer => {
  const request = Buffer.alloc(74);
  request.writeUInt16BE(1, 0);
  request.writeUInt16BE(70, 2);
  request.writeUInt32BE(ssrc, 4);
  return request;
};

/** Repeats the IP discovery. The library sends it only once and waits for ever; the answer to any request will do. */
export const sendDiscovery = async (networking: Networking, clock: Pick<Clock, 'sleep'>): Promise<void> => {
  for (let pause = FIRST; ; pause *= 2) {
    await clock.sleep(pause);
    const { state } = networking;
    if (state.code !== NetworkingStatusCode.UdpHandshaking) return;
    state.udp.send(composeRequest(state.connectionData.ssrc));
  }
};
