import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readWebpHeader } from './webp.ts'

const webp = (chunk: string, ...bytes: number[]) =>
  Buffer.concat([Buffer.from(`RIFF\x20\0\0\0WEBP${chunk}\x10\0\0\0`, 'latin1'), Buffer.from(bytes)])

const lossy = webp('VP8 ', 0x30, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0x00, 0x42, 0xff, 0x01)
/** 512 × 300: 511 in 14 bits, 299 in the next 14, and the bit of an alpha channel. */
const lossless = webp('VP8L', 0x2f, 0xff, 0xc1, 0x4a, 0x10)
const extended = (flags: number) => webp('VP8X', flags, 0, 0, 0, 0xff, 0x01, 0, 0x00, 0x00, 0x01)

test('the size of a picture is read from each of the three forms', () => {
  assert.deepEqual(readWebpHeader(lossy), { width: 512, height: 511, animated: false })
  assert.deepEqual(readWebpHeader(lossless), { width: 512, height: 300, animated: false })
  assert.deepEqual(readWebpHeader(extended(0b10)), { width: 512, height: 65537, animated: true })
  assert.equal(readWebpHeader(extended(0b10000))?.animated, false)
})

test('what is cut off, or is none, tells nothing and breaks nothing', () => {
  for (const whole of [lossy, lossless, extended(0)]) {
    assert.ok(readWebpHeader(whole))
    for (let length = 0; length < whole.length; length++) assert.equal(readWebpHeader(whole.subarray(0, length)), null)
  }
  assert.equal(readWebpHeader(webp('VP8 ', ...Array(10).fill(0))), null)
  assert.equal(readWebpHeader(webp('VP8L', 0, 0xff, 0xc1, 0x4a, 0x10)), null)
  assert.equal(readWebpHeader(webp('EXIF', ...Array(30).fill(1))), null)
  assert.equal(readWebpHeader(Buffer.from(`RIFF\0\0\0\0WAVE${' '.repeat(30)}`, 'latin1')), null)
})
