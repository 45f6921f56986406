import { operation } from '#operations/operation.ts'
import { InteractiveBody, SendReply } from '../schemas.ts'
import { sendAndAnswer } from '../send-and-answer.ts'
import { toInteractive } from '../translate.ts'

export const sendInteractive = operation({
  route: 'POST /messages/interactive',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send buttons, a list or another interactive message',
  body: InteractiveBody,
  reply: { 200: SendReply },
  handle: (call) => sendAndAnswer(call, call.body.to, toInteractive(call.body)),
})
