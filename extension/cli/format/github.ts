/** Findings as workflow commands of GitHub Actions, which become annotations. */
import { shownPath } from './finding';
import type { Finding } from './finding';

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** In a property a colon and a comma end it. */
function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

export function githubReport(findings: readonly Finding[]): string {
  return findings.map(({ path, diagnostic: { code, message, severity, range: { start, end } } }) => {
    const level = severity === 'hint' ? 'notice' : severity;
    // Columns are read only where start and end are on one line.
    const columns = start.line === end.line ? `,col=${String(start.character + 1)},endColumn=${String(end.character + 1)}` : '';
    return `::${level} file=${escapedProperty(shownPath(path))},line=${String(start.line + 1)},endLine=${String(end.line + 1)}${columns},title=${escapedProperty(`Shape Inspector (${code})`)}::${escaped(message)}\n`;
  }).join('');
}
