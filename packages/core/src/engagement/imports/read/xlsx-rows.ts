import { maxCellLength, maxColumns } from '../import.ts'
import { ImportFailure } from '../import-errors.ts'
import { type Archive, openArchive } from './archive.ts'
import type { LocalFile } from './local-copy.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import type { RawRow, RowPages } from './source-row.ts'
import { type DateStyle, readDateStyles, showSerial } from './xlsx-styles.ts'
import { readXml } from './xml.ts'

/** The names of the sheets of a workbook, in their order. */
export async function listSheets(file: LocalFile): Promise<string[]> {
  const archive = await openArchive(file)
  try {
    return (await readSheets(archive)).sheets.map(({ name }) => name)
  } finally {
    archive.close()
  }
}

/** One sheet of a workbook, as ECMA-376 has it. `named`: which; absent: the first. */
export async function* readXlsx(file: LocalFile, named?: string): RowPages {
  const archive = await openArchive(file)
  let strings: SharedStrings | null = null
  try {
    const { sheet, base } = await readWorkbook(archive, named)
    const styles = await readDateStyles(archive)
    strings = await readSharedStrings(archive)
    const collected = collectRows({ strings, styles, base })
    for await (const _ of readXml(await archive.open(sheet), collected.handlers)) {
      const rows = collected.take()
      if (rows.length > 0) yield rows
    }
  } finally {
    archive.close()
    await strings?.close()
  }
}

interface Workbook {
  /** The path of the sheet. */
  sheet: string
  base: 1900 | 1904
}

async function readSheets(
  archive: Archive,
): Promise<{ sheets: { name: string; relation: string }[]; base: Workbook['base'] }> {
  const sheets: { name: string; relation: string }[] = []
  let base: Workbook['base'] = 1900
  const workbook = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', relation: attributes['r:id'] ?? '' })
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? '')) base = 1904
    },
  }
  for await (const _ of readXml(await archive.open('xl/workbook.xml'), workbook));
  return { sheets, base }
}

async function readWorkbook(archive: Archive, named: string | undefined): Promise<Workbook> {
  const { sheets, base } = await readSheets(archive)
  const chosen = named === undefined ? sheets[0] : sheets.find(({ name }) => name === named)
  if (!chosen && sheets.length > 0)
    throw new ImportFailure(`The workbook has no sheet of this name. It has ${namesOf(sheets)}.`)
  const targets = new Map<string, string>()
  const relations = {
    open(name: string, { Id = '', Target = '' }: Readonly<Record<string, string>>) {
      if (name === 'Relationship') targets.set(Id, Target)
    },
  }
  for await (const _ of readXml(await archive.open('xl/_rels/workbook.xml.rels'), relations));
  const target = targets.get(chosen?.relation ?? '')
  if (target === undefined) throw new ImportFailure('The workbook has no sheet.')
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, base }
}

const namesOf = (sheets: readonly { name: string }[]) =>
  sheets
    .slice(0, 20)
    .map(({ name }) => `“${name}”`)
    .join(', ')

interface CellRules {
  strings: SharedStrings
  styles: readonly (DateStyle | null)[]
  base: Workbook['base']
}

/** Collects the rows of a sheet, until they are taken. */
function collectRows(rules: CellRules) {
  let rows: RawRow[] = []
  let row: RawRow = { number: 0, cells: [] }
  let cell = { at: 0, type: '', style: 0, value: '' }
  let inValue = false
  const handlers = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'row') row = { number: Number(attributes['r'] ?? row.number + 1), cells: [] }
      else if (name === 'c') {
        const at = attributes['r'] === undefined ? row.cells.length : columnOf(attributes['r'])
        if (at >= maxColumns) throw new ImportFailure(`A row has more than ${maxColumns} columns.`)
        cell = { at, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '' }
      }
      inValue = name === 'v' || name === 't'
    },
    text(part: string) {
      if (inValue && cell.value.length <= maxCellLength) cell.value += part
    },
    close(name: string) {
      inValue = false
      if (name === 'c') {
        while (row.cells.length < cell.at) row.cells.push('')
        row.cells[cell.at] = showCell(cell, rules)
      }
      if (name === 'row') rows.push(row)
    },
  }
  const take = () => {
    const taken = rows
    rows = []
    return taken
  }
  return { handlers, take }
}

function showCell({ type, style, value }: { type: string; style: number; value: string }, rules: CellRules): string {
  if (value === '' || type === 'e') return ''
  if (type === 's') return rules.strings.at(Number(value))
  if (type === 'b') return value === '1' ? 'true' : 'false'
  return type === 'n' ? showNumber(value, rules.styles[style] ?? null, rules.base) : value
}

/** A spreadsheet stores all digits of a number however it shows them, so a phone number that it counts as one is whole. */
function showNumber(value: string, style: DateStyle | null, base: Workbook['base']): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (style !== null) return showSerial(number, style, base)
  return Number.isSafeInteger(number) ? number.toFixed(0) : value
}

/** `AB12` is the column 27, counted from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.replace(/\d+$/, '')) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
