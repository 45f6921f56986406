import { numberChange } from './number-change.ts'
import { object } from './write-shapes.ts'

export const updateSettings = numberChange('settings', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Change the settings of a number',
  description: 'Straight to Meta, which takes one feature in a request.',
  action: 'number.settings_changed',
  body: {
    properties: {
      calling: object,
      user_identity_change: object,
      payload_encryption: object,
      storage_configuration: object,
    },
  },
  example: { user_identity_change: { enable_identity_key_check: true } },
})
