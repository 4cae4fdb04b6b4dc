import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { composePastQuestion } from '../../src/conversation/turns/question-text.ts';
import type { Quote } from '../../src/conversation/turns/quote.ts';
import type { Text } from '../../src/text/text.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import { PluralKit } from '../../world/discord/plural-kit.ts';
import { FixedSettings } from '../fixed-settings.ts';
import { sentence } from '../sentences.ts';
import { openConsentStage, readOutcome } from './consent-stage.ts';

const SECRET = 'we ship on Friday';
const LOG = { name: 'secret.txt', content: Buffer.from('ERROR 17'), contentType: 'text/plain' };
const CAT = { name: 'cat.png', content: Buffer.from('a cat'), contentType: 'image/png' };
const WITHHELD: Quote = { is: 'withheld', text: '' };

/** Bob, who agreed, asks; Eve, who hasn't, wrote a message with a file. */
const open = async () => {
  const stage = await openConsentStage(undefined, true);
  const eve = stage.parley.guild.member('Eve *x*');
  const said = await eve.says(SECRET, { in: stage.parley.general, files: [LOG] });
  return { ...stage, eve, said };
};

type Opened = Awaited<ReturnType<typeof open>>;

/** How somebody brings another's message along. */
const WAYS: Record<string, (stage: Opened, message: Message) => Promise<unknown>> = {
  'a reply': ({ parley, bob }, replyTo) => bob.says('@Parley what?', { in: parley.general, replyTo, files: [CAT] }),
  'Ask about this': async ({ bob }, message) =>
    bob.submit(await bob.menu('Ask about this', message), { question: 'what?' }, { files: [CAT] }),
};

const read = ({ parley }: Pick<Opened, 'parley'>) => parley.reader.given.map(({ name }) => name);

/** What was asked, and how its answer looks. */
const answered = async ({ parley }: Pick<Opened, 'parley'>) => {
  const turn = await parley.during(parley.conversations.next());
  turn.addText('I see.');
  turn.finish({ is: 'complete' });
  const { text } = await parley.during(parley.general.shows(/I see\./));
  return { quotes: parley.conversations.asked.at(-1)?.quotes ?? [], text };
};

const LEFT_OUT = { code: 'withheld.not-agreed', name: 'Eve x' } as const satisfies Text;

describe('a message of somebody who has not agreed', () => {
  for (const [way, bring] of Object.entries(WAYS)) {
    test(`is left out of ${way}, with its files, and the asker reads why`, async () => {
      const stage = await open();
      await using _ = stage.parley;
      await bring(stage, stage.said);
      const { quotes, text } = await answered(stage);
      assert.deepEqual(quotes, [WITHHELD]);
      assert.deepEqual(read(stage), ['cat.png'], 'only their own file is fetched');
      assert.ok(text.includes(`-# ${sentence(LEFT_OUT)}`), text);
    });

    test(`is passed on by ${way} once they agreed`, async () => {
      const stage = await open();
      await using _ = stage.parley;
      await stage.agreements.agree(stage.eve.id, stage.parley.guild.id, 1);
      await bring(stage, stage.said);
      const { quotes, text } = await answered(stage);
      assert.deepEqual([quotes[0]?.text, quotes.length], [SECRET, 1]);
      assert.deepEqual(read(stage), ['cat.png', 'secret.txt']);
      assert.ok(!text.includes('-#') || way === 'Ask about this', text);
    });

    test(`is passed on by ${way} where nobody has to agree`, async () => {
      const stage = await open();
      await using _ = stage.parley;
      for (const consent of ['notice', 'off'] as const) {
        stage.settings.values = { consent };
        await bring(stage, stage.said);
        assert.equal((await answered(stage)).quotes[0]?.text, SECRET);
      }
      assert.deepEqual(read(stage).slice(0, 2), ['cat.png', 'secret.txt']);
    });
  }

  test('is passed on by themselves only', async () => {
    const stage = await open();
    await using _ = stage.parley;
    await stage.bob
      .says('my own words', { in: stage.parley.general })
      .then((replyTo) => stage.bob.says('@Parley what?', { in: stage.parley.general, replyTo }));
    assert.equal((await answered(stage)).quotes[0]?.text, 'my own words');
  });

  test('leaves nothing to ask if there is nothing else, and then nothing is asked', async () => {
    const stage = await open();
    const { parley, bob, said } = stage;
    await using _ = parley;
    const message = await bob.says('@Parley', { in: parley.general, replyTo: said });
    assert.equal((await readOutcome(stage, { is: 'message', message })).text, sentence(LEFT_OUT));
    assert.deepEqual([parley.conversations.asked, read(stage)], [[], []]);
  });
});

/** Brings a message along by a reply, and reads what was left out of it. */
const reply = async (stage: Opened, replyTo: Message) => {
  await WAYS['a reply']?.(stage, replyTo);
  return answered(stage);
};

describe('where people have to agree', () => {
  test('what a denied person wrote, or one who wants nothing stored, is left out though they agreed', async () => {
    const stage = await open();
    const { parley, eve, agreements, choices, settings } = stage;
    await using _ = parley;
    await agreements.agree(eve.id, parley.guild.id, 1);
    await choices.chooseStoring(eve.id, false);
    const why = sentence({ code: 'withheld.not-allowed', name: 'Eve x' });
    const unstored = await reply(stage, stage.said);
    assert.deepEqual(unstored.quotes, [WITHHELD]);
    assert.ok(unstored.text.includes(why), unstored.text);
    await choices.chooseStoring(eve.id, true);
    settings.values = { ...settings.values, 'access.members-denied': [eve.id] };
    const denied = await reply(stage, stage.said);
    assert.deepEqual(denied.quotes, [WITHHELD]);
    assert.ok(denied.text.includes(why), denied.text);
    assert.ok(!read(stage).includes('secret.txt'));
  });

  test('a forwarded message is left out, because nobody tells whose it is', async () => {
    const stage = await open();
    const { parley, bob } = stage;
    await using _ = parley;
    await stage.agreements.agree(bob.id, bob.dm.id, 1);
    const message = await bob.forwards(await bob.says(SECRET, { in: parley.general, files: [LOG] }), { in: bob.dm });
    const told = await readOutcome(stage, { is: 'message', message });
    assert.equal(told.text, sentence({ code: 'withheld.no-author' }));
    // Whoever forwarded it didn't write it, so a reply to it brings nothing along either.
    const forward = await bob.forwards(stage.said, { in: parley.general });
    const { quotes, text } = await reply(stage, forward);
    assert.deepEqual(quotes, [WITHHELD]);
    assert.ok(text.includes(sentence({ code: 'withheld.no-author' })), text);
    assert.ok(!read(stage).includes('secret.txt'));
  });

  /** Where nobody has to agree in direct messages. */
  const openFreely = async () => {
    const stage = await open();
    const of = stage.settings.of.bind(stage.settings);
    const free = new FixedSettings({ consent: 'notice' });
    stage.settings.of = async (place) => (place.server === undefined ? free.of(place) : of(place));
    return stage;
  };

  test('a message is left out also where it was forwarded to out of there', async () => {
    const stage = await openFreely();
    const { parley, bob, said, settings } = stage;
    await using _ = parley;
    const message = await bob.forwards(said, { in: bob.dm });
    const told = await readOutcome(stage, { is: 'message', message });
    assert.equal(told.text, sentence({ code: 'withheld.forward' }));
    assert.deepEqual([parley.conversations.asked, read(stage)], [[], []]);
    // What was said where nobody has to agree is passed on.
    settings.values = { consent: 'notice' };
    await bob.forwards(said, { in: bob.dm });
    await parley.during(parley.conversations.next());
    assert.equal(parley.conversations.asked[0]?.quotes?.[0]?.text, SECRET);
    assert.deepEqual(read(stage), ['secret.txt']);
  });

  test('a message is left out of a reply to its forward', async () => {
    const stage = await openFreely();
    const { parley, bob, said } = stage;
    await using _ = parley;
    await bob.says('what?', { in: bob.dm, replyTo: await bob.forwards(said, { in: bob.dm }) });
    const turn = await parley.during(parley.conversations.next());
    turn.addText('I see.');
    turn.finish({ is: 'complete' });
    const { text } = await parley.during(bob.dm.shows(/I see\./));
    assert.ok(text.includes(sentence({ code: 'withheld.forward' })), text);
    assert.deepEqual(parley.conversations.asked.at(-1)?.quotes, [WITHHELD]);
    assert.deepEqual(read(stage), []);
  });

  test('what a bot wrote is no person’s word, but what an allowed proxy wrote is', async () => {
    const stage = await open();
    const { parley, bob, settings } = stage;
    await using _ = parley;
    const robot = parley.guild.member('Robot', { bot: true });
    assert.equal((await reply(stage, await robot.says('beep', { in: parley.general }))).quotes[0]?.text, 'beep');
    const kit = new PluralKit(parley.guild);
    settings.values = { ...settings.values, proxies: [kit.id] };
    const proxied = await parley.during(kit.proxies(await bob.says('Luna: hush', { in: parley.general }), 'Luna'));
    assert.deepEqual((await reply(stage, proxied)).quotes, [WITHHELD]);
  });

  test('a store that cannot tell passes nothing on', async () => {
    const stage = await open();
    const { parley, bob, agreements } = stage;
    await using _ = parley;
    const find = agreements.find.bind(agreements);
    agreements.find = async (person, home) => {
      if (person !== bob.id) throw new Error('the store is away');
      return find(person, home);
    };
    const { quotes, text } = await reply(stage, stage.said);
    assert.deepEqual(quotes, [WITHHELD]);
    assert.ok(text.includes(sentence({ code: 'withheld.not-known', name: 'Eve x' })), text);
  });

  test('the model is told that something was left out, and not what', () => {
    const told = composePastQuestion({ speaker: { id: '1', name: 'Bob' }, text: 'what?', quotes: [WITHHELD] });
    assert.match(told, /^\[Bob\].*what\?\n\[with it: a message that isn't passed on to you, [^\n]*\]$/);
  });
});

describe('Ask again', () => {
  /** Somebody asked about a message, and was answered; a moderator may ask it again. */
  const openAnswered = async (find: (stage: Opened) => Message | Promise<Message> = ({ said }) => said) => {
    const stage = await open();
    const { parley, bob, eve, agreements } = stage;
    const mod = parley.guild.member('Moderator', { permissions: 'admin' });
    for (const { id } of [eve, mod]) await agreements.agree(id, parley.guild.id, 1);
    await WAYS['a reply']?.(stage, await find(stage));
    const turn = await parley.conversations.next();
    turn.addText('Because');
    turn.number.settle(3);
    turn.finish({ is: 'silent' });
    const id = `ask:again:${bob.id}:${turn.question.at}:3`;
    const look = () => parley.general.messages.find(({ components }) => JSON.stringify(components).includes(id));
    await parley.during(parley.general.until(look));
    return { ...stage, mod, answer: look() ?? assert.fail('there is no answer'), id };
  };

  const press = (stage: Awaited<ReturnType<typeof openAnswered>>, who: Member) => who.press(stage.answer, stage.id);

  test('of another person’s question is refused once that person has taken their yes back', async () => {
    const stage = await openAnswered();
    const { parley, bob, agreements, mod } = stage;
    await using _ = parley;
    await agreements.withdraw(bob.id, parley.guild.id, 2);
    const told = await press(stage, mod);
    await parley.during(told.shows(sentence({ code: 'withheld.question', person: bob.id })));
    assert.equal(parley.conversations.repeated.length, 0);
    await agreements.agree(bob.id, parley.guild.id, 3);
    await press(stage, mod);
    await parley.during(parley.conversations.heardFrom(mod.id));
  });

  test('leaves out the message that came with it once its author has taken their yes back', async () => {
    const stage = await openAnswered();
    const { parley, bob, eve, agreements } = stage;
    await using _ = parley;
    await agreements.withdraw(eve.id, parley.guild.id, 2);
    await press(stage, bob);
    const { quotes, text } = await answered(stage);
    assert.deepEqual(quotes, [WITHHELD]);
    assert.ok(text.includes(sentence(LEFT_OUT)), text);
  });

  test('leaves out a forward, and a reply to one, that was asked about where nobody had to agree', async () => {
    const stage = await openAnswered(async ({ parley, bob, said, settings }) => {
      settings.values = { ...settings.values, consent: 'notice' };
      return bob.forwards(said, { in: parley.general });
    });
    const { parley, bob, settings } = stage;
    await using _ = parley;
    assert.match(parley.conversations.asked.at(-1)?.quotes?.[0]?.text ?? '', new RegExp(SECRET));
    settings.values = { ...settings.values, consent: 'opt-in' };
    await press(stage, bob);
    const { quotes, text } = await answered(stage);
    assert.deepEqual(quotes, [WITHHELD]);
    assert.ok(text.includes(sentence({ code: 'withheld.no-author' })), text);
  });

  test('passes on what a webhook or a bot wrote, though neither is there any more', async () => {
    for (const find of [
      ({ parley }: Opened) => parley.general.webhook().says('GitHub', 'ding'),
      async ({ parley }: Opened) => {
        const robot = parley.guild.member('Robot', { bot: true });
        const said = await robot.says('ding', { in: parley.general });
        parley.guild.kicks(robot);
        return said;
      },
    ]) {
      const stage = await openAnswered(find);
      await using _ = stage.parley;
      await press(stage, stage.bob);
      const { quotes, text } = await answered(stage);
      assert.equal(quotes[0]?.text, 'ding');
      assert.ok(!text.includes('-#'), text);
    }
  });

  test('leaves out what a proxy wrote that was none yet', async () => {
    const kits: PluralKit[] = [];
    const stage = await openAnswered(({ parley, bob }) => {
      const kit = new PluralKit(parley.guild);
      kits.push(kit);
      return parley.during(bob.says('Luna: hush', { in: parley.general }).then((said) => kit.proxies(said, 'Luna')));
    });
    const { parley, bob, settings } = stage;
    await using _ = parley;
    settings.values = { ...settings.values, proxies: kits.map(({ id }) => id) };
    await press(stage, bob);
    assert.deepEqual((await answered(stage)).quotes, [WITHHELD]);
  });
});

describe('what people wrote before a question', () => {
  /** Somebody forwards what Eve wrote elsewhere, and then asks. The texts that are read along. */
  const readAlong = async (stage: Opened): Promise<string[]> => {
    const { parley, bob, eve } = stage;
    await eve.deletes(stage.said);
    const elsewhere = await eve.says(SECRET, { in: parley.guild.text('elsewhere') });
    await bob.says('hello', { in: parley.general });
    await bob.forwards(elsewhere, { in: parley.general });
    await bob.says('@Parley what?', { in: parley.general });
    return (await answered(stage)).quotes.map(({ text }) => text);
  };

  for (const [consent, read] of [
    ['opt-in', ['hello']],
    ['notice', ['hello', `(a forwarded message)\n${SECRET}`]],
  ] as const) {
    test(`is read along ${consent === 'opt-in' ? 'without' : 'with'} what they forwarded where it says ${consent}`, async () => {
      const stage = await open();
      await using _ = stage.parley;
      stage.settings.values = { ...stage.settings.values, consent, context: 20 };
      assert.deepEqual(await readAlong(stage), read);
    });
  }

  test('is read along without what they forwarded from where people have to agree', async () => {
    const stage = await open();
    const { parley, settings } = stage;
    await using _ = parley;
    settings.values = { ...settings.values, context: 20 };
    const [of, free] = [settings.of.bind(settings), new FixedSettings({ consent: 'notice', context: 20 })];
    settings.of = async (place) => (place.channel === parley.general.id ? free.of(place) : of(place));
    assert.deepEqual(await readAlong(stage), ['hello']);
  });
});
