import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SendableChannels } from 'discord.js';
import { pino } from 'pino';
import type { CallView, ListenMode } from '../../../src/calls/contract.ts';
import { CallPanel } from '../../../src/discord/voice-channels/call-panel.ts';
import type { PlainCode, Text } from '../../../src/text/text.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { sentence } from '../../sentences.ts';
import { Parley } from '../stage.ts';

const viewOf = (parley: Parley, changes: Partial<CallView> = {}): CallView => ({
  guildId: parley.guild.id,
  channelId: '100000000000000001',
  conversationId: parley.general.id,
  noticeIn: parley.general.id,
  listen: 'everyone',
  hears: { is: 'people' },
  speaks: 'aloud',
  captions: 'answers',
  chat: 'mentions',
  consent: 'notice',
  days: 30,
  state: 'on',
  ...changes,
});

const labels = (message: Message | undefined) => flatten(message?.components ?? []).flatMap(({ label }) => label ?? []);

describe('the panel of a call', () => {
  const BUTTONS: [ListenMode, Extract<PlainCode, `button.${string}`>[]][] = [
    ['everyone', ['button.unheard', 'button.heard', 'button.stop', 'button.leave']],
    ['addressed', ['button.unheard', 'button.heard', 'button.stop', 'button.leave']],
    ['button', ['button.talk', 'button.unheard', 'button.heard', 'button.stop', 'button.leave']],
    ['off', ['button.stop', 'button.leave']],
  ];
  for (const [listen, buttons] of BUTTONS) {
    test(`says who is heard and has its buttons when it listens to ${listen}`, async () => {
      await using parley = await Parley.open();
      await parley.venue.panel(parley.general.id).show(viewOf(parley, { listen }));
      const [message] = parley.general.messages;
      assert.match(message?.text ?? '', /<#100000000000000001>/);
      assert.equal(/Gemini/.test(message?.text ?? ''), listen !== 'off');
      assert.deepEqual(
        labels(message),
        buttons.map((code) => sentence({ code } as Text)),
      );
    });
  }

  test('is one message that changes with the call and loses its buttons in the end', async () => {
    await using parley = await Parley.open();
    const panel = parley.venue.panel(parley.general.id);
    await panel.show(viewOf(parley, { state: 'joining' }));
    await panel.show(viewOf(parley, { state: 'mending' }), { code: 'panel.muted' });
    assert.match(parley.general.messages[0]?.text ?? '', new RegExp(`\n-# ${sentence({ code: 'panel.muted' })}$`));
    await panel.end({ code: 'call.ended' });
    assert.deepEqual(
      parley.general.messages.map(({ text }) => text),
      [sentence({ code: 'call.ended' })],
    );
    assert.deepEqual(labels(parley.general.messages[0]), []);
  });

  test('skips what a newer change made unnecessary', async () => {
    await using parley = await Parley.open();
    const panel = parley.venue.panel(parley.general.id);
    await Promise.all([
      panel.show(viewOf(parley)),
      panel.show(viewOf(parley, { listen: 'off' })),
      panel.end({ code: 'call.ended' }),
    ]);
    assert.equal(parley.general.messages.length, 0);
  });

  test('is taken up again after a restart by its id', async () => {
    await using parley = await Parley.open();
    const view = viewOf(parley);
    const posted = await parley.venue.panel(parley.general.id).show(view);
    const [{ id } = { id: '' }] = parley.general.messages;
    assert.deepEqual(posted, { is: 'stands', id, view });
    await parley.bot.stop(0);
    await parley.start();
    const off = viewOf(parley, { listen: 'off' });
    assert.deepEqual(await parley.venue.panel(parley.general.id, id).show(off), { is: 'stands', id, view: off });
    assert.equal(parley.general.messages.length, 1);
  });

  test('is sent again after it was deleted, but not to say that the call is over', async () => {
    await using parley = await Parley.open();
    const panel = parley.venue.panel(parley.general.id);
    await panel.show(viewOf(parley));
    parley.general.messages[0]?.channel.removed(parley.general.messages[0]);
    panel.doubt();
    await panel.show(viewOf(parley));
    assert.equal(parley.general.messages.length, 1);
    parley.general.messages[0]?.channel.removed(parley.general.messages[0]);
    await panel.end({ code: 'call.ended' });
    assert.equal(parley.general.messages.length, 0);
  });

  test('is looked at again when it was doubted while it was written', async () => {
    await using parley = await Parley.open();
    const [first, second] = [viewOf(parley), viewOf(parley, { listen: 'off' })];
    let edits = 0;
    const panel = new CallPanel({
      say: sentence,
      channelId: parley.general.id,
      messageId: '1',
      clock: parley.clock,
      log: pino({ level: 'silent' }),
      channel: async () =>
        ({
          messages: {
            edit: async () => {
              edits += 1;
              if (edits === 1) panel.doubt();
            },
          },
        }) as unknown as SendableChannels,
    });
    await panel.show(first);
    assert.equal(edits, 2);
    await panel.show(first);
    assert.equal(edits, 2);
    await panel.show(second);
    assert.equal(edits, 3);
  });

  test('is a line of the log where it may not be shown', async () => {
    await using parley = await Parley.open();
    parley.general.deny('SendMessages');
    const posted = await parley.venue.panel(parley.general.id).show(viewOf(parley));
    assert.deepEqual(posted, { is: 'missing', why: { code: 'notice.forbidden', channel: parley.general.id } });
    assert.ok(parley.logs.some(({ msg }) => msg === 'the panel of a call could not be shown'));
  });
});
