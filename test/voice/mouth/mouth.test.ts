import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODEL_FRAME, MODEL_RATE } from '../../../src/audio/pcm.ts';
import { quiet } from '../../audio/sounds.ts';
import { counted, frames, isSilence, rig, transparent } from './mouth-rig.ts';

const ZEROS = Buffer.alloc(MODEL_FRAME);

test('the first packet leaves as soon as 20 ms of sound exist, and the others follow every 20 ms', () => {
  const { mouth, ticks, sent, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(1).subarray(0, 959));
  assert.equal(sent.length, 0);
  assert.equal(mouth.speaking, false);
  mouth.sound(1, frames(3).subarray(959));
  assert.deepEqual([sent.length, mouth.speaking, mouth.turn, news()], [1, true, 1, ['audible 1']]);
  ticks.advance(45);
  assert.deepEqual(
    sent.map(({ at }) => at),
    [0, 20, 40],
  );
});

test('an utterance ends with five silence frames, and its last frame is filled up with zeros', () => {
  const { mouth, ticks, line, pcm, told, sent } = rig();
  const said = counted(2 * MODEL_FRAME + 100);
  mouth.speak(1);
  mouth.sound(1, said);
  mouth.finish(1);
  ticks.advance(1000);
  assert.equal(line(), '###.....');
  assert.deepEqual(pcm(), Buffer.concat([said, ZEROS]).subarray(0, 3 * MODEL_FRAME));
  assert.deepEqual(Buffer.from(sent[3]?.packet ?? []), Buffer.of(0xf8, 0xff, 0xfe));
  assert.deepEqual(told, [
    { at: 0, what: 'audible 1' },
    { at: 60, what: `silent 1 played ${said.length}` },
  ]);
  assert.equal(mouth.speaking, false);
});

test('when the last frame has no room for what the encoder is behind, one frame of zeros brings it out', () => {
  const { mouth, ticks, line, pcm, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(2));
  mouth.finish(1);
  ticks.advance(1000);
  assert.equal(line(), '###.....');
  assert.deepEqual(pcm(), Buffer.concat([frames(2), ZEROS]));
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 1920']);
});

test('leading silence is not played but counts as played', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.sound(1, Buffer.concat([quiet(200, MODEL_RATE), counted(480)]));
  assert.equal(line(), '#');
  mouth.finish(1);
  ticks.advance(1000);
  assert.deepEqual(news(), ['audible 1', `silent 1 played ${48 * 200 + 480}`]);
});

test('utterances play in the order of speak, and sound that is not at its turn is kept', () => {
  const { mouth, ticks, line, pcm, news } = rig();
  mouth.speak(1);
  mouth.speak(2);
  mouth.sound(2, counted(MODEL_FRAME + 100, 5000));
  mouth.finish(2);
  ticks.advance(100);
  assert.equal(line(), '');
  mouth.sound(1, counted(100));
  mouth.finish(1);
  ticks.advance(1000);
  assert.equal(line(), '#.....##.....');
  assert.deepEqual(pcm().subarray(0, 100), counted(100));
  assert.deepEqual(pcm().subarray(960, 960 + 1060), counted(1060, 5000));
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 100', 'audible 2', 'silent 2 played 1060']);
});

test('nothing of one utterance is left in the encoder for the next', () => {
  const encoder = transparent();
  const { mouth, ticks } = rig({ encoder });
  for (const turn of [1, 2]) {
    mouth.speak(turn);
    mouth.sound(turn, frames(3));
    mouth.finish(turn);
  }
  mouth.interrupt('1');
  ticks.advance(1000);
  assert.equal(encoder.resets, 2);
});

test('an utterance without a sound is over at its turn, and no packet leaves', () => {
  const { mouth, ticks, sent, news } = rig();
  mouth.speak(1);
  mouth.speak(2);
  mouth.finish(2);
  assert.deepEqual(news(), []);
  mouth.sound(1, quiet(100, MODEL_RATE));
  mouth.finish(1);
  ticks.advance(1000);
  assert.deepEqual(news(), ['silent 1 played 4800', 'silent 2 played 0']);
  assert.equal(sent.length, 0);
});

test('an utterance without a sound behind one that plays is over right after it', () => {
  const { mouth, ticks, news } = rig();
  mouth.speak(1);
  mouth.speak(2);
  mouth.sound(1, counted(100));
  mouth.finish(2);
  mouth.finish(1);
  ticks.advance(20);
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 100', 'silent 2 played 0']);
});

test('a slow model makes one gap for each under-run, after five silence frames, and never ends the reply', () => {
  const { mouth, ticks, line, pcm, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(2));
  ticks.advance(300);
  assert.equal(line(), '##.....');
  assert.equal(mouth.speaking, true);
  mouth.sound(1, frames(2, 2));
  assert.equal(line(), '##.....');
  mouth.sound(1, frames(1, 4));
  assert.match(line(), /^##\.{5} +#$/);
  mouth.sound(1, counted(100, 5 * 480));
  mouth.finish(1);
  ticks.advance(1000);
  assert.match(line(), /^##\.{5} +####\.{5}$/);
  assert.deepEqual(pcm().subarray(0, 5 * 960 + 100), counted(5 * 960 + 100));
  assert.deepEqual(news(), ['audible 1', `silent 1 played ${5 * 960 + 100}`]);
});

test('sound that comes back while the silence frames still leave is not kept waiting', () => {
  const { mouth, ticks, line } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(1));
  ticks.advance(45);
  mouth.sound(1, frames(3, 1));
  ticks.advance(35);
  assert.equal(line(), '#..##');
});

test('the cushion grows with each under-run, to 400 ms at most', () => {
  const { mouth, ticks, sent } = rig();
  mouth.speak(1);
  const sounds = () => sent.filter((packet) => !isSilence(packet)).length;
  mouth.sound(1, frames(1));
  const cushions = [1, 2, 3, 4, 5, 6].map(() => {
    ticks.advance(2000);
    const before = sounds();
    let given = 0;
    for (; sounds() === before; given++) mouth.sound(1, frames(1));
    return given * 20;
  });
  assert.deepEqual(cushions, [60, 120, 240, 400, 400, 400]);
});

test('when all has come, no cushion is waited for', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(1));
  ticks.advance(300);
  mouth.sound(1, counted(100));
  assert.equal(line(), '#.....');
  mouth.finish(1);
  ticks.advance(300);
  assert.match(line(), /^#\.{5} +#\.{5}$/);
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 1060']);
});

test('hold makes the very next packet a silence frame; release goes on at the exact sample', () => {
  const { mouth, ticks, line, pcm, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(6));
  mouth.finish(1);
  ticks.advance(45);
  mouth.hold();
  ticks.advance(500);
  assert.equal(line(), '###.....');
  assert.equal(mouth.speaking, true);
  mouth.release();
  assert.match(line(), /^###\.{5} +#$/);
  ticks.advance(1000);
  assert.match(line(), /^###\.{5} +####\.{5}$/);
  assert.deepEqual(pcm().subarray(0, 6 * 960), frames(6));
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 5760']);
});

test('a hold that is released within its silence frames goes on with the next packet', () => {
  const { mouth, ticks, line } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(4));
  ticks.advance(25);
  mouth.hold();
  ticks.advance(20);
  mouth.release();
  ticks.advance(20);
  assert.equal(line(), '##.#');
});

test('a hold on the last frame still brings out what the encoder is behind', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(1));
  mouth.finish(1);
  mouth.hold();
  ticks.advance(500);
  assert.deepEqual(news(), ['audible 1']);
  mouth.release();
  ticks.advance(500);
  assert.match(line(), /^#\.{5} +#\.{5}$/);
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 960']);
});

test('what comes while it is held is kept', () => {
  const { mouth, ticks, pcm } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(2));
  mouth.hold();
  mouth.sound(1, frames(2, 2));
  mouth.finish(1);
  ticks.advance(500);
  mouth.release();
  ticks.advance(500);
  assert.deepEqual(pcm().subarray(0, 4 * 960), frames(4));
});

test('to hold and to release a mouth that does not speak does nothing', () => {
  const { mouth, ticks, line } = rig();
  mouth.hold();
  mouth.speak(1);
  mouth.hold();
  mouth.sound(1, frames(2));
  ticks.advance(25);
  assert.equal(line(), '##');
  mouth.release();
  ticks.advance(20);
  assert.equal(line(), '##.');
});

test('an interruption drops the answer and the rest of it, and reports what was played and who interrupted', () => {
  const { mouth, ticks, line, ends } = rig();
  mouth.speak(1);
  mouth.sound(1, Buffer.concat([quiet(110, MODEL_RATE), frames(5)]));
  ticks.advance(25);
  mouth.interrupt('7');
  assert.deepEqual(ends, [{ turn: 1, bytes: 100 * 48 + 2 * 960, how: 'interrupted', by: '7' }]);
  assert.equal(mouth.speaking, false);
  mouth.sound(1, frames(5));
  mouth.finish(1);
  mouth.interrupt('7');
  ticks.advance(500);
  assert.equal(line(), '##.....');
  assert.equal(ends.length, 1);
});

test('after a hold, an interruption needs no more silence frames, and the next answer starts fresh', () => {
  const { mouth, ticks, line, pcm } = rig();
  mouth.speak(1);
  mouth.speak(2);
  mouth.sound(1, frames(5));
  mouth.sound(2, counted(100, 9000));
  mouth.finish(2);
  mouth.hold();
  ticks.advance(300);
  mouth.interrupt('7');
  ticks.advance(300);
  assert.match(line(), /^#\.{5} +#\.{5}$/);
  assert.deepEqual(pcm().subarray(960, 1060), counted(100, 9000));
});

test('hush drops everything and tells of each', () => {
  const { mouth, ticks, line, news } = rig();
  for (const turn of [1, 2, 3]) {
    mouth.speak(turn);
    mouth.sound(turn, frames(5));
  }
  ticks.advance(5);
  mouth.hush();
  ticks.advance(500);
  assert.deepEqual(news(), ['audible 1', 'silent 1 hushed 960', 'silent 2 hushed 0', 'silent 3 hushed 0']);
  assert.equal(line(), '#.....');
});

test('a reply that is withdrawn before it is audible leaves nothing, and goes on with what comes next', () => {
  const { mouth, ticks, pcm, news } = rig();
  mouth.floorTaken();
  mouth.speak(1);
  mouth.sound(1, frames(5));
  mouth.finish(1);
  mouth.withdraw(1, 'go on');
  mouth.floorFree();
  ticks.advance(100);
  assert.deepEqual(news(), []);
  mouth.sound(1, Buffer.concat([quiet(50, MODEL_RATE), counted(480, 7000)]));
  mouth.finish(1);
  ticks.advance(500);
  assert.deepEqual(pcm().subarray(480, 960), counted(480, 7000));
  assert.deepEqual(news(), ['audible 1', `silent 1 played ${50 * 48 + 480}`]);
});

test('what is withdrawn in the middle of an utterance stops at once and may go on', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(5));
  mouth.withdraw(1, 'go on');
  ticks.advance(200);
  assert.equal(line(), '#.....');
  assert.equal(mouth.turn, 1);
  mouth.sound(1, counted(200));
  mouth.finish(1);
  ticks.advance(300);
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 1160']);
});

test('what is withdrawn for good is over, queued or spoken', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.speak(2);
  mouth.sound(1, frames(5));
  mouth.sound(2, frames(5));
  mouth.withdraw(2, 'end');
  ticks.advance(20);
  mouth.withdraw(1, 'end');
  mouth.withdraw(1, 'end');
  ticks.advance(500);
  assert.equal(line(), '##.....');
  assert.deepEqual(news(), ['audible 1', 'silent 2 withdrawn 0', 'silent 1 withdrawn 1920']);
});

test('while someone has the floor no answer starts, but one that is being spoken goes on', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.floorTaken();
  mouth.speak(1);
  mouth.sound(1, frames(3));
  ticks.advance(100);
  assert.equal(line(), '');
  mouth.floorFree();
  assert.equal(line(), '#');
  mouth.floorTaken();
  mouth.finish(1);
  mouth.speak(2);
  mouth.sound(2, counted(100));
  mouth.finish(2);
  ticks.advance(500);
  assert.equal(line(), '####.....');
  mouth.floorFree();
  ticks.advance(500);
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 2880', 'audible 2', 'silent 2 played 100']);
});

test('while the connection is gone no packet leaves and nothing is lost', () => {
  const { mouth, ticks, sent, pcm } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(3));
  ticks.advance(25);
  mouth.pause();
  mouth.sound(1, frames(2, 3));
  mouth.finish(1);
  ticks.advance(5000);
  assert.equal(sent.length, 2);
  mouth.resume();
  ticks.advance(1000);
  assert.deepEqual(
    sent.slice(0, 5).map(({ at }) => at),
    [0, 20, 5025, 5045, 5065],
  );
  assert.deepEqual(pcm().subarray(0, 5 * 960), frames(5));
});

test('what is decided while the connection is gone holds afterwards', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(3));
  mouth.pause();
  mouth.interrupt('7');
  mouth.speak(2);
  mouth.sound(2, counted(100));
  mouth.finish(2);
  ticks.advance(1000);
  assert.equal(line(), '#');
  mouth.resume();
  ticks.advance(1000);
  assert.match(line(), /^# +\.{5}#\.{5}$/);
  assert.deepEqual(news(), ['audible 1', 'silent 1 interrupted 960', 'audible 2', 'silent 2 played 100']);
});

test('what is more than the mouth may keep is dropped, the newest first, and the loss is told', () => {
  const { mouth, ticks, news, pcm } = rig({ capacity: 3 * MODEL_FRAME });
  mouth.floorTaken();
  mouth.speak(1);
  mouth.speak(2);
  mouth.sound(1, frames(2));
  mouth.sound(2, frames(2));
  mouth.sound(2, counted(960, 9000));
  assert.deepEqual(news(), ['lost 1920']);
  mouth.finish(1);
  mouth.finish(2);
  mouth.floorFree();
  ticks.advance(1000);
  assert.deepEqual(pcm().subarray(3 * 960, 4 * 960), counted(960, 9000));
  assert.deepEqual(news().slice(1), ['audible 1', 'silent 1 played 1920', 'audible 2', 'silent 2 played 960']);
});

test('a packet that can’t be sent is reported and not counted, and the next one is sent', () => {
  const { mouth, ticks, errors, line, news, breakLine } = rig();
  breakLine(2);
  mouth.speak(1);
  mouth.sound(1, frames(4));
  mouth.finish(1);
  ticks.advance(500);
  assert.deepEqual(errors.map(String), ['Error: The line is broken', 'Error: The line is broken']);
  assert.equal(line(), '###.....');
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 1920']);
});

test('a listener may call back from the news', () => {
  const speak = (turn: number) => {
    mouth.speak(turn);
    mouth.sound(turn, counted(100));
    mouth.finish(turn);
  };
  const { mouth, ticks, line, news } = rig({ onSilent: ({ turn }) => turn < 3 && speak(turn + 1) });
  speak(1);
  ticks.advance(1000);
  assert.equal(line(), '#.....#.....#.....');
  assert.equal(news().at(-1), 'silent 3 played 100');
});

test('closed, it is silent for good and its encoder is closed', () => {
  const encoder = transparent();
  const { mouth, ticks, line, news } = rig({ encoder });
  mouth.speak(1);
  mouth.sound(1, frames(5));
  mouth.close();
  mouth.close();
  mouth.speak(2);
  mouth.sound(2, frames(5));
  mouth.resume();
  ticks.advance(500);
  assert.equal(line(), '#');
  assert.deepEqual(news(), ['audible 1']);
  assert.deepEqual([encoder.closed, ticks.alarms, mouth.speaking], [true, 0, false]);
});
