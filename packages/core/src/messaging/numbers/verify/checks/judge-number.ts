import type { Findings } from '../findings.ts'
import { accountChecks } from './account-checks.ts'
import type { NumberCheck } from './number-check.ts'
import { phoneChecks } from './phone-checks.ts'
import { tokenChecks } from './token-checks.ts'

/** Every check, in the order in which they should be mended. */
export function judgeNumber(findings: Findings): NumberCheck[] {
  return [...tokenChecks(findings), ...phoneChecks(findings.number), ...accountChecks(findings)]
}
