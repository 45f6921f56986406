import assert from 'node:assert/strict'
import { storableRule } from '@dawk/cloud-api/json.ts'
import { toFormat } from '@dawk/core/messaging/media/receive/media-format.ts'
import { sniffHead } from '@dawk/core/messaging/media/receive/sniff-type.ts'
import { checkContent } from '@dawk/core/messaging/messages/send/check-content.ts'
import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import { GraphError } from '@dawk/simulator/graph-error.ts'
import { isSticker } from '@dawk/simulator/media/looks-like.ts'
import { checkSend } from '@dawk/simulator/validate/send.ts'
import { test } from 'vitest'
import { webpOf } from '../media/files.ts'
import { goodMessages } from '../support/good-messages.ts'
import { disturb, randomFrom } from '../support/odd-requests.ts'

/** Another seed, or more rounds: `FUZZ_SEED=7 FUZZ_ROUNDS=5000 npx vitest run tests/core/as-strict-as-meta.test.ts`. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 400)

type Message = (typeof goodMessages)[number]

/** Null: it is taken. */
function whyRefusedByMeta(message: Message): string | null {
  try {
    checkSend({ messaging_product: 'whatsapp', to: '+919900112233', ...message }, '15550001111')
    return null
  } catch (error) {
    if (error instanceof GraphError) return JSON.stringify(error.body)
    throw error
  }
}

/** What a database cannot keep is refused by us alone; the simulator does not look for surplus members in the parameters of templates, nor into addresses. */
const isOurs = ({ field, message, rule }: FieldProblem) =>
  (rule === 'unknown_member' && /components\.\d+\.(parameters|cards)\./.test(field)) ||
  /parameters\.(values|validation_errors|saved_addresses\.\d\.value)\./.test(field) ||
  message === storableRule ||
  message.includes('nested deeper')

test.each(
  goodMessages.map((message) => [`${message.type} ${Object(message['interactive']).type ?? ''}`, message] as const),
)('%s: what is refused here is refused at Meta, and what is taken here is taken there', (_name, good) => {
  const random = randomFrom(seed)
  const messages = [good, ...Array.from({ length: rounds }, () => disturb(good, random) as Message)]
  assert.deepEqual([checkContent({ type: good.type, content: good }), whyRefusedByMeta(good)], [[], null])
  for (const message of messages.filter(({ type }) => type === good.type)) {
    const ours = checkContent({ type: message.type, content: message })
    assert.ok(!ours.some(({ field }) => /\[\d/.test(field)), `places in lists follow a dot: ${JSON.stringify(ours)}`)
    if (ours.some(isOurs)) continue
    const theirs = whyRefusedByMeta(message)
    assert.equal(
      ours.length > 0,
      theirs !== null,
      `here ${JSON.stringify(ours)}, there ${theirs}: ${JSON.stringify(message).slice(0, 600)}`,
    )
  }
})

const stickerSides = [1, 511, 512, 513, 16384]
const stickerBytes = [1, 100 * 1024, 100 * 1024 + 1, 500 * 1024, 500 * 1024 + 1]

async function takenHere(head: Buffer, size: number): Promise<boolean> {
  try {
    return size <= toFormat(await sniffHead(head), 'image/webp').maxBytes
  } catch {
    return false
  }
}

test('a sticker that is taken here is sent there, and none that is refused here would be', async () => {
  let taken = 0
  for (const width of stickerSides)
    for (const height of stickerSides)
      for (const size of stickerBytes)
        for (const animated of [true, false]) {
          const head = webpOf(width, height, animated)
          const here = await takenHere(head, size)
          if (here) taken += 1
          assert.equal(here, isSticker({ head, size }), `${width} x ${height}, ${size} bytes, animated ${animated}`)
        }
  assert.equal(taken, 2 + 4)
})
