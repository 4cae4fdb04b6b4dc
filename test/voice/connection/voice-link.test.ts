import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from '../../../world/discord/voice/codec.ts';
import { OPUS_SILENCE } from '../../../world/discord/voice/opcodes.ts';
import { sweep } from '../../../world/discord/voice/signals.ts';
import { AES, XCHACHA } from '../../../world/discord/voice/transport.ts';
import { connected } from '../stage.ts';

const FRAMES = encode(sweep(300, 3_000, 400));

const soundOf = (packets: { packet: { opus: Buffer } }[]) =>
  packets.map(({ packet }) => packet.opus).filter((opus) => !opus.equals(OPUS_SILENCE));

for (const mode of [AES, XCHACHA])
  test(`a connection hears every packet of a member in order, encrypted end to end over ${mode}`, async (t) => {
    const { ada, packets, peer } = await connected(t, { modes: [mode] });
    assert.equal(peer.mode, mode);
    assert.equal(peer.daveVersion, 1);
    await ada.speaks(FRAMES);
    assert.deepEqual(soundOf(packets), FRAMES);
    const [first, second] = packets;
    assert.ok(first && second);
    assert.equal((second.packet.sequence - first.packet.sequence) & 0xffff, 1);
    assert.equal((second.packet.timestamp - first.packet.timestamp) >>> 0, 960);
  });
