/** Findings as SARIF 2.1.0: for code scanning, with help for each rule and fingerprints that outlive moved lines. */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Log, Region, ReportingDescriptor, Result } from 'sarif';
import { pageOf, pageUrl, ruleMetadata } from '../../policy/rule-pages';
import type { TextRange } from '../../protocol/report';
import { shownPath } from './finding';
import type { Finding } from './finding';

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const;

function regionOf({ start, end }: TextRange): Region {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

function uriOf(path: string): { readonly uri: string; readonly uriBaseId?: string } {
  const shown = shownPath(path);
  return shown === path ? { uri: pathToFileURL(path).href } : { uri: encodeURI(shown), uriBaseId: '%SRCROOT%' };
}

function descriptorOf(id: string): ReportingDescriptor {
  const rule = ruleMetadata.find((one) => one.id === id);
  if (rule === undefined) return { id, shortDescription: { text: 'a setting that says nothing' }, defaultConfiguration: { level: 'error' } };
  return {
    id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: { text: `Fires on ${rule.summary}. ${rule.why}`, markdown: pageOf(rule) },
    helpUri: pageUrl(rule),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: { tags: [id.slice(0, id.indexOf('/'))] },
  };
}

export function sarifReport(findings: readonly Finding[], version: string): string {
  const ids = [...new Set(findings.map(({ diagnostic }) => diagnostic.code))].sort();
  const seen = new Map<string, number>();
  const results = findings.map(({ path, line, fixes, diagnostic: { code, message, range, severity, related } }): Result => {
    // The line's text and not its number: findings keep their identity when code above them changes.
    const identity = `${code} ${shownPath(path)} ${line.trim()}`;
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return {
      ruleId: code, ruleIndex: ids.indexOf(code), level: levels[severity], message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: uriOf(path), region: regionOf(range) } }],
      ...(related.length === 0 ? {} : { relatedLocations: related.map((one, id) => ({ id, message: { text: one.message }, physicalLocation: { artifactLocation: uriOf(one.path), region: regionOf(one.range) } })) }),
      partialFingerprints: { 'shapeInspector/v1': createHash('sha256').update(`${identity} ${String(ordinal)}`).digest('hex').slice(0, 32) },
      ...(fixes[0] === undefined ? {} : {
        fixes: [{
          description: { text: fixes[0].title },
          artifactChanges: [...new Set(fixes[0].edits.map((edit) => edit.path))].map((changed) => ({
            artifactLocation: uriOf(changed),
            replacements: (fixes[0]?.edits ?? []).filter((edit) => edit.path === changed).map((edit) => ({ deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start }, insertedContent: { text: edit.text } })),
          })),
        }],
      }),
    };
  });
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Shape Inspector', version, informationUri: 'https://github.com/shape-inspector/shape-inspector', rules: ids.map(descriptorOf) } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(process.cwd()).href}/` } },
      results,
    }],
  };
  return `${JSON.stringify(log)}\n`;
}
