import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ChannelType,
  ComponentType,
  Events,
  type ModalSubmitInteraction,
  SelectMenuDefaultValueType,
  SlashCommandBuilder,
  TextInputStyle,
} from 'discord.js';
import { ApiError } from '../../../world/discord/api-error.ts';
import { scene } from '../../../world/discord/discord-scene.ts';
import { modalBody } from '../../../world/discord/form-limits.ts';
import { read } from '../../../world/discord/limits.ts';

const OPTIONS = ['red', 'green', 'blue'].map((value) => ({ value, label: value.toUpperCase() }));

const form = (fields: readonly APIComponentInLabel[]): APIModalInteractionResponseCallbackData => ({
  custom_id: 'form',
  title: 'Form',
  components: fields.map((component, index) => ({ type: ComponentType.Label, label: `Field ${index + 1}`, component })),
});

/** A bot that shows a form, and answers with what it reads of it. */
const stage = async (
  t: Parameters<typeof scene>[0],
  show: (guild: Awaited<ReturnType<typeof scene>>['guild']) => APIComponentInLabel[],
  answer: (use: ModalSubmitInteraction) => unknown,
) => {
  const set = await scene(t);
  await set.client.application.commands.set([new SlashCommandBuilder().setName('form').setDescription('A form')]);
  const fields = show(set.guild);
  set.client.on(Events.InteractionCreate, (use) => {
    if (use.isChatInputCommand()) void use.showModal(form(fields));
    if (use.isModalSubmit()) void use.reply(JSON.stringify(answer(use)));
  });
  return { ...set, opened: await set.ada.slash('form') };
};

test('a form brings one choice, several, and ticks, or what stood there', async (t) => {
  const { ada, opened } = await stage(
    t,
    () => [
      { type: ComponentType.StringSelect, custom_id: 'one', options: OPTIONS, required: false },
      { type: ComponentType.StringSelect, custom_id: 'some', options: OPTIONS, min_values: 2, max_values: 3 },
      {
        type: ComponentType.RadioGroup,
        custom_id: 'radio',
        options: OPTIONS.map((one) => ({ ...one, default: one.value === 'green' })),
      },
      { type: ComponentType.CheckboxGroup, custom_id: 'boxes', options: OPTIONS, min_values: 0, required: false },
      { type: ComponentType.Checkbox, custom_id: 'tick', default: true },
    ],
    ({ fields }) => [
      fields.getStringSelectValues('one'),
      fields.getStringSelectValues('some'),
      fields.getRadioGroup('radio'),
      fields.getCheckboxGroup('boxes'),
      fields.getCheckbox('tick'),
    ],
  );
  const some = ['red', 'blue'];
  await (await ada.submit(opened, { some })).shows('[[],["red","blue"],"green",[],true]');
  const all = { one: 'blue', some: ['blue', 'green', 'red'], radio: 'red', boxes: ['red', 'green'], tick: false };
  await (await ada.submit(opened, all)).shows('[["blue"],["blue","green","red"],"red",["red","green"],false]');
  assert.deepEqual(
    opened.modal?.fields.map(({ customId, type, value }) => [customId, type, value]),
    [
      ['one', 3, []],
      ['some', 3, []],
      ['radio', 21, 'green'],
      ['boxes', 22, []],
      ['tick', 23, true],
    ],
  );
});

test('a form lets nobody send what it doesn’t offer', async (t) => {
  const { ada, opened } = await stage(
    t,
    () => [
      { type: ComponentType.StringSelect, custom_id: 'some', options: OPTIONS, min_values: 2, max_values: 2 },
      { type: ComponentType.RadioGroup, custom_id: 'radio', options: OPTIONS },
      { type: ComponentType.CheckboxGroup, custom_id: 'boxes', options: OPTIONS },
      { type: ComponentType.Checkbox, custom_id: 'tick' },
      { type: ComponentType.TextInput, custom_id: 'words', style: TextInputStyle.Short, required: false },
    ],
    () => 'sent',
  );
  const good = { some: ['red', 'blue'], radio: 'red', boxes: ['blue'], tick: true };
  const refused: [Record<string, string | string[] | boolean>, RegExp][] = [
    [{ radio: 'red', boxes: ['blue'] }, /needs the field "some"/],
    [{ ...good, some: ['red'] }, /"some" takes 2 to 2 values/],
    [{ ...good, some: ['red', 'red'] }, /"some" takes each value once/],
    [{ ...good, some: ['red', 'pink'] }, /"some" does not offer "pink"/],
    [{ ...good, radio: 'pink' }, /"radio" does not offer "pink"/],
    [{ some: ['red', 'blue'], boxes: ['blue'] }, /needs the field "radio"/],
    [{ ...good, boxes: [] }, /needs the field "boxes"/],
    [{ ...good, boxes: ['pink'] }, /"boxes" does not offer "pink"/],
    [{ ...good, tick: 'yes' }, /"tick" is a box to tick/],
    [{ ...good, words: true }, /"words" takes words/],
    [{ ...good, other: 'x' }, /no field "other"/],
  ];
  for (const [entries, why] of refused) await assert.rejects(ada.submit(opened, entries), why);
  await (await ada.submit(opened, good)).shows('"sent"');
});

test('a form brings members, roles and channels of the server, and nothing else', async (t) => {
  const { ada, opened, guild, general, client } = await stage(
    t,
    (server) => [
      { type: ComponentType.UserSelect, custom_id: 'who', max_values: 2, required: false },
      {
        type: ComponentType.RoleSelect,
        custom_id: 'roles',
        required: false,
        max_values: 25,
        default_values: [{ id: server.id, type: SelectMenuDefaultValueType.Role }],
      },
      { type: ComponentType.MentionableSelect, custom_id: 'both', max_values: 5, required: false },
      {
        type: ComponentType.ChannelSelect,
        custom_id: 'where',
        channel_types: [ChannelType.GuildVoice],
        required: false,
      },
    ],
    ({ fields }) => [
      fields.getSelectedMembers('who')?.map((one) => Object(one).displayName) ?? [],
      fields.getSelectedRoles('roles')?.map((one) => one?.name) ?? [],
      fields.getSelectedMentionables('both')?.users.map((one) => one.displayName) ?? [],
      fields.getSelectedChannels('where')?.map((one) => Object(one).name) ?? [],
    ],
  );
  const lounge = guild.voice('Lounge');
  await (await ada.submit(opened, {})).shows('[[],["@everyone"],[],[]]');
  const chosen = { who: [ada.id, guild.owner.id], roles: [], both: [ada.id, guild.id], where: lounge.id };
  await (await ada.submit(opened, chosen)).shows(`[["Ada","${guild.owner.name}"],[],["Ada"],["Lounge"]]`);
  const stranger = client.application.id.replace(/^./, '9');
  for (const [entries, why] of [
    [{ who: [stranger] }, /"who" does not offer/],
    [{ roles: [ada.id] }, /"roles" does not offer/],
    [{ where: general.id }, /"where" does not offer/],
    [{ both: [lounge.id] }, /"both" does not offer/],
  ] as const)
    await assert.rejects(ada.submit(opened, entries), why);
});

test('a form that Discord would refuse is refused', () => {
  const wrong = (component: object, more: object = {}): string[] => {
    try {
      const body = form([component as APIComponentInLabel]);
      read(modalBody, { ...body, ...more });
      return [];
    } catch (error) {
      assert.ok(error instanceof ApiError);
      return error.faults.map(({ path, code }) => `${path.slice(3).join('.')} ${code}`);
    }
  };
  const select = { type: 3, custom_id: 's', options: OPTIONS };
  const radio = { type: 21, custom_id: 'r', options: OPTIONS };
  const boxes = { type: 22, custom_id: 'b', options: OPTIONS };
  const roles = { type: 6, custom_id: 'e' };
  const chosen = OPTIONS.map((one) => ({ ...one, default: true }));
  for (const good of [select, radio, boxes, roles, { type: 23, custom_id: 'c' }]) assert.deepEqual(wrong(good), []);
  assert.deepEqual(wrong({ ...select, disabled: true }), ['disabled COMPONENT_DISABLED_IN_MODAL']);
  for (const one of [select, boxes, roles])
    assert.deepEqual(wrong({ ...one, min_values: 0 }), ['min_values COMPONENT_INVALID_SELECT_VALUES']);
  for (const one of [select, boxes, roles]) assert.deepEqual(wrong({ ...one, min_values: 0, required: false }), []);
  for (const one of [select, radio]) {
    assert.deepEqual(wrong({ ...one, options: chosen }), [' SELECT_COMPONENT_INVALID_DEFAULT_VALUES']);
    assert.deepEqual(wrong({ ...one, options: [...OPTIONS, OPTIONS[0]] }), [
      'options SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ]);
  }
  assert.deepEqual(wrong({ ...boxes, options: chosen }), []);
  assert.deepEqual(wrong({ ...radio, options: OPTIONS.slice(0, 1) }), ['options BASE_TYPE_BAD_LENGTH']);
  const eleven = Array.from({ length: 11 }, (_, index) => ({ label: `${index}`, value: `${index}` }));
  assert.deepEqual(wrong({ ...radio, options: eleven }), ['options BASE_TYPE_BAD_LENGTH']);
  assert.deepEqual(wrong({ ...boxes, options: eleven }), ['options BASE_TYPE_BAD_LENGTH']);
  const things = ['1', '2'].map((id) => ({ id, type: 'role' }));
  assert.deepEqual(wrong({ ...roles, default_values: things }), [' SELECT_COMPONENT_INVALID_DEFAULT_VALUES']);
  assert.deepEqual(wrong({ ...roles, max_values: 2, default_values: things }), []);
  assert.deepEqual(wrong({ ...roles, default_values: [{ id: '1', type: 'user' }] }), [
    'default_values SELECT_COMPONENT_INVALID_DEFAULT_VALUES',
  ]);
  const twice = { components: [1, 2].map(() => ({ type: 18, label: 'L', component: radio })) };
  assert.deepEqual(wrong(radio, twice), [' COMPONENT_CUSTOM_ID_DUPLICATED']);
});

test('what is suggested for one option can depend on another, in a subcommand too', async (t) => {
  const { client, ada } = await scene(t);
  await client.application.commands.set([
    new SlashCommandBuilder()
      .setName('paint')
      .setDescription('Paints')
      .addSubcommand((sub) =>
        sub
          .setName('wall')
          .setDescription('A wall')
          .addStringOption((option) =>
            option.setName('kind').setDescription('Which').setRequired(true).setAutocomplete(true),
          )
          .addStringOption((option) =>
            option.setName('colour').setDescription('Which').setRequired(true).setAutocomplete(true),
          ),
      ),
  ]);
  client.on(Events.InteractionCreate, (use) => {
    if (!use.isAutocomplete()) return;
    const { name, value } = use.options.getFocused(true);
    const said = [
      use.options.getSubcommand(),
      name,
      value,
      use.options.getString('kind'),
      use.options.getString('colour'),
    ];
    void use.respond([{ name: said.join(), value: 'x' }]);
  });
  const names = async (option: string, typed: string, options: Record<string, string>) =>
    (await ada.autocomplete('paint wall', option, typed, { options })).choices?.map(({ name }) => name);
  assert.deepEqual(await names('kind', 'o', {}), ['wall,kind,o,o,']);
  assert.deepEqual(await names('kind', '', { colour: 'red' }), ['wall,kind,,,red']);
  assert.deepEqual(await names('colour', 'r', { kind: 'oil' }), ['wall,colour,r,oil,r']);
});
