import { operation } from '#operations/operation.ts'
import { SendReply, TemplateBody } from '../schemas.ts'
import { sendAndAnswer } from '../send-and-answer.ts'
import { toTemplate } from '../translate.ts'

export const sendTemplate = operation({
  route: 'POST /messages/template',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send a template',
  body: TemplateBody,
  reply: { 200: SendReply },
  handle: (call) => sendAndAnswer(call, call.body.to, toTemplate(call.body)),
})
