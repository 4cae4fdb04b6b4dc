import type { PageQuestion } from './ask-dialog.ts';
import { listMenus } from './command-offer.ts';
import type { MessageAction } from './look/message-view.ts';
import type { RoomChannel, RoomDeed, RoomState } from './room-protocol.ts';

/** What begins the id of an action that is a command of the bot's message menu. */
const MENU = 'menu:';

/** What can be done with each message of a channel. */
export const listActions = (room: RoomState, me: string, channel: RoomChannel): MessageAction[] => [
  { id: 'reply', label: 'Reply' },
  ...listMenus(room, me, channel.onlyFor !== undefined).map((name) => ({ id: MENU + name, label: name })),
  { id: 'forward', label: 'Forward' },
  ...(channel.parentId || channel.onlyFor ? [] : [{ id: 'thread', label: 'Begin a thread' }]),
  { id: 'edit', label: 'Edit' },
  { id: 'delete', label: 'Delete' },
];

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
      return { title: 'Forward the message', label: 'To', choices: choices.toReversed(), answer };
    }
  }
};
