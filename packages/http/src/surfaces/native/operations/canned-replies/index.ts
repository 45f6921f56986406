import { createCannedReply } from './create-canned-reply.ts'
import { deleteCannedReply } from './delete-canned-reply.ts'
import { listCannedReplies } from './list-canned-replies.ts'
import { updateCannedReply } from './update-canned-reply.ts'

export const cannedReplies = { listCannedReplies, createCannedReply, updateCannedReply, deleteCannedReply }
