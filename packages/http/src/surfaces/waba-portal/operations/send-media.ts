import { operation } from '#operations/operation.ts'
import { MediaBody, SendReply } from '../schemas.ts'
import { sendAndAnswer } from '../send-and-answer.ts'
import { toMedia } from '../translate.ts'

export const sendMedia = operation({
  route: 'POST /messages/media',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send an image, video, audio, document or sticker',
  body: MediaBody,
  reply: { 200: SendReply },
  handle: (call) => sendAndAnswer(call, call.body.to, toMedia(call.body)),
})
