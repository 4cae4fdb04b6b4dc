import type { PageQuestion } from './ask-dialog.ts';
import { listMenus } from './command-offer.ts';
import type { MessageAction } from './look/message-view.ts';
import type { PageView } from './page-view.ts';
import type { RoomChannel, RoomDeed, RoomMessage, RoomState } from './room-protocol.ts';

/** What begins the id of an action that is a command of the bot's message menu. */
const MENU = 'menu:';

/** What a member can do with each message of a channel, by its id. What only they see, they can only put away. */
export const listActions = (
  { room, me, channel }: PageView,
  messages: readonly RoomMessage[],
): Record<string, readonly MessageAction[]> => {
  const menus = listMenus(room, me, channel.onlyFor !== undefined).map((name) => ({ id: MENU + name, label: name }));
  const thread = channel.parentId || channel.onlyFor ? [] : [{ id: 'thread', label: 'Begin a thread' }];
  const everyone = [{ id: 'reply', label: 'Reply' }, ...menus, { id: 'forward', label: 'Forward' }, ...thread];
  const own = [...everyone, { id: 'edit', label: 'Edit' }, DELETE];
  const others = !channel.onlyFor && mayManageMessages(room, me) ? [...everyone, DELETE] : everyone;
  const isOwn = ({ payload }: RoomMessage) => (payload.author as { id?: string } | undefined)?.id === me;
  const lasting = messages.filter(({ onlyFor }) => onlyFor === undefined);
  return Object.fromEntries(lasting.map((message) => [message.id, isOwn(message) ? own : others]));
};

const DELETE: MessageAction = { id: 'delete', label: 'Delete' };

/** Discord's bits for administrators and for who may delete messages of others (Discord docs, topics/permissions). */
const ADMINISTRATOR = 1n << 3n;
const MANAGE_MESSAGES = 1n << 13n;

const mayManageMessages = ({ people }: RoomState, me: string): boolean => {
  const permissions = BigInt(people.find(({ id }) => id === me)?.permissions ?? '0');
  return (permissions & (ADMINISTRATOR | MANAGE_MESSAGES)) !== 0n;
};

/** What comes of an action: a reply, a deed, or first a question, whose answer makes the deed. */
export const startAction = (
  { action, messageId }: { action: string; messageId: string },
  scene: { room: RoomState; me: string; channel: RoomChannel; act(deed: RoomDeed): void },
): { is: 'reply' } | { is: 'done' } | { is: 'ask'; question: PageQuestion } => {
  const { room, me: as, channel, act } = scene;
  if (action === 'reply') return { is: 'reply' };
  if (action.startsWith(MENU)) act({ is: 'menu', as, messageId, name: action.slice(MENU.length) });
  else if (action === 'delete') act({ is: 'delete', as, messageId });
  else return { is: 'ask', question: makeQuestion(action, messageId, { room, as, channel, act }) };
  return { is: 'done' };
};

const makeQuestion = (
  action: string,
  messageId: string,
  { room, as, channel, act }: { room: RoomState; as: string; channel: RoomChannel; act(deed: RoomDeed): void },
): PageQuestion => {
  switch (action) {
    case 'thread': {
      const answer = (name: string) => act({ is: 'begin thread', as, channelId: channel.id, name, messageId });
      return { title: 'Begin a thread', label: 'Its name', answer };
    }
    case 'edit': {
      const value = String(room.messages.find(({ id }) => id === messageId)?.payload.content ?? '');
      return {
        title: 'Edit the message',
        label: 'Its words',
        value,
        answer: (text) => act({ is: 'edit', as, messageId, text }),
      };
    }
    default: {
      const seen = room.channels.filter(({ onlyFor, hiddenFrom }) =>
        onlyFor ? onlyFor === as : !hiddenFrom.includes(as),
      );
      const choices = seen.map(({ id, name, onlyFor }) => ({ value: id, label: onlyFor ? `@${name}` : `#${name}` }));
      const answer = (channelId: string) => act({ is: 'forward', as, messageId, channelId });
      return { title: 'Forward the message', label: 'To', choices, answer };
    }
  }
};
