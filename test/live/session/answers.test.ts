import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Interruption } from '../../../src/live/protocol/interruption.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import {
  close,
  drop,
  frame,
  generationComplete,
  type Step,
  say,
  sayHeard,
  sayText,
  sayThought,
  sendInterrupted,
  stall,
  stayQuiet,
  toolCall,
  turnComplete,
} from '../../../world/live/steps.ts';
import { codeIn } from '../../sentences.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeSpeech } from '../defaults.ts';
import { never, stage, turn } from '../stage.ts';

const complete = { is: 'complete' };
const MARKER = '[Ada] says aloud:';

/** A session whose model gives these answers, one after another. Time stands still unless a test advances the clock. */
const answering = async (t: Parameters<typeof stage>[0], ...answers: Iterable<Step | string>[]) => {
  const clock = new VirtualClock();
  const all = await stage(t, { clock, live: { model: () => answers.shift() ?? 'fine' } });
  let number = 0;
  const ask = async (signal = never) => {
    const answer = turn();
    const outcome = await clock.until(all.session.ask('hello', ++number, answer, signal));
    return { answer, outcome };
  };
  return { ...all, clock, ask };
};

/** A call that the model makes and waits for, over and over, with a pause after each. */
function* callsForEver(pause = 0): Generator<Step> {
  for (let id = 0; ; id += 1) {
    yield toolCall({ id: `${id}`, name: 'look', args: {} });
    if (pause > 0) yield stayQuiet(pause);
  }
}

describe('a text part', () => {
  test('is the answer of a turn that has neither sound nor transcript', async (t) => {
    const { ask, live } = await answering(t, [sayText('Brasí'), sayText('lia.')], [sayText('Again.'), turnComplete()]);
    const { answer, outcome } = await ask();
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'Brasília.');
    const second = await ask();
    assert.equal(second.answer.text, 'Again.');
    assert.equal(live.connections.length, 1);
  });

  test('is a thought in a turn that has either', async (t) => {
    const { ask } = await answering(
      t,
      [sayText('The user greets me. '), say('Hello.'), sayText(' I am done.')],
      [sayText('The user greets me. '), say('Hello.', { sound: false })],
      [sayThought('The user greets me.')],
    );
    assert.equal((await ask()).answer.text, 'Hello.');
    assert.equal((await ask()).answer.text, 'Hello.');
    assert.equal((await ask()).answer.text, '');
  });

  test('is the answer although its connection ends right after the generation', async (t) => {
    const { ask } = await answering(t, [sayText('Brasília.'), generationComplete, drop]);
    const { answer, outcome } = await ask();
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'Brasília.');
  });

  test('is a thought, too, where Google gives a reason for an answer that it stopped', async (t) => {
    const stopped = turnComplete({ turnCompleteReason: 'PROHIBITED_INPUT_CONTENT' });
    const { ask } = await answering(t, [sayText('The user wants'), stopped]);
    const { answer, outcome } = await ask();
    assert.deepEqual(outcome, { is: 'complete', reason: 'PROHIBITED_INPUT_CONTENT' });
    assert.equal(answer.text, '');
  });

  test('of a connection that breaks before the end is void: nobody has seen it, so the question is asked again', async (t) => {
    const { ask, live } = await answering(t, [sayText('Bra'), drop], [say('Brasília.')]);
    const { answer, outcome } = await ask();
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'Brasília.');
    assert.equal(live.connections.length, 2);
  });

  test('of an answer that is interrupted before its end is not shown, nor a part of the next one', async (t) => {
    const { session, clock, live, ask } = await answering(t, [sayText('Bra'), stall], [sayText('Brasília.')]);
    const stop = new AbortController();
    const answer = turn();
    const asked = session.ask('hello', 1, answer, stop.signal);
    const connection = await live.connection(0);
    await connection.frame(({ clientContent }) => clientContent?.turnComplete === true);
    stop.abort(new Interruption('hush'));
    assert.deepEqual(await clock.until(asked), { is: 'interrupted' });
    assert.equal(answer.text, '');
    assert.equal((await ask()).answer.text, 'Brasília.');
  });

  test('is the answer after calls of functions', async (t) => {
    const { ask } = await answering(t, [toolCall({ name: 'look', args: {} }), sayText('Nothing is there.')]);
    assert.equal((await ask()).answer.text, 'Nothing is there.');
  });

  test('of a model that generates several times for one question is the answer only where nothing is said at all', async (t) => {
    const answers = [
      [sayText('Brasí'), turnComplete({ interactionStatus: 'IN_PROGRESS' }), sayText('lia.'), turnComplete()],
      [sayText('Hm.'), turnComplete({ interactionStatus: 'IN_PROGRESS' }), say('Brasília.'), turnComplete()],
    ];
    const { session } = await stage(t, {
      model: 'gemini-3.8-live-extended-thinking',
      live: { model: () => answers.shift() ?? 'fine' },
    });
    for (const number of [1, 2]) {
      const answer = turn();
      await session.ask('hello', number, answer, never);
      assert.equal(answer.text, 'Brasília.');
    }
  });

  test('of an answer that somebody goes on speaking over is void', async (t) => {
    const { live, session, clock } = await answering(
      t,
      [sayText('Too soon.'), stall],
      [sayHeard('hello'), sayText('Now.')],
    );
    const speech = makeSpeech();
    const answer = turn();
    const answered = session.hear(speech, MARKER, 1, answer, never);
    speech.write(makeLoudPcm(100));
    speech.end();
    await live.spoken(0);
    speech.again();
    speech.write(makeLoudPcm(100));
    speech.end();
    assert.deepEqual(await clock.until(answered), complete);
    assert.equal(answer.text, 'Now.');
  });
});

describe('a turn of control tokens', () => {
  test('has no word, and one beside words is not seen', async (t) => {
    const { ask } = await answering(
      t,
      [say('<ctrl46>', { sound: false }), say('<ctrl46><ctrl46>', { sound: false })],
      [say('Hello<ctr'), say('l46> Ada.')],
      [sayText('<ctrl46>')],
    );
    assert.equal((await ask()).answer.text, '');
    assert.equal((await ask()).answer.text, 'Hello Ada.');
    assert.equal((await ask()).answer.text, '');
  });

  test('is asked again when its connection breaks, because nothing was answered', async (t) => {
    const { ask } = await answering(t, [say('<ctrl46>', { sound: false }), drop], [say('Hello.')]);
    assert.equal((await ask()).answer.text, 'Hello.');
  });
});

test('an utterance that Google transcribes twice, a minute apart, is kept once', async (t) => {
  const line = 'Hey Parley, did you see that?';
  const { session, clock } = await answering(t, [
    sayHeard(line),
    stayQuiet(15_000),
    sayHeard(line),
    say('I did.'),
    sayHeard(line),
  ]);
  const speech = makeSpeech();
  speech.write(makeLoudPcm(100));
  speech.end();
  const answer = turn();
  assert.deepEqual(await clock.until(session.hear(speech, MARKER, 1, answer, never)), complete);
  assert.equal(answer.heard, line);
});

describe('sound without words', () => {
  /** A second of it. */
  const hum: Step = (turn) => turn.voice('', [Buffer.alloc(48_000).toString('base64')]);

  function* hums(): Generator<Step> {
    for (;;) {
      yield hum;
      yield stayQuiet(1_000);
    }
  }

  test('is given up after 20 s, and the next question is answered', async (t) => {
    const { ask, clock } = await answering(t, hums(), [say('Hello.')]);
    const began = clock.now();
    await assert.rejects(ask(), (error) => codeIn(error) === 'gemini.noise');
    const took = clock.now() - began;
    assert.ok(took >= 20_000 && took <= 22_000, `${took} ms`);
    const { answer, outcome } = await ask();
    assert.deepEqual([outcome, answer.text], [complete, 'Hello.']);
  });

  test('is given up after words, too, and they stay', async (t) => {
    const words = say('Once upon a time');
    const { session, clock } = await answering(t, [
      words,
      ...Array.from({ length: 60 }, () => [hum, stayQuiet(1_000)]).flat(),
    ]);
    const answer = turn();
    await assert.rejects(clock.until(session.ask('hello', 1, answer, never)), { message: 'gemini.noise' });
    assert.equal(answer.text, 'Once upon a time');
  });
});

describe('functions that nobody has declared', () => {
  test('are called eight times at most, then the turn ends, and the next question is answered', async (t) => {
    const { ask, live } = await answering(t, callsForEver(), [say('Hello.')]);
    await assert.rejects(ask(), (error) => codeIn(error) === 'gemini.tools');
    const results = (await live.connection(0)).frames.filter(({ toolResponse }) => toolResponse);
    assert.ok(results.length <= 8, `${results.length} results`);
    assert.equal((await ask()).answer.text, 'Hello.');
  });

  test('are called for 30 s at most, whatever the connection does meanwhile', async (t) => {
    const { ask, clock } = await answering(t, callsForEver(7_000), [say('Hello.')]);
    const began = clock.now();
    await assert.rejects(ask(), { message: 'gemini.tools' });
    assert.ok(clock.now() - began <= 31_000, `${clock.now() - began} ms`);
    assert.equal((await ask()).answer.text, 'Hello.');
  });

  test('are called eight times in all, over as many connections as it takes', async (t) => {
    const five = () => Array.from({ length: 5 }, () => toolCall({ name: 'look', args: {} }));
    const { ask, live } = await answering(t, [...five(), drop], [...five(), say('never')]);
    await assert.rejects(ask(), { message: 'gemini.tools' });
    assert.equal(live.connections.length, 2);
  });

  test('do not end an answer by what Google says after the call: the answer comes with the next generation', async (t) => {
    const call = toolCall({ name: 'look', args: {} }, { wait: false });
    const { ask } = await answering(t, [
      call,
      generationComplete,
      stayQuiet(2_000),
      say('Nothing is there.'),
      generationComplete,
      turnComplete(),
    ]);
    const { answer, outcome } = await ask();
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'Nothing is there.');
  });

  test('that are called without end while nothing is asked cost the connection, and nobody an answer', async (t) => {
    const { ask, live } = await answering(t, [say('One.')], [say('Two.')]);
    await ask();
    const connection = await live.connection(0);
    for (let id = 0; id < 12; id += 1)
      connection.send({ toolCall: { functionCalls: [{ id: `${id}`, name: 'look' }] } });
    await connection.ended;
    assert.ok(connection.frames.filter(({ toolResponse }) => toolResponse).length <= 8);
    assert.equal((await ask()).answer.text, 'Two.');
  });
});

describe('an end without the news that all was generated', () => {
  test('is told as abrupt where there were words', async (t) => {
    const { ask } = await answering(t, [say('Hi, thanks for'), turnComplete()], [turnComplete()], [say('Hi.')]);
    assert.deepEqual((await ask()).outcome, { is: 'complete', abrupt: true });
    assert.deepEqual((await ask()).outcome, complete);
    assert.deepEqual((await ask()).outcome, complete);
  });

  test('is abrupt when the last of several generations lacks it', async (t) => {
    const { session } = await stage(t, {
      model: 'gemini-3.8-live-extended-thinking',
      live: {
        model: () => [
          say('One moment.'),
          generationComplete,
          turnComplete({ interactionStatus: 'IN_PROGRESS' }),
          say('So it'),
          turnComplete(),
        ],
      },
    });
    assert.deepEqual(await session.ask('hello', 1, turn(), never), { is: 'complete', abrupt: true });
  });
});

describe('an answer that begins right after another one was cut', () => {
  /** Ada pauses, so an answer is asked for, and goes on before it has begun. No message shows that. */
  const goesOn = async (t: Parameters<typeof stage>[0], ...steps: (Step | string)[]) => {
    const { live, session, clock } = await answering(t, [stall], steps);
    live.rules.tellsUnbegun = false;
    const speech = makeSpeech();
    const answer = turn();
    const answered = session.hear(speech, MARKER, 1, answer, never);
    speech.write(makeLoudPcm(100));
    speech.end();
    await live.spoken(0);
    speech.again();
    speech.write(makeLoudPcm(20));
    speech.end();
    const outcome = await clock.until(answered, 10);
    return { answer, outcome };
  };

  test('keeps its beginning where nothing tells of the one that had not begun', async (t) => {
    const { answer, outcome } = await goesOn(
      t,
      sayHeard('hello'),
      say('First words'),
      stayQuiet(1_000),
      say(' and more.'),
    );
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'First words and more.');
    assert.ok(answer.audioBytes.came > 4 * 48 * 60);
  });

  test('keeps it also where all of it comes at once', async (t) => {
    const { answer, outcome } = await goesOn(t, say('All of it.'));
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'All of it.');
  });

  test('keeps it also where its end waits until it would have been played', async (t) => {
    const { answer, outcome } = await goesOn(
      t,
      say('All of it.'),
      generationComplete,
      stayQuiet(5_000),
      turnComplete(),
    );
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'All of it.');
  });

  test('has nothing of the one that had begun, though its words are still on their way', async (t) => {
    const old = [say('of the old one'), sendInterrupted, turnComplete()];
    const { answer, outcome } = await goesOn(t, ...old, say('new'), generationComplete, turnComplete());
    assert.deepEqual(outcome, complete);
    assert.equal(answer.text, 'new');
  });

  test('keeps it after somebody else’s that was cut, too', async (t) => {
    const { live, session, clock } = await answering(t, [stall], [say('All of it.')]);
    live.rules.tellsUnbegun = false;
    const stop = new AbortController();
    const first = session.ask('one', 1, turn(), stop.signal);
    await (await live.connection(0)).frame(({ clientContent }) => clientContent?.turnComplete === true);
    stop.abort(new Interruption('speech'));
    assert.deepEqual(await first, { is: 'interrupted' });
    const answer = turn();
    assert.deepEqual(await clock.until(session.ask('two', 2, answer, never)), complete);
    assert.equal(answer.text, 'All of it.');
  });
});

test('a close with a reason in mid text asks again, too', async (t) => {
  const { ask } = await answering(
    t,
    [sayText('Bra'), close(1011, 'Internal error encountered.')],
    [sayText('Brasília.')],
  );
  assert.equal((await ask()).answer.text, 'Brasília.');
});

test('an empty frame beside a text part changes nothing', async (t) => {
  const { ask } = await answering(t, [
    frame({ serverContent: {} }),
    sayText('Brasília.'),
    frame({ serverContent: {} }),
  ]);
  assert.equal((await ask()).answer.text, 'Brasília.');
});
