import { operation } from '#operations/operation.ts'
import { SendReply, TextBody } from '../schemas.ts'
import { sendAndAnswer } from '../send-and-answer.ts'
import { toText } from '../translate.ts'

export const sendText = operation({
  route: 'POST /messages/text',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send a text',
  body: TextBody,
  reply: { 200: SendReply },
  handle: (call) => sendAndAnswer(call, call.body.to, toText(call.body)),
})
