/** The language servers that this extension host has started, found as Linux lists its processes. */
import { readdirSync, readFileSync } from 'node:fs';

/** Their process ids. */
export function serverProcesses(): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((id) => {
    try {
      // "id (name) state parent ...": the name may hold anything, a parenthesis as well.
      const [, parent] = readFileSync(`/proc/${String(id)}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return Number(parent) === process.pid && readFileSync(`/proc/${String(id)}/cmdline`, 'utf8').includes('server-node.js');
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
}
