import { readSync, writeSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '#platform/ids.ts'
import { maxCellLength } from '../import.ts'
import { ImportFailure } from '../import-errors.ts'
import type { Archive } from './archive.ts'
import { readXml } from './xml.ts'

const path = 'xl/sharedStrings.xml'
const maxStrings = 20_000_000
const pageBytes = 256 * 1024
const pagesInMemory = 16

/** The texts of a workbook, which its cells name by number. */
export interface SharedStrings {
  at(index: number): string
  close(): Promise<void>
}

/** A large workbook has millions of them: they lie in a file that loses its name at once, with eight bytes each in memory. */
export async function readSharedStrings(archive: Archive): Promise<SharedStrings> {
  if (!archive.names.has(path)) return { at: () => '', close: async () => undefined }
  const name = join(tmpdir(), `dawk-strings-${newId()}`)
  const file = await open(name, 'wx+', 0o600)
  await rm(name, { force: true })
  try {
    const ends = await writeStrings(archive, file)
    return { at: createLookup(file, ends), close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function writeStrings(archive: Archive, file: FileHandle): Promise<Float64Array> {
  let ends = new Float64Array(1024)
  let count = 0
  let written = 0
  let pending: Buffer[] = []
  const collect = collectTexts((text) => {
    const bytes = Buffer.from(text)
    pending.push(bytes)
    written += bytes.length
    if (count === ends.length) ends = grown(ends)
    ends[count++] = written
  })
  for await (const _ of readXml(await archive.open(path), collect)) {
    if (count > maxStrings) throw new ImportFailure('The spreadsheet has more texts than any real one.')
    writeSync(file.fd, Buffer.concat(pending))
    pending = []
  }
  return ends.subarray(0, count)
}

function grown(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2)
  larger.set(array)
  return larger
}

/** The text of each `si`: of all its runs, without the reading aids of East Asian scripts. */
function collectTexts(add: (text: string) => void) {
  let text = ''
  let inText = false
  let inAid = false
  return {
    open(name: string) {
      if (name === 'si') text = ''
      if (name === 'rPh') inAid = true
      inText = name === 't' && !inAid
    },
    text(part: string) {
      if (inText && text.length <= maxCellLength) text += part
    },
    close(name: string) {
      inText = false
      if (name === 'rPh') inAid = false
      if (name === 'si') add(text)
    },
  }
}

/** Cells mostly name texts in their order, so a few pages answer nearly all. */
function createLookup(file: FileHandle, ends: Float64Array): SharedStrings['at'] {
  const pages = new Map<number, Buffer>()
  function pageAt(number: number): Buffer {
    const known = pages.get(number)
    if (known) return known
    const buffer = Buffer.allocUnsafe(pageBytes)
    const page = buffer.subarray(0, readSync(file.fd, buffer, 0, pageBytes, number * pageBytes))
    const [oldest] = pages.keys()
    if (pages.size >= pagesInMemory && oldest !== undefined) pages.delete(oldest)
    pages.set(number, page)
    return page
  }
  return (index) => {
    const end = ends[index]
    if (end === undefined) return ''
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0)
    const [first, last] = [Math.floor(start / pageBytes), Math.floor(Math.max(start, end - 1) / pageBytes)]
    if (first === last) return pageAt(first).toString('utf8', start - first * pageBytes, end - first * pageBytes)
    const parts = Array.from({ length: last - first + 1 }, (_, at) => pageAt(first + at))
    return Buffer.concat(parts).toString('utf8', start - first * pageBytes, end - first * pageBytes)
  }
}
