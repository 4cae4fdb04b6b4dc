import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holding } from '../sentences.ts';
import { row } from '../terminal/table-row.ts';
import { proxied, WAYS } from './stage.ts';

test('commands, answers, the gateway, the Live API and the voice gateway go through the only way out', async (t) => {
  const { discord, proxy, guild, general, lounge, ada, start } = await proxied(t);
  const bot = start();
  await bot.ready;
  const asked = await ada.slash('ask', { question: 'What is the capital of Brazil?' }, { in: general });
  await asked.shows(/The capital of Brazil is Brasília/).catch((cause) => {
    throw new Error(`${cause.message}\n${bot.quote()}`, { cause });
  });
  ada.joins(lounge);
  await ada.slash('join', {}, { in: general });
  await discord.voice.connected(lounge);
  assert.deepEqual(new Set(proxy.asked), new Set([...Object.values(WAYS), discord.voice.endpoint]));

  await t.test('a question that the proxy does not let through is answered with that', async () => {
    proxy.refused.set(WAYS.gemini, '403 Forbidden');
    const refused = await ada.slash('ask', { question: 'And of Chile?' }, { in: guild.text('garden') });
    await refused.shows(holding({ code: 'gemini.proxy' }));
    assert.match(
      bot.logs.join('\n'),
      /"connection\.broke".*the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) refuses to connect/,
    );
    proxy.refused.clear();
  });
  assert.equal(await bot.stop(), 0);
});

test('the doctor and the chat go through it, too', async (t) => {
  const { proxy, terminal } = await proxied(t);
  const { code, out } = await terminal('src/terminal/doctor.ts');
  assert.equal(code, 0, out);
  assert.deepEqual(new Set(proxy.asked), new Set(Object.values(WAYS)));
  const chat = await terminal('src/terminal/chat.ts', { https_proxy: proxy.url }, ['--once', 'hello']);
  assert.equal(chat.code, 0, chat.err);
  assert.match(row(out, 'Live session'), /^ok /);
});
