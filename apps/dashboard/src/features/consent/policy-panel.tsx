import { useSuspenseQuery } from '@tanstack/react-query'
import { policyQuery } from './api/policy.ts'
import { PolicyForm } from './policy-form.tsx'

/** The form begins anew when the policy was changed elsewhere. */
export function PolicyPanel() {
  const { data: policy } = useSuspenseQuery(policyQuery)
  return <PolicyForm key={JSON.stringify(policy)} policy={policy} />
}
