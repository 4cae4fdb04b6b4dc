import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { canWrite } from '../../../src/discord/gateway/writable-channel.ts';

const { ViewChannel, SendMessages, SendMessagesInThreads, Administrator } = PermissionFlagsBits;

const thread = { isThread: () => true };
const channel = { isThread: () => false };

test('a channel and a thread each need their own permission to write, and both need to be seen', () => {
  const rows: [given: bigint[], inChannel: boolean, inThread: boolean][] = [
    [[], false, false],
    [[ViewChannel], false, false],
    [[SendMessages, SendMessagesInThreads], false, false],
    [[ViewChannel, SendMessages], true, false],
    [[ViewChannel, SendMessagesInThreads], false, true],
    [[Administrator], true, true],
  ];
  for (const [given, inChannel, inThread] of rows) {
    const permissions = new PermissionsBitField(given).freeze();
    assert.deepEqual(
      [canWrite(permissions, channel), canWrite(permissions, thread)],
      [inChannel, inThread],
      `${given}`,
    );
  }
});
