import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { GatewayError } from '#platform/errors.ts'
import type { Cell } from './cells.ts'

const maxCellLength = 32_767
/** A sheet has no more. */
const maxRows = 1_048_576
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const contentTypes = `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
const relations = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const workbook = `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Contacts" sheetId="1" r:id="rId1"/></sheets></workbook>`
const workbookRelations = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`

/**
 * A workbook with one sheet, written as its rows come. Every cell is a text, which no spreadsheet calculates: it needs no
 * guard against formulas, and gets the one of CSV only where it would be taken for one once it is saved as CSV.
 */
export function writeXlsx(columns: readonly string[], pages: AsyncIterable<Cell[][]>): Readable {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(contentTypes), '[Content_Types].xml')
  zip.addBuffer(Buffer.from(relations), '_rels/.rels')
  zip.addBuffer(Buffer.from(workbook), 'xl/workbook.xml')
  zip.addBuffer(Buffer.from(workbookRelations), 'xl/_rels/workbook.xml.rels')
  const output = new Readable().wrap(zip.outputStream)
  const sheet = Readable.from(toSheet(columns, pages))
  sheet.on('error', (error) => output.destroy(error))
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  return output
}

async function* toSheet(columns: readonly string[], pages: AsyncIterable<Cell[][]>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${head}<worksheet xmlns="${main}"><sheetData>${toRow(columns)}`)
  let count = 1
  for await (const rows of pages) {
    count += rows.length
    if (count > maxRows)
      throw new GatewayError(
        'invalid_request',
        `A sheet holds ${maxRows} rows, and these are more. Export them as CSV.`,
      )
    if (rows.length > 0) yield Buffer.from(rows.map(toRow).join(''))
  }
  yield Buffer.from('</sheetData></worksheet>')
}

const toRow = (cells: readonly Cell[]): string =>
  `<row>${cells.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${toXml(guarded(cell))}</t></is></c>`).join('')}</row>`

const guarded = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).slice(0, maxCellLength)

/** Characters that XML cannot hold are left out. */
const toXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
