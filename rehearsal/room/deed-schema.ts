import { z } from 'zod';
import { ROOM_LOCALES, type RoomDeed } from './page/room-protocol.ts';
import { RoomRefusal } from './room-refusal.ts';

const id = z.string().max(40);
const text = z.string().max(20_000);
const name = z.string().max(200);
const as = { as: id };
const inChannel = { ...as, channelId: id };
const onMessage = { ...as, messageId: id };

/** What a page may send. */
const deedBody: z.ZodType<RoomDeed> = z.discriminatedUnion('is', [
  z.object({ is: z.literal('say'), ...inChannel, text, replyTo: id.optional(), ping: z.boolean().optional() }),
  z.object({ is: z.literal('voice message'), ...inChannel, replyTo: id.optional(), sentence: name.optional() }),
  z.object({ is: z.literal('forward'), ...onMessage, channelId: id }),
  z.object({ is: z.literal('edit'), ...onMessage, text }),
  z.object({ is: z.literal('delete'), ...onMessage }),
  z.object({
    is: z.literal('slash'),
    ...inChannel,
    command: name,
    options: z.record(name, z.union([text, z.number(), z.boolean()])),
  }),
  z.object({ is: z.literal('suggest'), ...inChannel, command: name, option: name, typed: text }),
  z.object({ is: z.literal('menu'), ...onMessage, name }),
  z.object({ is: z.literal('press'), ...onMessage, customId: name }),
  z.object({ is: z.literal('select'), ...onMessage, customId: name, values: z.array(name).max(25) }),
  z.object({
    is: z.literal('submit'),
    ...as,
    interactionId: id,
    values: z.record(name, z.union([text, z.array(name).max(25), z.boolean()])),
  }),
  z.object({ is: z.literal('dismiss'), ...as, interactionId: id }),
  z.object({ is: z.literal('begin thread'), ...inChannel, name, messageId: id.optional() }),
  z.object({ is: z.literal('come'), name }),
  z.object({ is: z.literal('enter'), ...inChannel }),
  z.object({ is: z.literal('leave'), ...as }),
  z.object({ is: z.literal('let speak'), ...as, personId: id, speaks: z.boolean() }),
  z.object({ is: z.literal('speak'), ...as, sentence: name.optional() }),
  z.object({ is: z.literal('language'), locale: z.enum(ROOM_LOCALES) }),
  z.object({ is: z.literal('break'), fault: name, on: z.boolean() }),
  z.object({ is: z.literal('bot'), how: z.enum(['restart', 'kill', 'start', 'stall', 'go on']) }),
]);

/** The deed in a request's body. @throws an error that says that it is none */
export const readDeed = (body: unknown): RoomDeed => {
  const { success, data } = deedBody.safeParse(body);
  if (success) return data;
  throw new RoomRefusal({ code: 'refusal.unknown-deed' });
};
