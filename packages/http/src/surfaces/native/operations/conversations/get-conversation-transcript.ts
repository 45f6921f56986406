import {
  longestTranscript,
  readTranscript,
  type TranscriptLine,
} from '@dawk/core/engagement/inbox/conversations/transcript.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { oneOf } from '../../schemas/conversation-schemas.ts'
import { readOwn } from './conversation-views.ts'

const Query = Type.Object(
  {
    format: Type.Optional(oneOf(['text', 'html'], 'must be text or html; left out: text')),
    notes: Type.Optional(Type.Boolean({ description: 'With the notes of the team: false unless given.' })),
  },
  strict,
)

const Transcript = {
  description: 'A file',
  content: {
    'text/plain': { schema: { type: 'string' } },
    'text/html': { schema: { type: 'string' } },
  },
}

/** It runs nothing, whatever people have written. */
const policy = "default-src 'none'; style-src 'none'; sandbox"

export const getConversationTranscript = operation({
  route: 'GET /conversations/:id/transcript',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'conversations:read',
  refuses: ['not_found'],
  summary: 'Get the transcript of a conversation',
  description:
    `What was said, the oldest first, at most the latest ${longestTranscript.toLocaleString('en')} messages, as a file to keep or to print. ` +
    'Files that were sent stand there by their kind and caption.',
  query: Query,
  reply: { 200: Transcript },
  async handle({ ctx, caller, id, query: { format = 'text', notes = false }, reply }) {
    const { contact } = await readOwn(ctx, caller, id)
    const lines = await readTranscript(ctx.core, caller, id, { notes })
    const person = contact.name ?? contact.username ?? 'Customer'
    const body = format === 'html' ? toHtml(lines, person) : toText(lines, person)
    return reply
      .type(format === 'html' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8')
      .header('content-security-policy', policy)
      .header('content-disposition', `attachment; filename="conversation.${format === 'html' ? 'html' : 'txt'}"`)
      .send(body as never)
  },
})

const whoOf = ({ kind, author }: TranscriptLine, person: string): string =>
  kind === 'received' ? person : kind === 'note' ? `Note by ${author ?? 'the team'}` : (author ?? 'We')

const wordsOf = ({ text, type }: TranscriptLine): string =>
  type === 'text' || type === 'note' ? text : `[${type}] ${text}`.trim()

const toText = (lines: readonly TranscriptLine[], person: string): string =>
  lines.map((line) => `${line.at} ${whoOf(line, person)}: ${wordsOf(line)}\n`).join('')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function toHtml(lines: readonly TranscriptLine[], person: string): string {
  const rows = lines.map(
    (line) =>
      `<dt><time datetime="${line.at}">${line.at}</time> ${escaped(whoOf(line, person))}</dt><dd dir="auto">${escaped(wordsOf(line)).replaceAll('\n', '<br>')}</dd>`,
  )
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escaped(person)}</title></head><body><dl>${rows.join('\n')}</dl></body></html>\n`
}
