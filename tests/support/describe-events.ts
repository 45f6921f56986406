import { eventCatalogue } from '@dawk/core/events/catalogue.ts'

type Entry = [type: string, entry: { when: string; data: object }]

const section = /<!-- events: (\S+) -->\n[\s\S]*?<!-- end -->/g

/** docs/events.md with its tables written anew from the catalogue; each table stands between two comments that name its types. */
export function writeEventTables(page: string): string {
  const left = new Map<string, Entry[1]>(Object.entries(eventCatalogue))
  const written = page.replace(section, (_, prefixes: string) => {
    const entries = [...left].filter(([type]) => prefixes.split(',').some((prefix) => type.startsWith(prefix)))
    for (const [type] of entries) left.delete(type)
    return `<!-- events: ${prefixes} -->\n${toTable(entries)}\n<!-- end -->`
  })
  if (left.size > 0) throw new Error(`docs/events.md has no table for ${[...left.keys()].join(', ')}`)
  return written
}

/** Where all have the same data, the data stand before the table. */
function toTable(entries: readonly Entry[]): string {
  const [shared, ...others] = [...new Set(entries.map(([, { data }]) => members(data)))]
  if (others.length === 0 && entries.length > 1)
    return [
      `Data of all: ${shared}`,
      '',
      '| Type | When |',
      '|---|---|',
      ...entries.map(([type, { when }]) => `| \`${type}\` | ${when}. |`),
    ].join('\n')
  const rows = entries.map(([type, { when, data }]) => `| \`${type}\` | ${when}. | ${members(data)} |`)
  return ['| Type | When | Data |', '|---|---|---|', ...rows].join('\n')
}

function members(data: object): string {
  const { properties, required } = data as { properties: object; required: readonly string[] }
  const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
  return `\`{${names.join(', ')}}\``
}
