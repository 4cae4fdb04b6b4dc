import assert from 'node:assert/strict';
import { findDenied } from '../../src/access/policy.ts';
import { UserError } from '../../src/base/errors.ts';
import type { InboundStages } from '../../src/base/inbound.ts';
import { Agreements } from '../../src/privacy/agreements.ts';
import { Choices } from '../../src/privacy/choices.ts';
import { openConsent, openOmission } from '../../src/privacy/consent.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { OPEN, Parley } from '../discord/stage.ts';
import { FixedSettings } from '../fixed-settings.ts';
import { sentence } from '../sentences.ts';
import { silent } from '../store/record.ts';

/** What people read who have to agree first. */
export const ASK = sentence({ code: 'agreement.ask', days: 30 });

/** A bot by the real rules of consent in a server that wants people to agree, with Bob, who does. */
export const openConsentStage = async (given?: Store, readsContent = false, others: Partial<InboundStages> = {}) => {
  const store = given ?? (await openStore('memory:', silent));
  const agreements = new Agreements(store.shelf(RECORD_KINDS.choice));
  const settings = new FixedSettings({ consent: 'opt-in' });
  const choices = new Choices(store.shelf(RECORD_KINDS.choice));
  const stages = { ...OPEN, ...others, consent: openConsent({ settings, agreements }) };
  const findOmission = openOmission({
    ...{ settings, agreements, choices },
    findDenied: async (people, place) => findDenied(people, place, settings.peek(place).values),
  });
  const parley = await Parley.open({ stages, settings, agreements, findOmission, readsContent });
  const bob = parley.guild.member('Bob');
  if (!given) await agreements.agree(bob.id, parley.guild.id, 1);
  return { parley, agreements, choices, settings, store, bob };
};

export type ConsentStage = Awaited<ReturnType<typeof openConsentStage>>;

/** What somebody did: where they read what comes of it, and how many questions were asked before. */
export type Attempt = { is: 'interaction'; reply: Reply } | { is: 'message'; message: Message };

/** Bob was answered, and the end is missing. */
const findBroken = async ({ parley, bob }: ConsentStage): Promise<Message> => {
  const reply = await bob.slash('ask', { question: 'Why?' }, { in: parley.general });
  const turn = await parley.conversations.next();
  turn.addText('Because');
  turn.number.settle(3);
  turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
  await parley.during(reply.shows(/^Because/));
  await parley.during(reply.until(({ messages }) => JSON.stringify(messages[0]?.components).includes('ask:again')));
  return reply.messages[0] ?? assert.fail('Bob was not answered');
};

/** Bob wrote a message, and was answered. */
const findAnswer = async ({ parley, bob }: ConsentStage): Promise<Message> => {
  await bob.says('@Parley Why?', { in: parley.general });
  const turn = await parley.conversations.next();
  turn.addText('Because.');
  turn.finish({ is: 'complete' });
  return parley.during(parley.general.shows(/^Because\./));
};

const press = async (stage: ConsentStage, who: Member, code: 'button.again' | 'button.continue'): Promise<Attempt> => {
  const message = await findBroken(stage);
  const id = [...JSON.stringify(message.components).matchAll(/"custom_id":"(ask:(\w+)[^"]*)"/g)];
  const [, found = ''] = id.find(([, , word]) => word === (code === 'button.again' ? 'again' : 'continue')) ?? [];
  return { is: 'interaction', reply: await who.press(message, found) };
};

/** The ways in which somebody asks something, but for speech. */
export const WAYS: Record<string, (stage: ConsentStage, who: Member) => Promise<Attempt>> = {
  '/ask': async ({ parley }, who) => ({
    is: 'interaction',
    reply: await who.slash('ask', { question: 'new' }, { in: parley.general }),
  }),
  'Ask about this': async ({ parley, bob }, who) => {
    const form = await who.menu('Ask about this', await bob.says('we ship on Friday', { in: parley.general }));
    return { is: 'interaction', reply: await who.submit(form, { question: 'new' }) };
  },
  'Ask again': (stage, who) => press(stage, who, 'button.again'),
  Continue: (stage, who) => press(stage, who, 'button.continue'),
  'a mention': async ({ parley }, who) => ({
    is: 'message',
    message: await who.says('@Parley new', { in: parley.general }),
  }),
  'a reply': async (stage, who) => ({
    is: 'message',
    message: await who.says('new', { in: stage.parley.general, replyTo: await findAnswer(stage) }),
  }),
  'a direct message': async (_, who) => ({ is: 'message', message: await who.says('new', { in: who.dm }) }),
};

/** What somebody reads about what they tried, once there's something to read. */
export const readOutcome = async ({ parley }: ConsentStage, attempt: Attempt): Promise<Message> => {
  if (attempt.is === 'interaction') {
    const { reply } = attempt;
    const find = () => reply.messages.find(({ ephemeral, text }) => ephemeral && text !== '');
    await parley.during(reply.until(find));
    return find() ?? assert.fail('there is nothing to read');
  }
  const { message } = attempt;
  const find = () => message.channel.messages.find(({ replyTo }) => replyTo?.id === message.id);
  await parley.during(message.channel.until(find));
  return find() ?? assert.fail('it was not answered');
};
