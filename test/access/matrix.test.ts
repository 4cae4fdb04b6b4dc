import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openAccess } from '../../src/access/access.ts';
import { BotLoops } from '../../src/access/bot-loops.ts';
import { type AccessWay, may } from '../../src/access/policy.ts';
import { UserError } from '../../src/base/errors.ts';
import { admitInbound, type Inbound, type Sender } from '../../src/base/inbound.ts';
import type { Place } from '../../src/base/place.ts';
import { Agreements } from '../../src/privacy/agreements.ts';
import { openConsent } from '../../src/privacy/consent.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import { accessSentences } from '../../src/text/en/access-sentences.ts';
import type { Code } from '../../src/text/text.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import { ORDINARY } from '../../world/discord/permissions.ts';
import { PluralKit } from '../../world/discord/plural-kit.ts';
import type { Reply } from '../../world/discord/reply.ts';
import type { Webhook } from '../../world/discord/webhook.ts';
import { makeTrial } from '../discord/inbound/trial-command.ts';
import { OPEN, Parley } from '../discord/stage.ts';
import { FixedSettings } from '../fixed-settings.ts';
import { at } from '../place.ts';
import { sentence } from '../sentences.ts';
import { silent } from '../store/record.ts';

type Cell = 'yes' | 'access.manage' | 'access.role-denied' | 'access.bot' | 'agreement.ask' | '-';

const WAYS = ['ask', 'message', 'command', 'component', 'autocomplete', 'speak', 'manage'] as const;

/** Done; refused because of a role, to whoever manages nothing, or to a bot; can't even be tried at Discord. */
const [yes, role, boss, bots, none] = ['yes', 'access.role-denied', 'access.manage', 'access.bot', '-'] as const;

/** Put off until the person agrees. */
const agree = 'agreement.ask';

/**
 * In a server where one role is denied, no bot is named, and a proxy is allowed. For the rows about agreeing, and for them alone, it
 * wants people to agree first (`opt-in`). Each cell is a decision. Its column is one of
 * {@link WAYS}: ask, message, command, component, autocomplete, speak, manage.
 */
const MATRIX = {
  owner: [yes, yes, yes, yes, yes, yes, yes],
  manager: [yes, yes, yes, yes, yes, yes, yes],
  'channel’s manager': [yes, yes, yes, yes, yes, yes, yes],
  member: [yes, yes, yes, yes, yes, yes, boss],
  'denied role': [role, role, role, role, role, role, boss],
  'denied owner': [role, role, role, role, role, role, yes],
  'denied manager': [role, role, role, role, role, role, yes],
  'other bot': [none, bots, none, none, none, bots, none],
  DM: [yes, yes, yes, yes, yes, none, yes],
  proxied: [none, yes, none, none, none, none, none],
  'denied, proxied': [none, role, none, none, none, none, none],
  'not agreed': [agree, agree, yes, yes, yes, agree, boss],
  'manager, not agreed': [agree, agree, yes, yes, yes, agree, yes],
  'denied, not agreed': [role, role, role, role, role, role, boss],
  'not agreed, proxied': [none, agree, none, none, none, none, none],
  'has agreed': [yes, yes, yes, yes, yes, yes, boss],
} satisfies Record<string, readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell]>;

type Who = keyof typeof MATRIX;
const PEOPLE = Object.keys(MATRIX) as Who[];

const DENIED = '10';
const PROXY = '66';
const SERVER = at('5', '1');
const VALUES = new FixedSettings({ 'access.roles-denied': [DENIED], proxies: [PROXY] }).peek(SERVER).values;

const member: Sender = { id: '2', name: 'Ada', roles: ['20'], powers: [], locale: undefined, kind: 'member' };
const denied: Sender = { ...member, roles: ['20', DENIED] };

/** Everybody as the policy sees them. */
const SENDERS: Record<Who, Sender> = {
  owner: { ...member, powers: ['administrator', 'manage-server', 'manage-channel'] },
  manager: { ...member, powers: ['manage-server'] },
  'channel’s manager': { ...member, powers: ['manage-channel'] },
  member,
  'denied role': denied,
  'denied owner': { ...denied, powers: ['administrator', 'manage-server', 'manage-channel'] },
  'denied manager': { ...denied, powers: ['manage-server'] },
  'other bot': { ...member, kind: 'bot', as: ['3'] },
  DM: { ...member, roles: [] },
  proxied: { ...member, kind: 'webhook', as: [PROXY], behind: '2' },
  'denied, proxied': { ...denied, kind: 'webhook', as: [PROXY], behind: '2' },
  'not agreed': member,
  'manager, not agreed': { ...member, powers: ['manage-server'] },
  'denied, not agreed': denied,
  'not agreed, proxied': { ...member, kind: 'webhook', as: [PROXY], behind: '2' },
  'has agreed': member,
};

describe('who may do what, by the policy', () => {
  for (const who of PEOPLE)
    WAYS.forEach((way, column) => {
      const cell: Cell = MATRIX[who][column] ?? '-';
      test(`${who}, ${way}: ${cell}`, () => {
        const person = SENDERS[who];
        const verdict = may({ person, place: who === 'DM' ? at('5') : SERVER, way }, VALUES);
        const outcome = verdict.may ? 'yes' : verdict.why.code;
        // What can't be tried is refused all the same, if it comes from a bot or a webhook.
        // The policy lets pass who has to agree: that's asked of them afterwards.
        if (cell !== '-') assert.equal(outcome, cell === agree ? 'yes' : cell);
        else if (person.kind !== 'member') assert.equal(outcome, 'access.bot');
      });
    });
});

/** A bot by the real rules, in a server with everybody in it. */
const open = async () => {
  const settings = new FixedSettings();
  const store = await openStore('memory:', silent);
  const agreements = new Agreements(store.shelf(RECORD_KINDS.choice));
  const stages = {
    ...OPEN,
    access: openAccess({ settings, loops: new BotLoops() }),
    consent: openConsent({ settings, agreements }),
  };
  const parley = await Parley.open({ settings, stages, agreements, more: [makeTrial([])] });
  const { guild, general, discord } = parley;
  const deniedRole = guild.role('Denied');
  const kit = new PluralKit(guild);
  Object.assign(settings.values, { 'access.roles-denied': [deniedRole.id], proxies: [kit.id] });
  const found = (id: string): Member => guild.find(id) ?? assert.fail('nobody has this id');
  const newcomer = (name: string, permissions = ORDINARY) => guild.member(name, { permissions });
  const keeper = newcomer('Keeper');
  general.allowTo(keeper, 'ManageChannels');
  const people: Record<Who, Member> = {
    owner: found(guild.owner.id),
    manager: newcomer('Manager', ORDINARY | 0x20n),
    'channel’s manager': keeper,
    member: newcomer('Member'),
    'denied role': newcomer('Denied'),
    'denied owner': found(guild.owner.id),
    'denied manager': newcomer('Denied manager', ORDINARY | 0x20n),
    'other bot': guild.member('Robot', { bot: true }),
    DM: newcomer('Direct'),
    proxied: newcomer('Ada'),
    'denied, proxied': newcomer('Eve'),
    'not agreed': newcomer('Newcomer'),
    'manager, not agreed': newcomer('New manager', ORDINARY | 0x20n),
    'denied, not agreed': newcomer('Denied newcomer'),
    'not agreed, proxied': newcomer('Una'),
    'has agreed': newcomer('Regular'),
  };
  const sentry = guild.member('Sentry');
  for (const { id } of [people['has agreed'], sentry]) await agreements.agree(id, guild.id, 1);
  const trial = await people.manager.slash('trial', {}, { in: general });
  await trial.shows('used by slash');
  const lounge = guild.voice('Lounge');
  return { parley, stages, settings, store, sentry, deniedRole, kit, people, trial, lounge, discord };
};

type World = Awaited<ReturnType<typeof open>>;

const CODES = Object.keys(accessSentences) as Code[];

/** Which refusal a text is; `yes` if it's none. */
const toCell = (text: string): string => {
  if (text === sentence({ code: agree, days: 30 })) return agree;
  const isOf = (code: Code) => text.startsWith(accessSentences[code as keyof typeof accessSentences].slice(0, 80));
  return CODES.find(isOf) ?? 'yes';
};

const read = async (reply: Reply): Promise<string> => {
  await reply.until(({ messages }) => messages.some(({ text }) => text !== ''));
  return toCell(reply.messages.findLast(({ text }) => text !== '')?.text ?? '');
};

let asked = 0;

/** What comes of a message: it's asked, refused in words, or has been looked at and nothing happened. */
const say = async (
  { parley, sentry, people }: World,
  channel: Channel,
  send: (text: string) => Promise<Message>,
): Promise<string> => {
  const { conversations, guild } = parley;
  const question = `question ${++asked}`;
  const message = await send(`@Parley ${question}`);
  const isAsked = () => conversations.asked.some(({ text }) => text === question);
  const answer = () => channel.messages.find(({ replyTo }) => replyTo === message);
  const elsewhere = guild.text('elsewhere');
  await sentry.says(`@Parley after ${question}`, { in: elsewhere });
  await parley.during(conversations.heard(`after ${question}`));
  // Bots are told nothing.
  if (message.author.id !== people['other bot'].id) await parley.during(channel.until(() => isAsked() || answer()));
  const text = answer()?.text;
  if (isAsked()) return text === undefined ? 'yes' : `asked, and told: ${text}`;
  return text === undefined ? 'access.bot' : toCell(text);
};

/** Tries one way in as somebody; resolves to what comes of it. */
const TRIES: Record<AccessWay, (world: World, person: Member, channel: Channel) => Promise<string>> = {
  ask: async ({ parley }, person, channel) => {
    const question = `asked ${++asked}`;
    const reply = await person.slash('ask', { question }, { in: channel });
    const isAsked = () => parley.conversations.asked.some(({ text }) => text === question);
    while (!isAsked() && !reply.messages.some(({ text }) => text !== '')) await parley.during(parley.clock.sleep(100));
    return isAsked() ? 'yes' : read(reply);
  },
  message: (world, person, channel) => say(world, channel, (text) => person.says(text, { in: channel })),
  command: async (_, person, channel) => read(await person.slash('trial', {}, { in: channel })),
  component: async ({ trial }, person, channel) => {
    const own = channel.guild ? undefined : await person.slash('trial', {}, { in: channel });
    await own?.shows('used by slash');
    const [message] = (own ?? trial).messages;
    return read(await person.press(message ?? assert.fail('there are no buttons'), 'trial:press:1:2'));
  },
  autocomplete: async (_, person, channel) => {
    const { choices = [] } = await person.autocomplete('trial', 'word', 'a', { in: channel });
    return toCell(`${choices[0]?.name}`);
  },
  speak: async ({ parley, stages, lounge }, person) => {
    const entered = Promise.withResolvers<void>();
    const stop = parley.venue.on((change) => change.is === 'people' && entered.resolve());
    person.joins(lounge);
    await entered.promise;
    stop();
    const place: Place = at(lounge.id, parley.guild.id);
    const inbound: Inbound = {
      place,
      person: parley.venue.sender(parley.guild.id, person.id),
      asks: true,
      is: 'speech',
    };
    const error: unknown = await admitInbound(inbound, stages).catch((reason) => reason);
    const left = Promise.withResolvers<void>();
    const end = parley.venue.on((change) => change.is === 'people' && left.resolve());
    person.leaves();
    await left.promise;
    end();
    return error instanceof UserError ? error.text.code : 'yes';
  },
  manage: async (_, person, channel) => read(await person.slash('settings show', {}, { in: channel })),
};

describe('who may do what, through the front door', { concurrency: 1 }, () => {
  let world: World;
  before(async () => {
    world = await open();
  });
  after(async () => {
    await world.parley[Symbol.asyncDispose]();
    await world.store.close();
  });

  const impossible = (who: Who, way: AccessWay, webhook: Webhook) => {
    const { parley, people } = world;
    // Discord's webhooks only write, there's no voice in a direct message, and bots use no interactions.
    if (who.includes('proxied'))
      return assert.deepEqual(Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(webhook))), [
        'constructor',
        'says',
      ]);
    if (who === 'DM') return assert.ok(way === 'speak' && !people.DM.dm.isVoice);
    return assert.rejects(TRIES[way](world, people[who], parley.general), /is a bot/);
  };

  for (const who of PEOPLE)
    WAYS.forEach((way, column) => {
      const cell: Cell = MATRIX[who][column] ?? '-';
      test(`${who}, ${way}: ${cell}`, async () => {
        const { parley, people, settings, deniedRole, kit } = world;
        const { general } = parley;
        const person = people[who];
        if (cell === '-') return impossible(who, way, kit.webhookOf(general));
        // Only some sentences a minute are said in a channel.
        await parley.clock.advance(60_000);
        if (who.startsWith('denied')) person.gets(deniedRole);
        Object.assign(settings.values, { consent: who.includes('agreed') ? 'opt-in' : 'notice' });
        try {
          if (who.includes('proxied')) {
            const proxy = async (text: string) => {
              const original = await person.says(`Luna: ${text}`, { in: general });
              return parley.during(kit.proxies(original, 'Luna'));
            };
            assert.equal(await say(world, general, proxy), cell);
          } else assert.equal(await TRIES[way](world, person, who === 'DM' ? person.dm : general), cell);
        } finally {
          if (who.startsWith('denied')) person.loses(deniedRole);
          Object.assign(settings.values, { consent: 'notice' });
        }
      });
    });
});
