import { type Component, flatten } from './component-limits.ts';
import { length } from './limits.ts';

type Input = { customId: string; value: string; required: boolean; min: number; max: number };

/** A form that the bot showed to a member. */
export class Modal {
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Component[];

  constructor(body: { custom_id: string; title: string; components: Component[] }) {
    this.customId = body.custom_id;
    this.title = body.title;
    this.components = body.components;
  }

  /** The text inputs with what stands in them already. */
  get inputs(): readonly Input[] {
    return flatten(this.components)
      .filter(({ type }) => type === 4)
      .map(({ custom_id = '', value, required, min_length, max_length }) => ({
        customId: custom_id,
        value: String(value ?? ''),
        required: required !== false,
        min: Number(min_length ?? 0),
        max: Number(max_length ?? 4_000),
      }));
  }

  /** The form filled in, as a submit carries it. Throws a plain error if Discord's apps would not let a member send it. */
  filled(values: Record<string, string>): Component[] {
    for (const id of Object.keys(values)) {
      if (!this.inputs.some(({ customId }) => customId === id))
        throw new Error(`"${this.title}" has no field "${id}".`);
    }
    const answers = new Map(this.inputs.map((input) => [input.customId, this.#value(input, values)]));
    const answer = ({ type, custom_id = '' }: Component): Component => ({
      type,
      custom_id,
      value: answers.get(custom_id),
    });
    return this.components
      .filter(({ type }) => type !== 10)
      .map(({ type, components, component }) => ({
        type,
        ...(components && { components: components.map(answer) }),
        ...(component && { component: answer(component) }),
      }));
  }

  #value({ customId, value, required, min, max }: Input, values: Record<string, string>): string {
    const given = values[customId] ?? value;
    const size = length(given);
    if (required && size === 0) throw new Error(`"${this.title}" needs the field "${customId}".`);
    if (size > 0 && (size < min || size > max))
      throw new Error(`The field "${customId}" takes ${min} to ${max} characters.`);
    return given;
  }
}
