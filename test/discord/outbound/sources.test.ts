import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { CaptionMode } from '../../../src/calls/contract.ts';
import type { UnfinishedAnswer } from '../../../src/conversation/recovery/crash-recovery.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { listSources } from '../../../src/discord/outbound/answer-sources.ts';
import { redirect } from '../../../world/live/web-finding.ts';
import { holding, sentence } from '../../sentences.ts';
import { writing } from '../call-stage.ts';
import { Parley, paragraphs } from '../stage.ts';

const BEES = { title: 'bees.org', url: redirect('a') };
const WIKI = { title: 'Bees - Wikipedia', url: 'https://en.wikipedia.org/wiki/Bee_(insect)' };
const FOUND = { queries: ['how do bees dance?'], sources: [BEES, WIKI] };

const SEARCHED =
  '-# 🔎 Searched Google for [how do bees dance?](https://www.google.com/search?q=how%20do%20bees%20dance%3F)';
const SOURCES = `-# Sources: [1](${BEES.url}) bees.org · [2](https://en.wikipedia.org/wiki/Bee_%28insect%29) Bees \\- Wikipedia`;
const BELOW = `${SEARCHED}\n${SOURCES}`;

const texts = ({ general }: Parley) => general.messages.map(({ text }) => text);

describe('what was found on the web', () => {
  test('stands below a typed answer as links to the searches and numbered links to the pages, without a card', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('In circles.');
    turn.grounding.add(FOUND);
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/Sources/));
    assert.equal(reply.text, `In circles.\n\n${BELOW}`);
    const [message] = reply.messages;
    assert.deepEqual([[...(message?.carded ?? [])], [...(message?.pinged ?? [])]], [[], []]);
  });

  test('is added to an answer that is shown already, once for all that comes together, and each page once', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('In circles.');
    turn.finish({ is: 'complete' });
    turn.number.settle(1);
    await parley.during(reply.shows('In circles.'));
    const buttons = JSON.stringify(reply.messages[0]?.components);
    turn.grounding.add({ queries: FOUND.queries, sources: [] });
    turn.grounding.add(FOUND);
    turn.grounding.add(FOUND);
    await parley.during(reply.shows(/Sources/));
    await parley.during(parley.clock.sleep(10_000));
    assert.equal(reply.text, `In circles.\n\n${BELOW}`);
    assert.equal(JSON.stringify(reply.messages[0]?.components), buttons);
    assert.equal(reply.messages.length, 1);
  });

  test('stands at the end of a long answer, whole, and makes no file of it', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const sources = Array.from({ length: 10 }, (_, at) => ({ title: `site${at}.com`, url: redirect(`${at}`) }));
    turn.addText(paragraphs(0, 170));
    turn.grounding.add({ queries: FOUND.queries, sources });
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/Sources/));
    const { messages } = reply;
    assert.equal(messages.length, 6);
    assert.ok(messages.every(({ text, files }) => text.length <= 2_000 && files.length === 0));
    const last = messages.at(-1)?.text ?? '';
    assert.match(last, /^-# 🔎 Searched Google for .*\n-# Sources: \[1\].* · \+\d$/);
    for (const { text } of messages.slice(0, -1)) assert.doesNotMatch(text, /https?:/);
  });

  test('stands beside the file that a very long answer is, also if it comes late', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(paragraphs(0, 400));
    turn.grounding.add({ queries: [], sources: [BEES] });
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => messages.some(({ files }) => files.length > 0)));
    const withFile = reply.messages.find(({ files }) => files.length > 0);
    assert.equal(
      withFile?.text,
      `${sentence({ code: 'delivery.file-too-long' })}\n\n-# Sources: [1](${BEES.url}) bees.org`,
    );
    turn.grounding.add({ queries: [], sources: [WIKI] });
    await parley.during(reply.until(({ messages }) => messages.at(-1)?.text.includes('[2]') === true));
    assert.equal(reply.messages.filter(({ files }) => files.length > 0).length, 1);
  });

  test('stays with an answer that was cut short, and isn’t shown where there is no answer', async () => {
    await using parley = await Parley.open();
    const cut = await parley.asked();
    cut.turn.addText('In cir');
    cut.turn.grounding.add(FOUND);
    cut.turn.finish({ is: 'interrupted' });
    await parley.during(cut.reply.shows(/Sources/));
    assert.equal(cut.reply.text, `In cir\n\n${sentence({ code: 'answer.interrupted' })}\n\n${BELOW}`);
    const none = await parley.asked();
    none.turn.grounding.add(FOUND);
    none.turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.lost' }) });
    none.turn.grounding.add({ queries: ['more'], sources: [] });
    await parley.during(none.reply.shows(holding({ code: 'gemini.lost' })));
    await parley.during(parley.clock.sleep(10_000));
    assert.doesNotMatch(none.reply.text, /Sources|Searched/);
  });

  test('is void with an answer that is withdrawn, and nothing of it follows one that is unheard', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.grounding.add(FOUND);
    turn.withdraw();
    turn.addText('In lines.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows('In lines.'));
    const unheard = new Turn(turn.question);
    unheard.addText('secret');
    unheard.unhear();
    unheard.grounding.add(FOUND);
    assert.deepEqual([unheard.grounding.sources, unheard.grounding.queries], [[], []]);
  });

  test('loses its links if Discord takes one for harmful', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: /messages|webhooks/, says: /https:/, status: 400, code: 240_000, times: 9 });
    turn.addText('In circles.');
    turn.grounding.add(FOUND);
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/hxxps:/));
    assert.doesNotMatch(reply.text, /https?:/);
  });
});

describe('names of pages and searches', () => {
  const show = (title: string, queries: string[] = []) =>
    listSources({ queries, sources: [{ ...BEES, title }] }, sentence);
  const shown = (title: string) => show(title).replace(`-# Sources: [1](${BEES.url}) `, '');

  test('are shown letter by letter: they format, mention, link and hide nothing', () => {
    assert.equal(shown('@everyone <@1> <#2>'), '\\@everyone \\<\\@1\\> \\<\\#2\\>');
    assert.equal(
      shown('[free](https://evil.example) **now**'),
      '\\[free\\]\\(https\\:\\/\\/evil.example\\) \\*\\*now\\*\\*',
    );
    assert.equal(shown('a\n# big\r\n-# small\u2028> quote'), 'a \\# big \\-\\# small \\> quote');
    assert.equal(shown('\u202egpj.exe\u0000\u2066'), 'gpj.exe');
    assert.equal(shown('ويكيبيديا (نحل)'), '\u2068ويكيبيديا \\(نحل\\)\u2069');
    assert.equal(show('x', ['](https://evil.example) @here']).split('\n')[0]?.match(/\]\(/g)?.length, 1);
  });

  test('that are blank have the host’s name, and endless ones are cut', () => {
    assert.equal(shown(' \u202e\n'), 'vertexaisearch.cloud.google.com');
    assert.equal(shown('x'.repeat(10_000)), `${'x'.repeat(59)}…`);
  });

  test('in any script fit with their addresses, and what has no room is counted', () => {
    const queries = Array.from({ length: 20 }, (_, at) => `${at}日本語の長い検索語句`.repeat(20));
    const sources = Array.from({ length: 50 }, (_, at) => ({ title: '*'.repeat(300), url: `${BEES.url}${at}` }));
    const text = listSources({ queries, sources }, sentence);
    assert.ok(text.length <= 1_800, `${text.length}`);
    const [searched = '', found = ''] = text.split('\n');
    assert.match(searched, /google\.com\/search\?q=0%E6.* · \+\d+$/);
    assert.match(found, /\[1\].* · \+4\d$/);
    assert.equal(listSources({ queries: [], sources: [] }, sentence), '');
    assert.equal(listSources({ queries, sources }, sentence, 50), '');
    assert.match(listSources({ queries: ['😀'.repeat(200), '\ud800'], sources: [] }, sentence), /%F0%9F%98%80\)$/);
    assert.match(listSources({ queries: ['\ud800 lone'], sources: [] }, sentence), /\[lone\]\(.*q=%EF%BF%BD%20lone\)$/);
  });
});

/** A spoken turn of Ada's, and the captions of it. */
const spoken = (parley: Parley, captions: CaptionMode) => {
  const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 0, aloud: true });
  const shown = parley.venue.caption(parley.general.id, turn, writing(parley.general, captions));
  return { turn, shown: () => parley.during(shown) };
};

describe('what was found on the web for an answer in a call', () => {
  for (const captions of ['all', 'answers'] as const)
    test(`stands under the captions of ${captions}, also if it comes after the end`, async () => {
      await using parley = await Parley.open();
      const { turn, shown } = spoken(parley, captions);
      turn.addText('In circles, says bees.org.');
      turn.grounding.add({ queries: FOUND.queries, sources: [BEES] });
      turn.finish({ is: 'complete' });
      turn.number.settle(1);
      await shown();
      assert.deepEqual(texts(parley), [
        `In circles, says bees.org.\n\n${SEARCHED}\n-# Sources: [1](${BEES.url}) bees.org`,
      ]);
      turn.grounding.add(FOUND);
      await parley.during(parley.general.shows(/Wikipedia/));
      assert.deepEqual(texts(parley), [`In circles, says bees.org.\n\n${BELOW}`]);
    });

  for (const when of ['before', 'after'] as const)
    test(`is seen without captions, too, if it comes ${when} the end`, async () => {
      await using parley = await Parley.open();
      const { turn, shown } = spoken(parley, 'off');
      turn.addText('In circles, says bees.org.');
      if (when === 'before') turn.grounding.add(FOUND);
      turn.finish({ is: 'complete' });
      turn.number.settle(1);
      await shown();
      if (when === 'after') turn.grounding.add(FOUND);
      if (when === 'after') turn.grounding.add({ queries: ['bees'], sources: [] });
      await parley.during(parley.general.shows(/Sources/));
      await parley.during(parley.clock.sleep(10_000));
      assert.equal(texts(parley).length, 1);
      assert.match(texts(parley)[0] ?? '', /^-# 🔎 .*\n-# Sources: /);
    });

  test('that search was left out is said under the caption', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.source.refused.add('search');
    turn.addText('I think in circles.');
    turn.finish({ is: 'complete' });
    turn.number.settle(1);
    await shown();
    assert.deepEqual(texts(parley), [`I think in circles.\n\n-# ${sentence({ code: 'gemini.no-search' })}`]);
  });
});

describe('after a crash', () => {
  const finishWith = async (parley: Parley, turn: Turn, answered: string) => {
    assert.ok(turn.view.at);
    const { person, text: asked, at } = turn.question;
    const { sites } = turn.grounding;
    const entry: UnfinishedAnswer = {
      number: 1,
      person,
      at,
      asked,
      answered,
      sites,
      ended: 'complete',
      shown: turn.view.at,
    };
    await parley.during(parley.bot.finish(parley.general.id, entry));
  };

  test('an answer that was shown with its links keeps them', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('In circles');
    await parley.during(reply.shows(/circles/));
    await parley.during(parley.clock.sleep(5_000));
    turn.addText(', they say.');
    await parley.during(reply.shows(/they say/));
    turn.grounding.add(FOUND);
    turn.finish({ is: 'complete' });
    turn.number.settle(1);
    await parley.during(reply.shows(/Sources/));
    await finishWith(parley, turn, 'In circles, they say.');
    assert.deepEqual(texts(parley), [`In circles, they say.\n\n${BELOW}`]);
  });

  test('an answer that wasn’t has the names of its sites, because addresses aren’t recorded', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('In circles');
    await parley.during(reply.shows(/circles/));
    turn.addText(', they');
    await parley.during(reply.shows(/they/));
    turn.grounding.add(FOUND);
    await finishWith(parley, turn, 'In circles, they say.');
    assert.deepEqual(texts(parley), ['In circles, they say.\n\n-# Sources: bees.org · en.wikipedia.org']);
  });
});
