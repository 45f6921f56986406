import { exportPartnerStatement } from './export-partner-statement.ts'
import { getPartnerStatement } from './get-partner-statement.ts'
import { getPartnerUsage } from './get-partner-usage.ts'

export const usage = { getPartnerUsage, getPartnerStatement, exportPartnerStatement }
