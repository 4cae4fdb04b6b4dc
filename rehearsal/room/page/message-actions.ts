import type { PageQuestion } from './ask-dialog.ts';
import { listMenus } from './command-offer.ts';
import type { MessageAction } from './look/message-view.ts';
import type { PageView } from './page-view.ts';
import { mayManageMessages } from './person-rights.ts';
import { toRoomLocale } from './reader-language.ts';
import type { RoomDeed, RoomMessage } from './room-protocol.ts';

/** What can be done beside the commands of the bot's menu. */
type ActionId = 'reply' | 'forward' | 'thread' | 'edit' | 'delete';

/** What begins the id of an action that is a command of the bot's message menu. */
const MENU = 'menu:';

/** What a member can do with each message of a channel, by its id. What only they see, they can only put away. */
export const listActions = (
  { room, me, channel, language }: PageView,
  messages: readonly RoomMessage[],
): Record<string, readonly MessageAction[]> => {
  const offer = (id: ActionId): MessageAction => ({ id, label: language.words[`action.${id}`] });
  const isDirect = channel.onlyFor !== undefined;
  const menus = listMenus(room, { me, isDirect, locale: toRoomLocale(language) });
  const listed = menus.map(({ name, shown = name }) => ({ id: MENU + name, label: shown }));
  const thread = channel.parentId || isDirect ? [] : [offer('thread')];
  const everyone = [offer('reply'), ...listed, offer('forward'), ...thread];
  const own = [...everyone, offer('edit'), offer('delete')];
  const others = !isDirect && mayManageMessages(room, me) ? [...everyone, offer('delete')] : everyone;
  const isOwn = ({ payload }: RoomMessage) => (payload.author as { id?: string } | undefined)?.id === me;
  const lasting = messages.filter(({ onlyFor }) => onlyFor === undefined);
  return Object.fromEntries(lasting.map((message) => [message.id, isOwn(message) ? own : others]));
};

/** What comes of an action: a reply, a deed, or first a question, whose answer makes the deed. */
export const startAction = (
  { action, messageId }: { action: string; messageId: string },
  scene: Pick<PageView, 'room' | 'me' | 'channel' | 'language'> & { act(deed: RoomDeed): void },
): { is: 'reply' } | { is: 'done' } | { is: 'ask'; question: PageQuestion } => {
  const { me: as, act } = scene;
  if (action === 'reply') return { is: 'reply' };
  if (action.startsWith(MENU)) act({ is: 'menu', as, messageId, name: action.slice(MENU.length) });
  else if (action === 'delete') act({ is: 'delete', as, messageId });
  else return { is: 'ask', question: makeQuestion(action, messageId, scene) };
  return { is: 'done' };
};

const makeQuestion = (
  action: string,
  messageId: string,
  { room, me: as, channel, language: { words } }: Pick<PageView, 'room' | 'me' | 'channel' | 'language'>,
): PageQuestion => {
  switch (action) {
    case 'thread':
      return {
        title: words['action.thread'],
        label: words['ask.thread-name'],
        kind: { is: 'line' },
        toDeed: (name) => ({ is: 'begin thread', as, channelId: channel.id, name, messageId }),
      };
    case 'edit': {
      const value = String(room.messages.find(({ id }) => id === messageId)?.payload.content ?? '');
      return {
        title: words['ask.edit'],
        label: words['ask.edit-words'],
        kind: { is: 'text', value },
        toDeed: (text) => ({ is: 'edit', as, messageId, text }),
      };
    }
    default: {
      const seen = room.channels.filter(({ onlyFor, hiddenFrom }) =>
        onlyFor ? onlyFor === as : !hiddenFrom.includes(as),
      );
      const of = seen.map(({ id, name, onlyFor }) => ({ value: id, label: onlyFor ? `@${name}` : `#${name}` }));
      return {
        title: words['ask.forward'],
        label: words['ask.forward-to'],
        kind: { is: 'choice', of },
        toDeed: (channelId) => ({ is: 'forward', as, messageId, channelId }),
      };
    }
  }
};
