import type { RoomChange, RoomState } from './room-protocol.ts';

/** How many turns a page remembers; the oldest are forgotten. */
const MOST_TURNS = 50;

/** The state of a room after a change; nothing as long as the state itself hasn't come. */
export const applyRoomChange = (state: RoomState | undefined, change: RoomChange): RoomState | undefined => {
  if (change.is === 'state') return change.state;
  if (!state) return undefined;
  switch (change.is) {
    case 'parts':
      return { ...state, ...change.parts };
    case 'message':
      return { ...state, messages: setById(state.messages, change.message) };
    case 'message deleted':
      return { ...state, messages: state.messages.filter(({ id }) => id !== change.id) };
    case 'turn':
      return { ...state, turns: setById(state.turns, change.turn).slice(-MOST_TURNS) };
    case 'typing':
      return state;
  }
};

/** The list with this item in the place of the one with its id, or else at the end. */
const setById = <Item extends { id: string }>(all: readonly Item[], item: Item): readonly Item[] => {
  const at = all.findLastIndex(({ id }) => id === item.id);
  return at < 0 ? [...all, item] : all.with(at, item);
};
