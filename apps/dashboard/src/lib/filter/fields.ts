import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { filterAttributesQuery } from './filter-attributes.ts'
import { type FieldKind, kindOfType } from './filter-draft.ts'

export interface FilterField {
  value: string
  label: string
  kind: FieldKind
}

/** What a condition may look at: what every contact has, and the attributes of the account. */
export function useFields(): readonly FilterField[] {
  const { t } = useLingui()
  const { data: attributes = [] } = useQuery(filterAttributesQuery)
  return [
    { value: 'name', label: t`Name`, kind: 'text' },
    { value: 'tags', label: t`Tags`, kind: 'list' },
    { value: 'country', label: t`Country`, kind: 'choice' },
    { value: 'language', label: t`Language`, kind: 'choice' },
    { value: 'timezone', label: t`Time zone`, kind: 'choice' },
    ...attributes.map(({ key, label, type }) => ({ value: `attributes.${key}`, label, kind: kindOfType(type) })),
    { value: 'consent.marketing', label: t`Consent to marketing`, kind: 'state' },
    { value: 'reachability', label: t`Reachability`, kind: 'state' },
    { value: 'window', label: t`24-hour window`, kind: 'state' },
    { value: 'segment', label: t`Segment`, kind: 'segment' },
    { value: 'createdAt', label: t`Known since`, kind: 'instant' },
    { value: 'lastInboundAt', label: t`Last message from them`, kind: 'instant' },
    { value: 'event:message.received', label: t`Wrote a message`, kind: 'event' },
    { value: 'event:message.status.delivered', label: t`Got a message`, kind: 'event' },
    { value: 'event:message.status.read', label: t`Read a message`, kind: 'event' },
    { value: 'event:campaign.clicked', label: t`Clicked in a campaign`, kind: 'event' },
    { value: 'event:message.status.failed', label: t`Could not be reached by a message`, kind: 'event' },
  ]
}

export function useOps(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    eq: t`is`,
    neq: t`is something else than`,
    in: t`is one of`,
    not_in: t`is none of`,
    contains: t`contains`,
    starts_with: t`begins with`,
    exists: t`is set`,
    missing: t`is not set`,
    lt: t`is less than`,
    lte: t`is at most`,
    gt: t`is more than`,
    gte: t`is at least`,
    between: t`is between`,
    on: t`is on`,
    before: t`is before`,
    after: t`is after`,
    in_last: t`is within the last`,
    not_in_last: t`is longer ago than`,
    anniversary_in: t`has its day within days`,
    has_any: t`has one of`,
    has_all: t`has all of`,
    has_none: t`has none of`,
    is: t`is`,
    did: t`happened`,
    did_not: t`did not happen`,
  }
}
