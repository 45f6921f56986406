import { Text } from '../../shapes.ts'
import { numberChange } from './number-change.ts'

export const verifyCode = numberChange('verify_code', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Verify a number by its code',
  action: 'number.code_verified',
  body: { properties: { code: Text }, required: ['code'] },
  example: { code: '123456' },
})
