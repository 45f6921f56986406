import { numberChange } from './number-change.ts'
import { blocked, inPart } from './write-shapes.ts'

export const unblockUsers = numberChange('block_users', {
  method: 'DELETE',
  scope: 'contacts:write',
  summary: 'Unblock users',
  description: inPart,
  action: 'number.block_list_changed',
  ...blocked,
  answer: {
    messaging_product: 'whatsapp',
    block_users: { removed_users: [{ input: '+14155552671', wa_id: '14155552671' }] },
  },
})
