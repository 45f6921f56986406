import { useLingui } from '@lingui/react/macro'
import type { Role } from './api/members.ts'

interface RoleWords {
  value: Role
  label: string
  /** What it opens, in a sentence. */
  about: string
}

export function useRoles(): RoleWords[] {
  const { t } = useLingui()
  return [
    { value: 'owner', label: t`Owner`, about: t`Everything, also money and other owners.` },
    { value: 'admin', label: t`Admin`, about: t`Everything but money.` },
    { value: 'agent', label: t`Agent`, about: t`Reads and answers conversations.` },
    { value: 'developer', label: t`Developer`, about: t`API keys, webhooks, numbers and templates.` },
    { value: 'billing', label: t`Billing`, about: t`Plans, invoices and the wallet.` },
    { value: 'viewer', label: t`Viewer`, about: t`Reads and changes nothing.` },
  ]
}
