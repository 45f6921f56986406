import { oddText, pick } from './odd-requests.ts'

export interface OddForm {
  body: Buffer<ArrayBuffer>
  type: string
}

const boundary = 'x-boundary'
const lineEnd = '\r\n'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
).toString('latin1')

interface Part {
  headers: string[]
  content: string
}

const named = (name: string, content: string): Part => ({
  headers: [`Content-Disposition: form-data; name="${name}"`],
  content,
})
const file = (name = 'file', filename = 'a.png', type = 'image/png', content = png): Part => ({
  headers: [`Content-Disposition: form-data; name="${name}"; filename="${filename}"`, `Content-Type: ${type}`],
  content,
})

const goodParts = (): Part[] => [named('messaging_product', 'whatsapp'), named('type', 'image/png'), file()]

/** A form whose file and fields are as they should be. */
export const goodForm = (): OddForm => toForm(goodParts())

/** Every way in which a form was seen, or can be thought, to be wrong; one of them, or two. */
export function oddForm(random: () => number): OddForm {
  const parts = goodParts()
  for (let times = random() < 0.3 ? 2 : 1; times > 0; times--) pick(random, partChanges)(parts, random)
  const form = toForm(parts)
  return random() < 0.5 ? form : pick(random, wholeChanges)(form, random)
}

const bytesOf = (text: string) => Buffer.from(text).toString('latin1')

const partChanges: readonly ((parts: Part[], random: () => number) => void)[] = [
  (parts, random) => void parts.splice(Math.floor(random() * parts.length), 1),
  (parts) => void parts.reverse(),
  (parts) => void parts.push(file()),
  (parts) => void parts.push(file('other')),
  (parts, random) => void parts.unshift(named(oddText(random).replace(/["\r\n]/g, ''), bytesOf(oddText(random)))),
  (parts) => void parts.push(...Array.from({ length: 30 }, (_, index) => named(`field${index}`, 'x'))),
  (parts) => void parts.unshift(named('messaging_product', 'whatsapp'), named('messaging_product', 'x'.repeat(10_000))),
  (parts, random) => void parts.splice(2, 1, file('file', bytesOf(oddText(random)).replace(/["\r\n]/g, ''))),
  (parts, random) => void parts.splice(2, 1, file('file', 'a', pick(random, ['', 'x', 'text/csv', '*/*', 'é/\0']))),
  (parts, random) => void parts.splice(2, 1, file('file', 'a.png', 'image/png', bytesOf(oddText(random)))),
  (parts) => void parts.splice(2, 1, { headers: ['Content-Type: image/png'], content: png }),
  (parts) => void parts.splice(2, 1, { headers: [], content: png }),
  (parts) => void parts.splice(2, 1, named('file', png)),
  (parts) => void parts.unshift({ headers: [`X: ${'x'.repeat(100_000)}`, 'no colon'], content: '' }),
  (parts) => void parts[0]?.headers.push('Content-Transfer-Encoding: base64', 'Content-Type: text/plain; charset=zzz'),
  (parts) => void parts.unshift(named('__proto__', '{}'), named('constructor', 'x'), named('toString', 'x')),
]

const wholeChanges: readonly ((form: OddForm, random: () => number) => OddForm)[] = [
  ({ body, type }, random) => ({ body: body.subarray(0, Math.floor(random() * body.length)), type }),
  ({ body }) => ({ body, type: 'multipart/form-data' }),
  ({ body }) => ({ body, type: 'multipart/form-data; boundary=' }),
  ({ body }) => ({ body, type: 'multipart/form-data; boundary=another' }),
  ({ body }) => ({ body, type: `multipart/form-data; boundary=${'b'.repeat(300)}` }),
  ({ body }) => ({ body, type: `multipart/mixed; boundary=${boundary}` }),
  ({ body, type }) => ({ body: Buffer.from(body.toString('latin1').replaceAll(lineEnd, '\n'), 'latin1'), type }),
  ({ body, type }) => ({ body: Buffer.concat([Buffer.from('before\r\n'), body, Buffer.from('after')]), type }),
  ({ body, type }) => ({ body: Buffer.concat([body, body]), type }),
  ({ type }, random) => ({ body: Buffer.from(oddText(random)), type }),
]

function toForm(parts: readonly Part[]): OddForm {
  const texts = parts.map(({ headers, content }) => [`--${boundary}`, ...headers, '', content].join(lineEnd))
  const body = Buffer.from([...texts, `--${boundary}--`, ''].join(lineEnd), 'latin1')
  return { body, type: `multipart/form-data; boundary=${boundary}` }
}
