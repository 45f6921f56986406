import type { MediaKind } from '@dawk/cloud-api/media-formats.ts'

/** Small files of the real formats: what a person sends when a test does not say what. */
export interface Sample {
  readonly bytes: Buffer
  readonly mimeType: string
  readonly filename?: string
}

const decode = (base64: string) => Buffer.from(base64, 'base64')

/** 160 × 100 pixels. */
const jpeg = decode(`
/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC
8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCABkAKADASIAAhEBAxEB/8QAGgAB
AQEBAQEBAAAAAAAAAAAAAgEABQYEA//EACcQAQEBAAEDAwMEAwAAAAAAAAEAAgMEETESQXEFImETITJiUaGx/8QAGQEBAQEBAQEAAAAAAAAAAA
AAAQADAgQF/8QAHBEBAQACAgMAAAAAAAAAAAAAAAEDEQJBITFR/9oADAMBAAIRAxEAPwDmhIKhILt8ZAkFQkFFAkFQkEEQkFQkFFAkFQkEFAkF
QkEFAkFQkFEQkFQkEFAkFQkFFAkFQkEF54JBUJBaMECQVCQUUCQVCQQRCQVCecqgHdfaiISC6nS/SVDXUKf1L78dF02DscOX5O//AGGsxWvPBI
L0Gui6fZ2eHJ8Ha+PqPpfpHXAr/Vo3FY5oSCvpR7J2SQQ40ISCoSCCgSCoSCkgSCoSCC88EgqEgtGCBIKhIKKBIKhIIIhdj6V0hnBz7Puf4/gu
Zx49e85PdC9LnJnJkOwHYpti47u2ratPS1rVpPg+odMaz+tk+4/l+S54Xfcmso+H9riax6duf8PaKxycdXYBIKhIIZoEgqEggoEgqEggvPBIKh
ILVggSCoSCCgSCoSCCXT/bz8a+DQ/7vRXnAu90vKc3Bnfv4fmm+K9P1rastkrasJLj8v782099N1efk/S4ta9/B83LCKzyfBCQVCQQyQJBUJBB
QJBUJBTp54JBUJBaPOgSCoSCCgSCoSCiIX09Lz66fffzl8l+ISCHU8O1x8mOXPqw9y/S4uNaw98qP4vpz1nMefTr5K22mSdujHe88efVp7F8L1
nM+PSfBfkutvfSr+a2bknR8/M82+/jJ4IBUJBDP2ISCoSCEgSCoSCCgSCoSCi88EgqEgtGCBIKhIIKBUJBUKKBIKhIIKBIKhIKKBIKhIIKBIKh
IKIhIKhIIKBIKhIIKBIKhIKTzxIta0YKSLWokSLWgkSC1qJBItaCpItaCRItaiRItaCRItaipItaE//Z`)

/** 512 × 512 pixels, still. */
const webp = decode(`
UklGRvoGAABXRUJQVlA4IO4GAABwWQCdASoAAgACPzmcy14vK6kkoZPYIeAnCWdu4Qc/AP/93ginP5+MFTgPpIpGnFTdbgUCLbTLe46wAVZFtp
lvcduc2iljBP81jqg4zJ1Hs/E5QHGCdHpHVs0UsYJ0fPq9YROMydR7TeVtDXEpe7NBfri5AcZhQz3Lro2xfrnWsFKXUNY6oNa9HbRTS/Xwt2ul
8ROMydQaQniGg+6Xul4v1xcgOMDFmsdUHGZOoNIc3sBPAqoZ6vDYkcO80LhB0v10Ki3U+a11botaE9vwbqIcTLZKWrhpBgBgnRlitABTNiVr36
nBnN8ohESRVA2hOwvrnXDHkzYbtbKAFIsyc4vteeaIIdcFvOx8splnF+uLkBmw0Rg1666b3oqwhgJIbJ65dKANdTMBAx0ZY4r2oZBb4nexXhSE
ZNhT44pBpYwTqul7sVwpiczxdMdl0rsGomC9iLT20UpdQ1irPz9Caq+X9B4hjpDaGPpxrHQDxfrZd8+vgl5Mt7jpKxCPzL861cv7YeUiB9OkcC
9wFLZwf+wmYFwkbYNB+BoGH11cdX/m03y4+JaRG2DQb5f5eG0OqK7UAU2OHf6rsGASnHtdoE6W0QMNx3+VCYOlyyOTIZGh2b7Jx+0B3jqWr5F1
wjA2B9PlWsb8bNLE4ieVEb+FbQDNi/XGfl2h2SKmbhEhd2UqG6O5ogaqU5z61pSPjAxZruc9IccqPk/jZ7+JIpHW1yvBhb0k1uFzADBOjLHVBq
0Q7oU0vP8mjjbRJR2+U8c6TokgJT//5lN8NAb+h4Pj+zHZUvrFL00BJNObFoJr0dytg0H3RxRCE+wYGJVIaQX9jLWsKxzYcWdXSEDMvjrDSDAD
AxZnq9lV1kJ+R28XJ1HcRYNBvlX0QgE17E9AHi/dIZK7ayVtC4sz1hfB+yrx20Oi6NFauGkF/sFy4V57T7YbtdL3adJGLAtNlISNsOBxZ1ei/m
gAAP7yXb//hWv2B/vZ15/Ai7oCmg64LAU27mmzHN1ZWmNHa248G58gjg/wNL87ShDXJolsUUtC8vuIEP/JKdotpZsCGN90g7GZCpJDo64hXGMw
Rw6X5mvqNNWNPc99ygUe9/Vr5wl3LgSZnBBjk1BC+THAmlR1c1jAaTZZg3q09A0xaWY57qNIki0cBjH5mY2EH8wYheKpYnYqe34O0Z4lX05mGY
GFZxR8+0kYDDxAkrMVhCIOPDEjph+l/xLtHyL5m0cIVKIyDfw3kk+EPhG2snskmeHDFhSsVk47342Wp7jX9PP8LF6PpvlT33fTAsE0Lu0F7x64
2ndT2f1BNWXCZnsH3MV9PsQwqIDJ2nG3ODFY0ghAwfwQBCZp2bvEoKzqXhhEPuhzsUFv4Dovr9L2WZnhW72+lhP1mBAj8oJF2/b9VbNRiSiqGU
b9lEuN5ZXWwpPsCDJbBBSLsl9h/lH/gXyLGX133BkTzmPW900+44YvQoDcAy2SXGnLy21w0fusH735HYrE8Nq0krIEehTFABAyAsfBoImPimQj
a22x9IRQRbu6+2N/sCASXUxIi/Ju/8aNc8i9Zq/2508cza9VNCnf13LZfJahWN8t4dUZe8jhNOBlPv2hvkJ6IlLALu0/aFmQRY5GVb+iqbZiRj
S/eqdRsCVdPBUb4JjG6fJ5pdHS8IM2iLxhOhCdkgrFXG+BIw+A4HR+4eXLp0mDW6kT5lKKC99aVNIckjFtPDgVR5NW03ZUqWOAD7CwSxUDHlWO
QZQznlGnSzD2vNizBUOdbuCt8Pb2bS2UFOZAnIFewdpKoJDhHlL171+mzONQ9ojC0gPRMd5OmQJ7BnZ7cCzu5T0VaDIF3CwePOa7mO0KSuVfYv
P7DGXaJswXwZ4g9oHjZ97uVx6YfhmHIKrJkTcg5mRwlPDIDSA8/eH+SYKU3Jy6IRYBe/Vfwe/9+X1HCq2Kzx5atc6Ng4OioXFc1j101LzvXw+D
qXaY7DgCbjuXgc++L7mpVZCpwtrJ5unqEooxg6q0BP2roU4siMV2Z4BTk9U0rDZ5Xx6K0O35PI39HpnEoiWanfy9MG8u0+EKgfTknzB3ev8EOy
ZsBGwKUZ7WZBqqctnWmHDA6jPvITVOy2qKut+p/z8S3P1pja00ywjtJTNX5Eq5FK8M70vIqNymfWTY+df3Dpc6VTzVcs94wtCJyUm/uY5JatFe
rOXNMzADGB1ibVWOpXVBD+isrr0oqLZ35UGG/JQ0DnzsROQigDlsZRVkS7S1+rfncCTWJ46/Al74rAf9kr+IXGBBiQvUiYwMUqg2AXS/6RP+7/
kx+ZynE4008Gka+TrhjfAoNvsnRUPqKAi68bFcCpanQGkJ+Hi5wrp6cG9NuGdCxtk9ZZe0IxULH+fRTeAA`)

/** One second of silence, Opus, mono. */
const opus = decode(`
T2dnUwACAAAAAAAAAAABAAAAAAAAAByf9dkBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAAEAAAABAAAAOJOTHwEUT3B1c1RhZ3
MEAAAAZGF3awAAAABPZ2dTAASAuwAAAAAAAAEAAAACAAAA6VQzxjIDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD
AwMDAwMDA/j//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//v
j//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//vj//g==`)

/** The boxes of an MP4 file without a picture in it. */
const mp4 = Buffer.concat([
  decode('AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDE='),
  decode('AAAACGZyZWUAAAAMbWRhdAAAAAA='),
])

const pdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
`)

export const samples: Readonly<Record<MediaKind, Sample>> = {
  image: { bytes: jpeg, mimeType: 'image/jpeg' },
  video: { bytes: mp4, mimeType: 'video/mp4' },
  audio: { bytes: opus, mimeType: 'audio/ogg; codecs=opus' },
  document: { bytes: pdf, mimeType: 'application/pdf', filename: 'document.pdf' },
  sticker: { bytes: webp, mimeType: 'image/webp' },
}
