import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ComponentType,
} from 'discord.js';

/** A row under a message about settings. */
export type SettingsButtonRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A button of `/settings`; `id` is what follows the command's name in its `custom_id`. */
export const makeSettingsButton = (id: string, label: string, style: APIButtonComponentWithCustomId['style']) => ({
  type: ComponentType.Button as const,
  custom_id: `settings:${id}`,
  label,
  style,
});
