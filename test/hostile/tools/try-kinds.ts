import { after, before, describe, test } from 'node:test';
import type { ToolCase } from './tool-case.ts';
import type { ToolStage } from './tool-stage.ts';

type Kinds = Readonly<Record<string, readonly ToolCase[]>>;

/** Tries kinds of cases on one bot, one case after the other. Those that are alike share channels. */
export const tryKinds = (
  bot: string,
  open: () => Promise<ToolStage & { close(): Promise<void> }>,
  { alike = {}, others }: { alike?: Kinds; others: Kinds },
): void => {
  describe(bot, () => {
    let stage: Awaited<ReturnType<typeof open>>;
    before(async () => {
      stage = await open();
    });
    after(() => stage?.close());

    for (const [kind, cases] of Object.entries(alike))
      for (const one of cases) test(`${kind}: ${one.what}`, () => stage.share(one).try(one));
    for (const [kind, cases] of Object.entries(others))
      for (const one of cases) test(`${kind}: ${one.what}`, () => stage.room(one).try(one));
  });
};
