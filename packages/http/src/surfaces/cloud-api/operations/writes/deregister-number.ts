import { numberChange } from './number-change.ts'

export const deregisterNumber = numberChange('deregister', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Deregister a number',
  description: 'Straight to Meta. Until the number is registered again, nothing can be sent from it.',
  action: 'number.deregistered',
})
