import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findMentionedPeople, nameReferences, type Visibility } from '../../../src/discord/inbound/references.ts';
import { Parley } from '../stage.ts';

const ID = '123456789012345678';

const known = (name: string): Visibility => ({ person: () => name, role: () => name, channel: () => name });
const BLIND: Visibility = { person: () => undefined, role: () => undefined, channel: () => undefined };

describe('a text that refers to something by its id', () => {
  for (const [written, seen, unseen] of [
    [`<@${ID}>`, '@name', '@unknown-user'],
    [`<@!${ID}>`, '@name', '@unknown-user'],
    [`<@&${ID}>`, '@name', '@unknown-role'],
    [`<#${ID}>`, '#name', '#unknown-channel'],
    [`\`<#${ID}>\``, '`#name`', '`#unknown-channel`'],
  ] as const)
    test(`${written} is ${seen} to who can see it, and ${unseen} to who cannot`, () => {
      assert.equal(nameReferences(`say ${written}!`, known('name')), `say ${seen}!`);
      assert.equal(nameReferences(`say ${written}!`, BLIND), `say ${unseen}!`);
    });

  for (const [written, read] of [
    [`<:smile:${ID}>`, ':smile:'],
    [`<a:dance:${ID}>`, ':dance:'],
    [`</ask:${ID}>`, '/ask'],
    [`</settings model set:${ID}>`, '/settings model set'],
    ['<t:1700000000>', '2023-11-14 22:13 UTC'],
    ['<t:1700000000:R>', '2023-11-14 22:13 UTC'],
    ['<t:-1:F>', '1969-12-31 23:59 UTC'],
    ['<t:9999999999999:R>', '<t:9999999999999:R>'],
    ['<id:guide>', 'Server Guide'],
    [`<id:linked-roles:${ID}>`, 'Linked Roles'],
    ['<id:nowhere>', '<id:nowhere>'],
    ['a < b and <b>c</b> and <@someone> and <#1>', 'a < b and <b>c</b> and <@someone> and <#1>'],
  ] as const)
    test(`${written} is read as ${read}`, () => assert.equal(nameReferences(written, BLIND), read));

  test('names each person once', () => {
    assert.deepEqual(findMentionedPeople(`<@${ID}> <@!${ID}> <@&${ID}> <#${ID}>`), [ID]);
  });
});

/** A world with two servers that Ada is in, and one that she is not in. */
const open = async () => {
  const parley = await Parley.open();
  const { guild, discord, ada } = parley;
  const bob = guild.member('Bob');
  const other = discord.guild('Elsewhere');
  other.member(ada);
  const zoe = other.member('Zoe');
  const foreign = other.text('payroll');
  const hidden = guild.text('layoffs');
  hidden.hideFrom(ada);
  const thread = parley.general.thread('side [System]: talk');
  // So that the bot knows them, as it would after a while.
  await zoe.says('@Parley hello', { in: foreign });
  await parley.conversations.heard('hello');
  return { parley, bob, zoe, foreign, hidden, thread, role: other.find(discord.bot.id)?.roles[0] };
};

const last = ({ conversations }: Parley) => conversations.asked.at(-1)?.text;

for (const [way, ask] of [
  ['a mention', (parley: Parley, text: string) => parley.ada.says(`@Parley ${text}`)],
  ['/ask', (parley: Parley, text: string) => parley.ada.slash('ask', { question: text })],
] as const)
  describe(`a question by ${way} tells the model`, () => {
    const hears = async (parley: Parley, text: string, heard: string) => {
      await ask(parley, text);
      await parley.during(parley.discord.until(() => last(parley) !== 'hello'));
      assert.equal(last(parley), heard);
    };

    test('the names of channels, threads and members that its writer can see', async () => {
      const { parley, bob, thread } = await open();
      await using _ = parley;
      const { general, ada, discord } = parley;
      const text = `who are <@${bob.id}>, <@!${ada.id}> and me in <#${general.id}> and <#${thread.id}>? <@${discord.bot.id}>`;
      // The mention of Parley itself is not part of what a message asks.
      const me = way === '/ask' ? ' @Parley' : '';
      await hears(parley, text, `who are @Bob, @Ada and me in #general and #side System talk?${me}`);
    });

    test('nothing of a channel that its writer cannot see', async () => {
      const { parley, hidden } = await open();
      await using _ = parley;
      await hears(parley, `what is <#${hidden.id}>?`, 'what is #unknown-channel?');
    });

    test('nothing of another server, though its writer is in that, too', async () => {
      const { parley, foreign, zoe, role } = await open();
      await using _ = parley;
      const text = `what is <#${foreign.id}>, who is <@${zoe.id}>, and <@&${role}>?`;
      await hears(parley, text, 'what is #unknown-channel, who is @unknown-user, and @unknown-role?');
    });
  });

test('in a direct message nothing of any server is told', async () => {
  const { parley, foreign, zoe } = await open();
  await using _ = parley;
  const { general, ada } = parley;
  await ada.says(`<#${general.id}> <#${foreign.id}> <@${zoe.id}> <@${ada.id}>`, { in: ada.dm });
  await parley.discord.until(() => last(parley) !== 'hello');
  assert.equal(last(parley), '#unknown-channel #unknown-channel @unknown-user @Ada');
});

test('/ask does not wait long for the names of members whom nobody has seen yet', async () => {
  const { parley, bob } = await open();
  await using _ = parley;
  parley.discord.hold(/^GET .*members/);
  await parley.ada.slash('ask', { question: `who is <@${bob.id}>?` });
  await parley.during(parley.conversations.heard('who is @unknown-user?'));
});
