import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'vitest'
import { startTestSimulator } from '../testing.ts'

/** Files of the page, which has no types. */
const load = (file: string) => import(new URL(file, import.meta.url).href)
const { formatText } = await load('./static/format-text.js')
const { summary } = await load('./static/summary.js')
const { arrange } = await load('./static/thread.js')

interface Shown {
  message: { wamid: string }
  quoted?: { wamid: string }
  reactions: string[]
}

/** The tree as HTML, for the eye. */
const show = (parts: readonly unknown[]): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part
      const { tag, href, children } = part as { tag: string; href?: string; children: unknown[] }
      return `<${tag}${href ? ` ${href}` : ''}>${show(children)}</${tag}>`
    })
    .join('')

test.each([
  ['*bold* _italic_ ~gone~ `code`', '<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>'],
  ['*_both_*', '<strong><em>both</em></strong>'],
  ['2*3*4, snake_case_name, * not bold*', '2*3*4, snake_case_name, * not bold*'],
  ['```\n*as it is*\n- so\n```', '<code>\n*as it is*\n- so\n</code>'],
  ['see https://shop.example/a_b_c?x=1.', 'see <a https://shop.example/a_b_c?x=1>https://shop.example/a_b_c?x=1</a>.'],
  ['> quoted\n> on\nanswer', '<blockquote>quoted\non</blockquote>answer'],
  ['- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
  ['<b>no HTML</b> javascript:alert(1)', '<b>no HTML</b> javascript:alert(1)'],
  ['*مرحبا* بك', '<strong>مرحبا</strong> بك'],
])('WhatsApp’s formatting: %s', (text, expected) => {
  assert.equal(show(formatText(text)), expected)
})

test('a long line of marks is read in little time', () => {
  const startedAt = performance.now()
  formatText('*_~'.repeat(2000))
  formatText(`*${'a '.repeat(2000)}`)
  assert.ok(performance.now() - startedAt < 500)
})

test('reactions stand on their message, the newest of each side, and answers know what they answer', () => {
  const said = { wamid: 'a', direction: 'out', type: 'text', content: { body: 'Hello' } }
  const react = (wamid: string, direction: string, emoji: string, target = 'a') => ({
    wamid,
    direction,
    type: 'reaction',
    content: { message_id: target, emoji },
  })
  const answer = { wamid: 'e', direction: 'in', type: 'text', content: { body: 'Hi' }, context: { id: 'a' } }
  const shown = arrange([
    said,
    react('b', 'in', '👍'),
    react('c', 'in', '❤️'),
    react('d', 'out', '😀'),
    answer,
    react('f', 'in', '👍', 'nowhere'),
  ])
  assert.deepEqual(
    shown.map(({ message, quoted, reactions }: Shown) => [message.wamid, quoted?.wamid, reactions]),
    [
      ['a', undefined, ['❤️', '😀']],
      ['e', 'a', []],
      ['f', undefined, []],
    ],
  )
  assert.deepEqual(arrange([said, react('b', 'in', '👍'), react('c', 'in', '')])[0]?.reactions, [])
})

test.each([
  [{ type: 'text', content: { body: 'Hello' } }, 'Hello'],
  [{ type: 'image', content: { id: '1' } }, '📷 Photo'],
  [{ type: 'location', content: { latitude: 1, longitude: 2, name: 'Here' } }, '📍 Location: Here'],
  [{ type: 'contacts', content: [{ name: { formatted_name: 'Asha' } }] }, '👤 Contact: Asha'],
  [{ type: 'interactive', content: { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } } }, 'Yes'],
  [{ type: 'unsupported', content: undefined }, 'unsupported'],
])('a message in one line: %j', (message, expected) => {
  assert.equal(summary(message), expected)
})

test('every file of the page is served, with a policy that loads nothing from elsewhere', async () => {
  const { url } = await startTestSimulator()
  const files = readdirSync(new URL('./static/', import.meta.url)).filter((name) => /\.(js|css|svg)$/.test(name))
  assert.ok(files.length >= 10)
  for (const path of ['', ...files]) {
    const reply = await fetch(`${url}/${path}`)
    assert.equal(reply.status, 200, path)
    assert.match(reply.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'/)
  }
})
