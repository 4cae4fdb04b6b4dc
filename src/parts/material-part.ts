import type { Place } from '../base/place.ts';
import type { Config } from '../config.ts';
import type { ReadFiles } from '../conversation/turns/question.ts';
import type { ReadFile } from '../media/bridge/read-file.ts';
import type { Settings } from '../settings/settings.ts';
import type { McpMaterial } from '../tools/mcp/mcp-material.ts';
import type { McpTools } from '../tools/mcp/mcp-tools.ts';

/** What people can add to a question besides files: what MCP servers have. */
export type Materials = {
  /** What fits what somebody is typing. */
  suggest(place: Place, typed: string): Promise<readonly { label: string; value: string }[]>;
  /** Reads what somebody chose, and the question's files before it. What can't be read is told in a remark. */
  add(chosen: string, to: { place: Place; question: string; readFiles: ReadFiles | undefined }): ReadFiles;
};

type MaterialMeans = { tools: McpTools; settings: Pick<Settings, 'of'> };

/** Whether there may be MCP servers. */
export const hasMcp = ({ mcp }: Pick<Config, 'mcp'>): boolean => mcp.servers.length > 0 || mcp.isOpenToServers;

/** Makes it; nothing, if the operator has named no server. */
export const makeMaterials = (
  { mcp }: Pick<Config, 'mcp'>,
  { tools, settings }: MaterialMeans,
): Materials | undefined => {
  if (!hasMcp({ mcp })) return undefined;
  const list = async (place: Place) => tools.listMaterial((await settings.of(place)).values, place);
  return {
    async suggest(place, typed) {
      const wanted = typed.trim().toLowerCase();
      return (await list(place)).filter(({ label }) => label.toLowerCase().includes(wanted));
    },
    add:
      (chosen, { place, question, readFiles }) =>
      async (signal) => {
        const reading = (await readFiles?.(signal)) ?? { files: [], remarks: [], release() {} };
        const material = (await list(place)).find(({ value }) => value === chosen);
        const read = material && (await readMaterial(tools, material, { question, signal }));
        if (read) return { ...reading, files: [...reading.files, read] };
        return {
          ...reading,
          remarks: [...reading.remarks, { code: 'mcp.no-material', name: material?.label ?? chosen }],
        };
      },
  };
};

/** A text like that of a file, which somebody else has written. Nothing if it can't be had. */
const readMaterial = async (
  tools: McpTools,
  material: McpMaterial,
  how: { question: string; signal: AbortSignal },
): Promise<ReadFile | undefined> => {
  const outcome = await tools.fetchMaterial(material, how).catch(() => undefined);
  if (outcome?.is !== 'answer' || outcome.text === '') return undefined;
  const { text } = outcome;
  return { is: 'text', text, name: material.label, of: 'question', bytes: Buffer.byteLength(text), isVoice: false };
};
