import { Text } from '../../shapes.ts'
import { numberChange } from './number-change.ts'

export const requestCode = numberChange('request_code', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Request a verification code',
  action: 'number.code_requested',
  body: { properties: { code_method: { enum: ['SMS', 'VOICE'] }, language: Text } },
  example: { code_method: 'SMS', language: 'en_US' },
})
