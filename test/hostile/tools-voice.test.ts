import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TEST_PATIENCE } from '../../world/patience.ts';
import { openVoiceStage } from './tools/voice-stage.ts';
import { voices } from './tools/voices.ts';

// A part of the table in tools.test.ts. It's alone, because people speak in the machine's time.
describe('whoever has the floor in a call acts for themselves', () => {
  let stage: Awaited<ReturnType<typeof openVoiceStage>>;
  before(
    async () => {
      stage = await openVoiceStage();
    },
    { timeout: 2 * TEST_PATIENCE },
  );
  after(() => stage?.close());

  for (const scene of voices)
    describe(`${scene.by}: ${scene.heard}`, () => {
      let played: Awaited<ReturnType<typeof stage.play>>;
      before(
        async () => {
          played = await stage.play(scene);
        },
        { timeout: TEST_PATIENCE },
      );
      for (const [index, { what, told }] of scene.tries.entries())
        test(what, () => {
          assert.match(played.told[index] ?? '', told);
          assert.deepEqual(played.deeds, scene.does ?? []);
          assert.ok(!played.read.some((asked) => scene.never?.test(asked)), played.read.join('\n'));
        });
    });

  test('a greeting orders a poll, for which nobody asked', () => {
    assert.match(stage.greeted, /Nobody asked for this/);
  });
});
