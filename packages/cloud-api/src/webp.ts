/** What the header of a WebP file says. https://developers.google.com/speed/webp/docs/riff_container */
export interface WebpHeader {
  /** Of the canvas, in pixels. */
  width: number
  height: number
  animated: boolean
}

/** Reads at most the first 30 bytes; null: they are not the header of a WebP file, or it was cut off. */
export function readWebpHeader(head: Buffer): WebpHeader | null {
  if (text(head, 0) !== 'RIFF' || text(head, 8) !== 'WEBP') return null
  const form = forms[text(head, 12)]
  return form && head.length >= form.bytes ? form.read(head) : null
}

const text = (head: Buffer, offset: number) => head.toString('latin1', offset, offset + 4)

/** By the first chunk; `bytes`: so many are read. */
const forms: Readonly<Record<string, { bytes: number; read: (head: Buffer) => WebpHeader | null }>> = {
  'VP8 ': { bytes: 30, read: readLossy },
  VP8L: { bytes: 25, read: readLossless },
  VP8X: { bytes: 30, read: readExtended },
}

/** RFC 6386, 9.1: behind the start code 14 bits each, and 2 of scaling. */
function readLossy(head: Buffer): WebpHeader | null {
  if (head.readUIntBE(23, 3) !== 0x9d012a) return null
  return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff, animated: false }
}

/** 14 bits each, less one. https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification */
function readLossless(head: Buffer): WebpHeader | null {
  if (head[20] !== 0x2f) return null
  const sizes = head.readUInt32LE(21)
  return { width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1, animated: false }
}

/** Three bytes each, less one; the second bit of the flags says that it moves. */
function readExtended(head: Buffer): WebpHeader {
  const animated = (head.readUInt8(20) & 0b10) !== 0
  return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1, animated }
}
