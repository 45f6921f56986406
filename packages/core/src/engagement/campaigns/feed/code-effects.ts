import { classifyGraphError } from '@dawk/cloud-api/error-policy.ts'

/**
 * Of whom a code of Meta's speaks. `person`: of that one alone, and the policy engine learns from it. `template` and `number`:
 * of everybody, so that the campaign pauses at once. `message`: of this message; when many fail with it, the breaker pauses.
 */
export type CodeEffect = 'person' | 'template' | 'number' | 'message'

/** 131026 undeliverable, 131049 capped, 131050 stopped, 130472 experiment; the rest are refusals of one recipient. */
const ofPerson = new Set([130403, 130472, 131021, 131026, 131030, 131047, 131049, 131050, 131056, 131062, 137000])
/** 132015 paused, 132016 disabled; 132001 and 132007 say that it is gone, or not allowed. */
const ofTemplate = new Set([132001, 132007, 132015, 132016, 141002])
const numberActions = new Set(['pause_number', 'pause_account', 'needs_token'])

export function effectOf(code: number): CodeEffect {
  if (ofPerson.has(code)) return 'person'
  if (ofTemplate.has(code)) return 'template'
  return numberActions.has(classifyGraphError({ code, message: '' }, 400).action) ? 'number' : 'message'
}
