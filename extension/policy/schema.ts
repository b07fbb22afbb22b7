/** The schema of the settings in the editor, made of what the settings' reader and the rules know. */
import { ruleMetadata } from './rule-pages';
import { levels, settingKeys } from './settings';
import type { Settings } from './settings';

type Schema = Readonly<Record<string, unknown>>;

const selector: Schema = {
  type: 'string',
  enum: ['all', ...new Set(ruleMetadata.map(({ id }) => id.slice(0, id.indexOf('/')))), ...ruleMetadata.map(({ id }) => id)],
};

const shapes: Readonly<Record<(typeof settingKeys)[keyof Settings]['holds'], Schema>> = {
  selectors: { type: 'array', items: selector, uniqueItems: true, default: [] },
  levels: { type: 'object', propertyNames: selector, additionalProperties: { type: 'string', enum: levels }, default: {} },
  'selectors by pattern': { type: 'object', additionalProperties: { type: 'array', items: selector }, default: {} },
  patterns: { type: 'array', items: { type: 'string' }, default: [] },
  shapes: { type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'string' } }, default: {} },
};

/** The properties of `contributes.configuration` that are about rules; their descriptions are in package.nls.json. */
export function editorSchema(): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(settingKeys).map(([key, { holds }]) => [
    `shapeInspector.${key}`, { ...shapes[holds], ...(key === 'select' ? { default: ['all'] } : {}), scope: 'window', markdownDescription: `%shapeInspector.${key}%` },
  ]));
}

/** The descriptions of those properties, by the keys that the properties name. */
export function editorDescriptions(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settingKeys).map(([key, { description }]) => [`shapeInspector.${key}`, description]));
}
