import { isUtf8 } from 'node:buffer'
import type { Encoding } from '../import.ts'

/** What the first bytes say of the encoding; null: nothing, the whole file has to be looked at. */
function encodingOf(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return utf16WithoutMark(head)
}

/** Text of western languages in UTF-16 has a zero in nearly every second byte. */
function utf16WithoutMark(head: Buffer): Encoding | null {
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const many = head.length / 5
  const [even = 0, odd = 0] = zeros
  if (odd > many && even < odd / 4) return 'utf-16le'
  return even > many && odd < even / 4 ? 'utf-16be' : null
}

/** Looks at every byte: text that is not UTF-8 anywhere is taken for Windows-1252, as Excel writes CSV. */
export async function encodingOfAll(bytes: AsyncIterable<Buffer>): Promise<Encoding> {
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = true
  for await (const page of bytes) {
    const known = isFirst ? encodingOf(page) : null
    if (known !== null) return known
    isFirst = false
    const all = rest.length === 0 ? page : Buffer.concat([rest, page])
    const whole = all.length - unfinished(all)
    if (!isUtf8(all.subarray(0, whole))) return 'windows-1252'
    rest = all.subarray(whole)
  }
  return rest.length === 0 ? 'utf-8' : 'windows-1252'
}

/** Bytes at the end that begin a character whose other bytes are still to come. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

/** The text in pieces, without a mark at its beginning. */
export async function* textOf(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const page of bytes) yield decoder.decode(page, { stream: true })
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
