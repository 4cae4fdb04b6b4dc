import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FloorRig } from './floor-rig.ts';

test('it’s known when somebody talks who has to wait, until they pause or have the floor', () => {
  const rig = new FloorRig().mouth(['ann']);
  assert.equal(rig.floor.areOthersTalking, false);
  rig.speak('bob', 400);
  assert.equal(rig.floor.areOthersTalking, true);
  rig.pass(300);
  assert.equal(rig.floor.areOthersTalking, false, 'Bob has paused');
  rig.speak('bob', 400);
  assert.equal(rig.floor.areOthersTalking, true);
  rig.mouth();
  assert.equal(rig.floor.areOthersTalking, false, 'Bob has the floor');
  rig.speak(['bob', 'cat'], 400);
  assert.equal(rig.floor.areOthersTalking, true, 'Cat waits');
});
