import { numberChange } from './number-change.ts'
import { blocked, inPart } from './write-shapes.ts'

export const blockUsers = numberChange('block_users', {
  method: 'POST',
  scope: 'contacts:write',
  summary: 'Block users',
  description: inPart,
  action: 'number.block_list_changed',
  ...blocked,
  answer: {
    messaging_product: 'whatsapp',
    block_users: { added_users: [{ input: '+14155552671', wa_id: '14155552671' }] },
  },
})
