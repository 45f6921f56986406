import type { Archive } from './archive.ts'
import { readXml } from './xml.ts'

const path = 'xl/styles.xml'

/** How numbers of a style are shown, where they are instants. */
export type DateStyle = 'date' | 'datetime' | 'time'

/** Numbers of formats that every spreadsheet knows. */
const builtIn: Readonly<Record<number, DateStyle>> = {
  ...Object.fromEntries([14, 15, 16, 17].map((id) => [id, 'date'])),
  ...Object.fromEntries([18, 19, 20, 21, 45, 46, 47].map((id) => [id, 'time'])),
  22: 'datetime',
}

/** By the number of a cell's style; null: a plain number. */
export async function readDateStyles(archive: Archive): Promise<readonly (DateStyle | null)[]> {
  if (!archive.names.has(path)) return []
  const custom = new Map<number, DateStyle | null>()
  const styles: (DateStyle | null)[] = []
  let inCells = false
  const handlers = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      const id = Number(attributes['numFmtId'])
      if (name === 'numFmt') custom.set(id, styleOf(attributes['formatCode'] ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) styles.push(custom.get(id) ?? builtIn[id] ?? null)
    },
    close(name: string) {
      if (name === 'cellXfs') inCells = false
    },
  }
  for await (const _ of readXml(await archive.open(path), handlers));
  return styles
}

function styleOf(format: string): DateStyle | null {
  const bare = format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '').toLowerCase()
  const hasDate = /[yd]/.test(bare)
  const hasTime = /[hs]/.test(bare)
  if (hasDate) return hasTime ? 'datetime' : 'date'
  return hasTime ? 'time' : null
}

const dayMs = 86_400_000
/** Day 0 of the two ways in which spreadsheets count: of Excel on Windows, and on old Macs. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) }

/** A day number as `2026-03-14` or `2026-03-14T09:00:00`: a spreadsheet has no time zones. */
export function showSerial(serial: number, style: DateStyle, base: keyof typeof epochs): string {
  const at = new Date(epochs[base] + Math.round(serial * 86_400) * 1000)
  if (Number.isNaN(at.getTime())) return String(serial)
  const [date = '', time = ''] = at.toISOString().slice(0, 19).split('T')
  if (style === 'time') return time
  return style === 'date' || at.getTime() % dayMs === 0 ? date : `${date}T${time}`
}
