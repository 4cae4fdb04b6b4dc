import type { Browser, Page } from 'playwright-core';
import { RehearsalRoom } from '../room/rehearsal-room.ts';
import { RoomServer } from '../room/room-server.ts';

/** What the window of a picture measures, in pixels. */
const WINDOW = { width: 1_280, height: 800 };

/** The room and the bot's own page, each at its address. */
type Stage = { room: RehearsalRoom; server: RoomServer; operator: string };

/** Writes in the message box, sends it, and resolves once a message shows what is waited for. */
const say = async (page: Page, text: string, answer: RegExp): Promise<void> => {
  await page.getByRole('textbox', { name: /^Message / }).fill(text);
  await page.keyboard.press('Enter');
  await page.locator('look-message').filter({ hasText: answer }).last().waitFor();
};

/** Some talk in the channel, and a connection that breaks in the middle of it. */
const takeRoom = async (browser: Browser, { server }: Stage): Promise<Buffer> => {
  const page = await browser.newPage({ viewport: WINDOW });
  await page.goto(server.url);
  await say(page, '@Parley write me a table', /Jupiter/);
  await page.getByRole('button', { name: 'Ada', exact: true }).click();
  await page.getByRole('button', { name: 'Close in mid answer' }).click();
  await say(page, '@Parley count to 40', /I lost my connection/);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('look-message').filter({ hasText: /39 40/ }).last().waitFor();
  // Nothing is pointed at, so that no message shows what can be done with it.
  await page.mouse.move(0, 0);
  await page.getByRole('textbox', { name: /^Message / }).focus();
  await page.getByRole('region', { name: 'Turns' }).scrollIntoViewIfNeeded();
  return page.screenshot();
};

/** The process of that talk, as its operator sees it. */
const takeOperator = async (browser: Browser, { operator }: Stage): Promise<Buffer> => {
  const page = await browser.newPage({ viewport: WINDOW, colorScheme: 'dark' });
  await page.goto(operator);
  await page
    .getByText(/complete/)
    .first()
    .waitFor();
  return page.screenshot();
};

const openStage = async (): Promise<Stage> => {
  const port = Promise.withResolvers<number>();
  const log = (line: string) => {
    const [, found] = /"event":"http\.listening".*?"port":(\d+)/.exec(line) ?? [];
    if (found) port.resolve(Number(found));
  };
  const room = await RehearsalRoom.open({ log });
  const server = await RoomServer.open(room);
  return { room, server, operator: `http://127.0.0.1:${await port.promise}/` };
};

/** Takes the README's pictures of the rehearsal room and of the operator's page, as PNG by the names of their files. */
export const takeScreens = async (browser: Browser): Promise<Record<string, Buffer>> => {
  const stage = await openStage();
  try {
    const room = await takeRoom(browser, stage);
    return { 'room.png': room, 'operator.png': await takeOperator(browser, stage) };
  } finally {
    await stage.server.close();
    await stage.room.close();
  }
};
