import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { openBrowser, watchPage } from './browser.ts';

/** Serves one page on a free port. */
const servePage = async (t: TestContext, body: string): Promise<string> => {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address?.port}/`;
};

test('a browser shows pages of this machine', async (t) => {
  const browser = await openBrowser(t);

  await t.test('errors of a page and its requests to outside are noticed', async () => {
    const page = await browser.newPage();
    const faults = watchPage(page);
    await page.goto(
      await servePage(t, '<title>Here</title><img src="https://example.com/a.png"><script>throw Error("x")</script>'),
    );
    assert.equal(await page.title(), 'Here');
    assert.ok(faults.includes('request: https://example.com/a.png'), faults.join());
    assert.ok(faults.includes('error: x'), faults.join());
  });

  await t.test('a page hears a microphone without hardware', async () => {
    const page = await browser.newPage();
    await page.goto(await servePage(t, 'microphone'));
    const kinds = await page.evaluate(
      "navigator.mediaDevices.getUserMedia({ audio: true }).then((s) => s.getTracks().map((t) => t.kind + ':' + t.readyState).join())",
    );
    assert.equal(kinds, 'audio:live');
  });
});
