import { crc32 } from 'node:zlib'
import { samples } from '@dawk/simulator/media/samples.ts'

/** Small files of every format that WhatsApp takes, and of some that it does not; told by their bytes alone. */
const latin = (text: string) => Buffer.from(text, 'latin1')
const box = (brand: string) => latin(`\0\0\0\x18ftyp${brand}\0\0\0\0${brand}isom\0\0\0\x08free`)

/** One stored entry: enough for a reader that goes through the local headers. */
function zip(name: string, text = ''): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt32LE(crc32(text), 14)
  header.writeUInt32LE(text.length, 18)
  header.writeUInt32LE(text.length, 22)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, latin(name), latin(text), Buffer.alloc(64)])
}

const officeFile = (part: string) =>
  zip(
    '[Content_Types].xml',
    `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x.xml" ContentType="application/vnd.openxmlformats-officedocument.${part}.main+xml"/></Types>`,
  )

/** A compound file whose directory has one stream of that name. */
function compound(stream: string): Buffer {
  const file = Buffer.alloc(512 * 3)
  latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1').copy(file)
  file.writeUInt16LE(9, 30) // sectors of 512 bytes
  file.writeUInt32LE(1, 48) // the directory is the second
  file.write(stream, 1024, 'utf16le')
  file.writeUInt16LE((stream.length + 1) * 2, 1024 + 64)
  return file
}

const stereo = Buffer.from(samples.audio.bytes)
stereo[37] = 2

/** The header of a WebP file in its extended form. */
export function webpOf(width: number, height: number, animated: boolean): Buffer {
  const file = Buffer.alloc(64)
  latin('RIFF').copy(file)
  file.writeUInt32LE(56, 4)
  latin('WEBPVP8X').copy(file, 8)
  file.writeUInt32LE(10, 16)
  file[20] = animated ? 0b10 : 0
  file.writeUIntLE(width - 1, 24, 3)
  file.writeUIntLE(height - 1, 27, 3)
  return file
}

export const files = {
  jpeg: samples.image.bytes,
  png: latin(
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\0IDAT\0\0\0\0IEND\xaeB`\x82',
  ),
  webp: samples.sticker.bytes,
  animatedWebp: webpOf(512, 512, true),
  mp4: box('isom'),
  gpp: box('3gp4'),
  m4a: box('M4A '),
  aac: latin('\xff\xf1\x50\x80\x02\x1f\xfc'),
  amr: latin('#!AMR\n<'),
  mp3: Buffer.concat([latin('ID3\x03\0\0\0\0\0\x0a'), Buffer.alloc(10), latin('\xff\xfb\x90\x44'), Buffer.alloc(500)]),
  opus: samples.audio.bytes,
  stereoOpus: stereo,
  pdf: samples.document.bytes,
  text: Buffer.from('Grüße,\nein Text.\n'),
  doc: compound('WordDocument'),
  xls: compound('Workbook'),
  ppt: compound('PowerPoint Document'),
  docx: officeFile('wordprocessingml.document'),
  xlsx: officeFile('spreadsheetml.sheet'),
  pptx: officeFile('presentationml.presentation'),
  gif: latin('GIF89a\x01\0\x01\0\0\0\0;'),
  exe: Buffer.concat([latin('MZ\x90\0'), Buffer.alloc(200)]),
  zip: zip('a.bin'),
  vorbis: Buffer.concat([latin('OggS\0\x02'), Buffer.alloc(22), latin('\x01vorbis'), Buffer.alloc(30)]),
}

/** The same file, that long. */
export const padded = (file: Buffer, sizeBytes: number): Buffer =>
  Buffer.concat([file, Buffer.alloc(Math.max(0, sizeBytes - file.length), 0x20)])
