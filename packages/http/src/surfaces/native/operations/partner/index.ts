import { getOwnPartner } from './get-own-partner.ts'
import { leaveOwnPartner } from './leave-own-partner.ts'
import { setOwnPartnerAccess } from './set-own-partner-access.ts'

export const ownPartner = { getOwnPartner, setOwnPartnerAccess, leaveOwnPartner }
