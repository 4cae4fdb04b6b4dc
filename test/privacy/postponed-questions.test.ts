import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type * as Gateway from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import type { InboundStages } from '../../src/base/inbound.ts';
import { type Forgotten, PostponedQuestions } from '../../src/discord/inbound/postponed-questions.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import { PluralKit } from '../../world/discord/plural-kit.ts';
import { holding, sentence } from '../sentences.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { ASK, openConsentStage, readOutcome, WAYS } from './consent-stage.ts';

const AGREE = 'privacy:agree';
const GIVEN = sentence({ code: 'agreement.given', hearing: 'heard' });
const taken = (questions: number) => sentence({ code: 'agreement.given-asked', hearing: 'heard', questions });
const ASKED = taken(1);
const LOG = { name: 'message.txt', content: Buffer.from('ERROR 17'), contentType: 'text/plain' };
const MINUTE = 60_000;

/** Ada asked with `/ask`, and read that she has to agree first. */
const open = async () => {
  const stage = await openConsentStage();
  const { parley } = stage;
  const { ada, general } = parley;
  const reply = await ada.slash('ask', { question: 'Why?', file: LOG }, { in: general });
  const told = await readOutcome(stage, { is: 'interaction', reply });
  assert.equal(told.text, ASK);
  return { ...stage, reply, told };
};

const asked = ({ parley }: Pick<Awaited<ReturnType<typeof open>>, 'parley'>) =>
  parley.conversations.asked.map(({ person, text }) => [person.name, text]);

const files = ({ parley }: Pick<Awaited<ReturnType<typeof open>>, 'parley'>) =>
  parley.reader.given.map(({ name }) => name);

describe('what somebody asked before they agreed', () => {
  test('is asked as soon as they do, and its file is fetched only then', async () => {
    const stage = await open();
    const { parley, told } = stage;
    await using _ = parley;
    assert.deepEqual([asked(stage), files(stage)], [[], []]);
    const pressed = await parley.ada.press(told, AGREE);
    await parley.during(pressed.shows(ASKED));
    assert.equal(pressed.ephemeral, true);
    const turn = await parley.conversations.next();
    assert.deepEqual([asked(stage), files(stage)], [[['Ada', 'Why?']], ['message.txt']]);
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    // Nobody sees the command any more, so the answer says what it's about.
    const question = sentence({ code: 'answer.to', name: 'Ada', question: 'Why?' });
    const answer = await parley.during(parley.general.shows(`-# ${question}\nBecause.`));
    assert.equal(answer.ephemeral, false);
    // It's asked once, however often they agree.
    await parley.during((await parley.ada.press(told, AGREE)).shows(GIVEN));
    assert.equal(asked(stage).length, 1);
  });

  test('is asked all of it, in order and each with its own file', async () => {
    const stage = await openConsentStage();
    const { parley } = stage;
    await using _ = parley;
    const { ada, general, discord } = parley;
    const withFile = (name: string) => ({ in: general, files: [{ ...LOG, name }] });
    const first = await ada.says('@Parley first', withFile('first.txt'));
    const told = await readOutcome(stage, { is: 'message', message: first });
    const reply = await ada.slash('ask', { question: 'second', file: LOG }, { in: general });
    await readOutcome(stage, { is: 'interaction', reply });
    const third = await ada.says('@Parley thrid', withFile('third.txt'));
    await parley.during(discord.until(() => third.reactions.has('⏳')));
    const gone = await ada.says('@Parley gone', { in: general });
    await parley.during(discord.until(() => gone.reactions.has('⏳')));
    const fifth = await ada.says('@Parley fifth', { in: general });
    await parley.during(discord.until(() => fifth.reactions.has('⏳')));
    // So late that an edit alone asks nothing.
    await parley.clock.advance(5 * MINUTE);
    await ada.edits(third, '@Parley third');
    await ada.deletes(gone);
    assert.deepEqual([asked(stage), files(stage)], [[], []]);
    const placed: string[] = [];
    const ask = parley.conversations.ask.bind(parley.conversations);
    parley.conversations.ask = (place, question, ready) => {
      placed.push(question.text);
      return ask(place, question, ready);
    };
    await parley.during((await ada.press(told, AGREE)).shows(taken(4)));
    for (const _ of Array(4)) await parley.during(parley.conversations.next());
    assert.deepEqual(placed, ['first', 'second', 'third', 'fifth']);
    assert.deepEqual(files(stage).toSorted(), ['first.txt', 'message.txt', 'third.txt']);
    await parley.during((await ada.press(told, AGREE)).shows(GIVEN));
    assert.deepEqual([placed.length, asked(stage).length], [4, 4], 'each is asked once');
  });

  test('is answered below its message, in the newest words, if it was one', async () => {
    const stage = await openConsentStage();
    const { parley } = stage;
    await using _ = parley;
    const { ada, general, discord } = parley;
    const message = await ada.says('@Parley wyh?', { in: general });
    const told = await readOutcome(stage, { is: 'message', message });
    await ada.edits(message, '@Parley why?');
    await parley.during(discord.until(() => message.reactions.has('⏳')));
    await parley.during((await ada.press(told, AGREE)).shows(ASKED));
    const turn = await parley.during(parley.conversations.next());
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    const answer = await parley.during(general.shows(/^Because\./));
    assert.equal(answer.replyTo?.id, message.id);
    assert.deepEqual(asked(stage), [['Ada', 'why?']]);
  });

  test('is not asked by anybody else’s yes', async () => {
    const stage = await openConsentStage();
    const { parley } = stage;
    await using _ = parley;
    const message = await parley.ada.says('@Parley why?', { in: parley.general });
    const told = await readOutcome(stage, { is: 'message', message });
    const cy = parley.guild.member('Cy');
    await parley.during((await cy.press(told, AGREE)).shows(GIVEN));
    assert.deepEqual(asked(stage), []);
    await parley.during((await parley.ada.press(told, AGREE)).shows(ASKED));
    await parley.during(parley.conversations.heardFrom(parley.ada.id));
  });

  test('is not asked once its message is deleted', async () => {
    const stage = await openConsentStage();
    const { parley } = stage;
    await using _ = parley;
    const message = await parley.ada.says('@Parley why?', { in: parley.general });
    const told = await readOutcome(stage, { is: 'message', message });
    await parley.ada.deletes(message);
    await parley.during((await parley.ada.press(told, AGREE)).shows(GIVEN));
    assert.deepEqual(asked(stage), []);
  });

  test('has to be asked again after a while, and after a restart', async () => {
    const stage = await open();
    const { parley, told } = stage;
    await using _ = parley;
    await parley.clock.advance(10 * MINUTE);
    await parley.during((await parley.ada.press(told, AGREE)).shows(GIVEN));
    assert.deepEqual(asked(stage), []);
    const bob = parley.guild.member('Bo');
    const other = await WAYS['/ask']?.(stage, bob);
    const read = await readOutcome(stage, other ?? assert.fail());
    await parley.bot.stop(0);
    const { agreements, settings } = stage;
    await parley.start({ agreements, settings });
    await parley.during((await bob.press(read, AGREE)).shows(GIVEN));
    assert.deepEqual(asked(stage), []);
  });

  test('passes everything once more: who may not ask any more reads why', async () => {
    const why = { code: 'access.member-denied' } as const;
    const refused: string[] = [];
    const stage = await openConsentStage(undefined, false, {
      access: async ({ asks, person }) => {
        if (asks && refused.includes(person.id)) throw new UserError(why);
      },
    });
    const { parley } = stage;
    await using _ = parley;
    const { ada, general } = parley;
    const reply = await ada.slash('ask', { question: 'Why?' }, { in: general });
    const told = await readOutcome(stage, { is: 'interaction', reply });
    refused.push(ada.id);
    await parley.during((await ada.press(told, AGREE)).shows(ASKED));
    await parley.during(reply.shows(sentence(why)));
    assert.deepEqual(asked(stage), []);
  });

  test('is not asked if their yes could not be stored, and still is by the next one', async () => {
    const stage = await open();
    const { parley, told, agreements } = stage;
    await using _ = parley;
    const agree = agreements.agree.bind(agreements);
    agreements.agree = async () => {
      throw new UserError({ code: 'agreement.not-stored' });
    };
    await parley.during((await parley.ada.press(told, AGREE)).shows(sentence({ code: 'agreement.not-stored' })));
    assert.deepEqual(asked(stage), []);
    agreements.agree = agree;
    await parley.during((await parley.ada.press(told, AGREE)).shows(ASKED));
    await parley.during(parley.conversations.heardFrom(parley.ada.id));
  });

  /** Ada mentioned Parley, and read that she has to agree first. */
  const openMentioned = async (text: string, stages?: Partial<InboundStages>) => {
    const stage = await openConsentStage(undefined, false, stages);
    const { ada, general } = stage.parley;
    const message = await ada.says(text, { in: general });
    return { ...stage, message, told: await readOutcome(stage, { is: 'message', message }) };
  };

  const agrees = (stage: Awaited<ReturnType<typeof openMentioned>>, reads: string) =>
    stage.parley.ada.press(stage.told, AGREE).then((pressed) => stage.parley.during(pressed.shows(reads)));

  /** Ada has read in the channel that she has to agree first, about a message that is gone. */
  const refuse = async (stage: Awaited<ReturnType<typeof openConsentStage>>) => {
    const { ada, general } = stage.parley;
    const message = await ada.says('@Parley first', { in: general });
    const told = await readOutcome(stage, { is: 'message', message });
    await ada.deletes(message);
    return told;
  };

  for (const [when, minutes] of [
    ['soon', 0],
    ['late', 5],
  ] as const) {
    test(`is forgotten if its message is edited away ${when}`, async () => {
      const stage = await openMentioned('@Parley my secret is 42');
      const { parley, message } = stage;
      await using _ = parley;
      await parley.clock.advance(minutes * MINUTE);
      await parley.ada.edits(message, 'never mind');
      await agrees(stage, GIVEN);
      assert.deepEqual(asked(stage), []);
    });
  }

  test('is asked in its newest words, however late they came', async () => {
    const stage = await openMentioned('@Parley my secret is 42');
    const { parley, message } = stage;
    await using _ = parley;
    await parley.clock.advance(5 * MINUTE);
    await parley.ada.edits(message, '@Parley why?');
    await agrees(stage, ASKED);
    await parley.during(parley.conversations.next());
    assert.deepEqual(asked(stage), [['Ada', 'why?']]);
  });

  for (const [what, change, text] of [
    ['edited away', (who: Member, message: Message) => who.edits(message, 'never mind'), undefined],
    ['deleted', (who: Member, message: Message) => who.deletes(message), undefined],
    ['edited', (who: Member, message: Message) => who.edits(message, '@Parley why?'), 'why?'],
  ] as const) {
    test(`counts as it reads by now if it's ${what} while their consent is looked up`, async () => {
      const stage = await openConsentStage();
      const { parley, agreements } = stage;
      await using _ = parley;
      const { ada, general, discord } = parley;
      const told = await refuse(stage);
      const [looks, goes] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const check = agreements.check.bind(agreements);
      agreements.check = async (...of) => {
        looks.resolve();
        await goes.promise;
        return check(...of);
      };
      const message = await ada.says('@Parley my secret is 42', { in: general });
      await parley.during(looks.promise);
      await change(ada, message);
      // What comes later on the same gateway shows that the change has arrived.
      agreements.check = check;
      await parley.during(
        readOutcome(stage, {
          is: 'message',
          message: await parley.guild.member('Cy').says('@Parley hi', { in: general }),
        }),
      );
      goes.resolve();
      if (text) await parley.during(discord.until(() => message.reactions.has('⏳')));
      else await parley.clock.advance(1_000);
      await parley.during((await ada.press(told, AGREE)).shows(text ? ASKED : GIVEN));
      if (text) await parley.during(parley.conversations.next());
      assert.deepEqual(asked(stage), text ? [['Ada', text]] : []);
    });
  }

  test('is not asked if a proxy has repeated its message', async () => {
    const stage = await openConsentStage(undefined, true);
    const { parley, settings } = stage;
    await using _ = parley;
    const { ada, general } = parley;
    const kit = new PluralKit(parley.guild);
    settings.values = { ...settings.values, proxies: [kit.id] };
    const original = await ada.says('Luna: @Parley why?', { in: general });
    const proxied = await parley.during(kit.proxies(original, 'Luna'));
    const told = await readOutcome(stage, { is: 'message', message: proxied });
    await parley.during((await ada.press(told, AGREE)).shows(ASKED));
    await parley.during(parley.conversations.next());
    // Once, as what the proxy wrote, and in its newest words.
    assert.deepEqual(asked(stage), [['Luna', 'why?']]);
  });

  test('is asked with the roles that they have when they agree', async () => {
    const roles: (readonly string[] | undefined)[] = [];
    const stage = await openMentioned('@Parley why?', {
      access: async ({ is, person }) => {
        if (is === 'message') roles.push(person.roles);
      },
    });
    const { parley } = stage;
    await using _ = parley;
    const role = parley.guild.role('Muted');
    parley.ada.gets(role);
    await agrees(stage, ASKED);
    await parley.during(parley.conversations.next());
    assert.deepEqual(
      roles.map((all) => all?.includes(role.id)),
      [false, true],
    );
  });

  test('is not asked twice if they agreed elsewhere and edit its message', async () => {
    const stage = await openConsentStage();
    const { parley, agreements } = stage;
    await using _ = parley;
    const { ada, general, discord } = parley;
    const told = await refuse(stage);
    const message = await ada.says('@Parley wyh?', { in: general });
    await parley.during(discord.until(() => message.reactions.has('⏳')));
    await agreements.agree(ada.id, parley.guild.id, 1);
    await ada.edits(message, '@Parley why?');
    const turn = await parley.during(parley.conversations.next());
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.during(general.shows(/^Because\./));
    await parley.during((await ada.press(told, AGREE)).shows(GIVEN));
    assert.deepEqual(asked(stage), [['Ada', 'why?']]);
  });

  test('is forgotten when its asker has everything of theirs deleted', async () => {
    const stage = await open();
    const { parley, told } = stage;
    await using _ = parley;
    const shown = await parley.ada.slash('privacy', {}, { in: parley.general });
    await parley.during(shown.shows(holding({ code: 'privacy.title' })));
    const confirm = await parley.during(shown.press(sentence({ code: 'button.privacy-delete' })));
    await parley.during(confirm.shows(sentence({ code: 'privacy.confirm-delete' })));
    await parley.during(confirm.press(sentence({ code: 'button.privacy-confirm' })));
    await parley.during(confirm.shows(sentence({ code: 'privacy.deleted' })));
    await parley.during((await parley.ada.press(told, AGREE)).shows(GIVEN));
    assert.deepEqual(asked(stage), []);
  });
});

describe('postponed questions', () => {
  const message = (id: string) => ({ id }) as Gateway.Message;
  const noAsk = async () => {};
  const inbound = (id: string, server?: string) => ({
    place: { server, channel: `channel of ${id}`, parent: undefined },
    person: { id, name: id, roles: [], powers: [], locale: undefined, kind: 'member' as const },
  });

  test('are gone from memory after ten minutes, each in its time', async () => {
    const clock = new VirtualClock();
    const all = new PostponedQuestions(clock);
    all.add(inbound('a'), noAsk, { newest: message('1') });
    await clock.advance(4 * MINUTE);
    all.add(inbound('b'), noAsk, { newest: message('2') });
    await clock.advance(6 * MINUTE);
    assert.deepEqual([all.renew(message('1')), all.renew(message('2'))], [false, true]);
    await clock.advance(4 * MINUTE);
    assert.deepEqual([all.renew(message('2')), clock.sleepers], [false, 0]);
    // What comes later is looked after as well.
    all.add(inbound('c'), noAsk, { newest: message('3') });
    await clock.advance(10 * MINUTE);
    assert.equal(all.renew(message('3')), false);
  });

  test('are at most five of a person in a channel, and 500 in all; the oldest go first', () => {
    const clock = new VirtualClock();
    const all = new PostponedQuestions(clock);
    const done: string[] = [];
    const add = (who: string, name: string) => all.add(inbound(who), async () => void done.push(name));
    for (const name of ['1', '2', '3', '4', '5', '6']) add('a', name);
    add('b', 'other');
    assert.deepEqual([all.ask(inbound('a')), all.ask(inbound('a'))], [5, 0]);
    assert.deepEqual(done, ['2', '3', '4', '5', '6']);
    for (const index of Array(500).keys()) add(`many ${index}`, 'many');
    assert.deepEqual([all.ask(inbound('b')), all.ask(inbound('many 0')), all.ask(inbound('many 499'))], [0, 1, 1]);
  });

  test('keep their place if their message is refused again, in its newer words', () => {
    const all = new PostponedQuestions(new VirtualClock());
    const done: string[] = [];
    const add = (id: string, words: string) =>
      all.add(inbound('a'), async () => void done.push(words), { newest: message(id) });
    add('1', 'frist');
    add('2', 'second');
    add('1', 'first');
    assert.equal(all.ask(inbound('a')), 2);
    assert.deepEqual(done, ['first', 'second']);
  });

  test('take their places one after another', async () => {
    const all = new PostponedQuestions(new VirtualClock());
    const [placed, steps] = [Promise.withResolvers<void>(), [] as string[]];
    all.add(inbound('a'), () => placed.promise);
    const second = Promise.withResolvers<void>();
    all.add(inbound('a'), async (_, earlier) => {
      await earlier;
      steps.push('second');
      second.resolve();
    });
    all.ask(inbound('a'));
    steps.push('first');
    placed.resolve();
    await second.promise;
    assert.deepEqual(steps, ['first', 'second']);
  });

  test('are forgotten by person, by server, or by both', () => {
    const kept = (what: Forgotten) => {
      const all = new PostponedQuestions(new VirtualClock());
      const people = [inbound('a', 'home'), inbound('b', 'home'), inbound('c', 'away')];
      for (const one of people) all.add(one, noAsk);
      all.forget(what);
      return people.filter((one) => all.ask(one) > 0).map(({ person }) => person.id);
    };
    assert.deepEqual(kept({ person: 'a' }), ['b', 'c']);
    assert.deepEqual(kept({ person: 'a', server: 'away' }), ['a', 'b', 'c']);
    assert.deepEqual(kept({ server: 'home' }), ['c']);
  });
});
