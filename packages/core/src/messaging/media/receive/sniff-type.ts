import { open } from 'node:fs/promises'
import { readWebpHeader, type WebpHeader } from '@dawk/cloud-api/webp.ts'
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type'

/** What the bytes are. */
export interface SniffedType {
  /** In Meta's words, `audio/ogg; codecs=opus` among them; null: nothing that is known. */
  mimeType: string | null
  /** Of a WebP file; null: of any other, or it says nothing of itself. */
  webp: WebpHeader | null
  /** Opus in Ogg with one channel. */
  voice: boolean
}

/** So much of a file tells most formats. */
export const headBytes = 4100

/** Names that the formats of Meta's list go by elsewhere. */
const aliases: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/mp3': 'audio/mpeg',
  'audio/x-aac': 'audio/aac',
  'audio/opus': 'audio/ogg',
}

/** A type without its parameters, under the name that Meta uses. */
export function toMetaType(mimeType: string): string {
  const bare = (mimeType.split(';')[0] ?? '').trim().toLowerCase()
  return aliases[bare] ?? bare
}

/** A first look, while the file still comes. Null: the whole file has to be there. */
export async function sniffHead(head: Buffer): Promise<SniffedType | null> {
  if (isOpus(head)) return { mimeType: 'audio/ogg; codecs=opus', webp: null, voice: channels(head) === 1 }
  const type = await fileTypeFromBuffer(head)
  if (type === undefined || type.mime === 'application/zip' || type.mime === 'application/x-cfb') return null
  return { mimeType: toMetaType(type.mime), webp: readWebpHeader(head), voice: false }
}

/** By the bytes alone; names and claims do not count. Most formats show at once: the file is read only for the others. */
export async function sniffFile(path: string, head: Buffer): Promise<SniffedType> {
  return (await sniffHead(head)) ?? { mimeType: await sniffWhole(path, head), webp: null, voice: false }
}

async function sniffWhole(path: string, head: Buffer): Promise<string | null> {
  const type = await fileTypeFromFile(path)
  if (type === undefined) return isText(head) ? 'text/plain' : null
  return type.mime === 'application/x-cfb' ? sniffCompound(path, head) : toMetaType(type.mime)
}

/** The first packet of the first page: RFC 7845, 5.1. */
const isOpus = (head: Buffer) =>
  head.toString('latin1', 0, 4) === 'OggS' && head.toString('latin1', 28, 36) === 'OpusHead'
const channels = (head: Buffer) => head[37]

/** No control characters but those of text. */
function isText(head: Buffer): boolean {
  if (head.length === 0) return false
  return head.every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b)
}

const compoundTypes: readonly [stream: string, mimeType: string][] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
]

/** Word, Excel and PowerPoint before 2007 share a container; its directory tells them apart. [MS-CFB] 2.2, 2.6.1 */
async function sniffCompound(path: string, head: Buffer): Promise<string | null> {
  if (head.length < 512) return null
  const sectorBytes = 2 ** Math.min(12, head.readUInt16LE(30))
  const directory = Buffer.alloc(sectorBytes)
  const file = await open(path)
  try {
    await file.read(directory, 0, sectorBytes, (head.readUInt32LE(48) + 1) * sectorBytes)
  } finally {
    await file.close()
  }
  const names = Array.from({ length: sectorBytes / 128 }, (_, index) => nameOf(directory.subarray(index * 128)))
  return compoundTypes.find(([stream]) => names.includes(stream))?.[1] ?? null
}

const nameOf = (entry: Buffer): string =>
  entry.toString('utf16le', 0, Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2))
