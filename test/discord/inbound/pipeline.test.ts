import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { UserError } from '../../../src/base/errors.ts';
import { Throttle } from '../../../src/base/throttle.ts';
import { ClaimQueue } from '../../../src/discord/inbound/claim-queue.ts';
import { PersonQueues } from '../../../src/discord/inbound/person-queue.ts';
import { dispatch, type InboundTask } from '../../../src/discord/inbound/pipeline.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const LOG = pino({ level: 'silent' });

/** Everything on the way notes that it was come by; `changes` say what is different. */
const walk = async (
  changes: Partial<InboundTask> & { claim?: boolean; access?: Error; consent?: Error; budget?: Error } = {},
) => {
  const { claim = true, access, consent, budget, ...parts } = changes;
  const way: string[] = [];
  const told: unknown[] = [];
  const clock = new VirtualClock();
  const task: InboundTask = {
    inbound: {
      place: at('general', 'home'),
      person: { id: '1', name: 'Ada', roles: [], powers: [], locale: undefined, kind: 'member' },
      asks: false,
      is: 'slash',
      command: 'trial',
    },
    acknowledge: async () => void way.push('acknowledge'),
    run: (ready) => ready.then(() => void way.push('run')),
    tell: async (error) => void told.push(error),
    ...parts,
  };
  const pass = (name: string, refusal: Error | undefined) => async () => {
    way.push(name);
    if (refusal) throw refusal;
  };
  const pipeline = {
    claims: { noteOthers() {} },
    claimQueue: new ClaimQueue({
      enter: async (place) => {
        way.push('claim');
        assert.deepEqual(place, at('general', 'home'));
        return claim;
      },
    }),
    queues: new PersonQueues(clock),
    refusals: new Throttle(clock, 1_000),
    stages: {
      access: pass('access', access),
      consent: pass('consent', consent),
      budget: pass('budget', budget),
    },
  };
  await dispatch(task, pipeline, LOG);
  return { way, told };
};

describe('the one way in', () => {
  test('is claim, acknowledgement, access, consent, budget, run', async () => {
    const { way, told } = await walk();
    assert.deepEqual(way, ['claim', 'acknowledge', 'access', 'consent', 'budget', 'run']);
    assert.deepEqual(told, []);
  });

  test('ends without a word where another process answers', async () => {
    const { way, told } = await walk({ claim: false });
    assert.deepEqual(way, ['claim']);
    assert.deepEqual(told, []);
  });

  test('asks for no budget for somebody who may not', async () => {
    const access = new UserError({ code: 'reset.not-allowed' });
    const { way, told } = await walk({ access });
    assert.deepEqual(way, ['claim', 'acknowledge', 'access']);
    assert.deepEqual(told, [access]);
  });

  test('asks for no budget for somebody who has not agreed', async () => {
    const consent = new UserError({ code: 'agreement.ask', days: 30 });
    const { way, told } = await walk({ consent });
    assert.deepEqual(way, ['claim', 'acknowledge', 'access', 'consent']);
    assert.deepEqual(told, [consent]);
  });

  test('does nothing where the budget is spent', async () => {
    const budget = new UserError({ code: 'reset.not-allowed' });
    const { way, told } = await walk({ budget });
    assert.deepEqual(way, ['claim', 'acknowledge', 'access', 'consent', 'budget']);
    assert.deepEqual(told, [budget]);
  });

  test('does nothing where a stage breaks: whoever was not asked has not let it pass', async () => {
    const { way, told } = await walk({ access: new Error('the store is away') });
    assert.equal(way.includes('run'), false);
    assert.equal(told.length, 1);
  });

  test('acknowledges nothing that is refused at once', async () => {
    const full = new UserError({ code: 'reset.not-allowed' });
    const run = () => {
      throw full;
    };
    const { way, told } = await walk({ run });
    assert.deepEqual(way, ['claim']);
    assert.deepEqual(told, [full]);
  });

  test('never rejects, even if nobody can be told', async () => {
    const { told } = await walk({ access: new Error('x'), tell: async () => Promise.reject(new Error('y')) });
    assert.deepEqual(told, []);
  });
});
