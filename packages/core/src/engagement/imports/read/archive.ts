import { Readable, Transform } from 'node:stream'
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl'
import { ImportFailure } from '../import-errors.ts'
import { bytesOf, type LocalFile } from './local-copy.ts'

/** An archive that unpacks to more than this, or to so many times its size, was made to harm. */
const maxUnpackedBytes = 2 * 1024 ** 3
const maxRatio = 250
const leastBytes = 64 * 1024 * 1024
const maxEntries = 10_000

export interface Archive {
  /** The paths of its parts. */
  names: ReadonlySet<string>
  /** Unpacks a part as it is read. @throws ImportFailure when there is none, or it holds more than it may */
  open(name: string): Promise<Readable>
  close(): void
}

/** A zip archive, whose parts are unpacked as they are read and never whole. All of them together have one limit. */
export async function openArchive(file: LocalFile): Promise<Archive> {
  const zip = await openZip(file)
  const entries = await listEntries(zip)
  const most = Math.min(maxUnpackedBytes, Math.max(leastBytes, file.sizeBytes * maxRatio))
  let unpacked = 0
  const measure = () =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        unpacked += chunk.length
        if (unpacked > most)
          done(new ImportFailure('The spreadsheet unpacks to far more than its size, and is not read.'))
        else done(null, chunk)
      },
    })
  return {
    names: new Set(entries.keys()),
    async open(name) {
      const entry = entries.get(name)
      if (!entry) throw new ImportFailure(`The spreadsheet has no part ${name}.`)
      const source = await openEntry(zip, entry)
      const counted = measure()
      source.on('error', (cause) => counted.destroy(broken(cause)))
      counted.on('close', () => source.destroy())
      return source.pipe(counted)
    },
    close: () => zip.close(),
  }
}

const broken = (cause: unknown) =>
  cause instanceof ImportFailure ? cause : new ImportFailure('The spreadsheet is not a whole archive.', { cause })

/** The archive reads by the handle of the file and never closes it: others read the file after it. */
class HandleReader extends RandomAccessReader {
  readonly file: LocalFile

  constructor(file: LocalFile) {
    super()
    this.file = file
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(bytesOf(this.file, start, end), { objectMode: false })
  }

  override close(done: (error: Error | null) => void): void {
    done(null)
  }
}

function openZip(file: LocalFile): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true }
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(new HandleReader(file), file.sizeBytes, options, (error, zip) => {
      if (error) reject(broken(error))
      else resolve(zip)
    })
  })
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    zip.on('error', (error: unknown) => reject(broken(error)))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.replace(/^\//, ''), entry)
      if (entries.size > maxEntries) reject(new ImportFailure('The spreadsheet has more parts than any real one.'))
      else zip.readEntry()
    })
    zip.readEntry()
  })
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(broken(error))
      else resolve(stream)
    })
  })
}
