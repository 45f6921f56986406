import { Table } from '@dawk/ui/data/table.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import { usePages } from '#lib/data/use-pages.ts'
import { formatPhone } from '#lib/format.ts'
import { personName } from '#lib/person-name.ts'
import { type ContactSummary, contactsQuery } from './contacts.ts'

interface FoundContactsProps {
  search: string
  /** Ids of those who are not offered. */
  without: readonly string[]
  onChoose(contact: ContactSummary): void
}

const mostShown = 5

/** The first people whom a search finds, to choose one. */
export function FoundContacts({ search, without, onChoose }: FoundContactsProps) {
  const { t } = useLingui()
  const { rows, isPending } = usePages(contactsQuery(search))
  const others = rows.filter(({ id }) => !without.includes(id)).slice(0, mostShown)
  if (isPending) return null
  if (others.length === 0)
    return (
      <Text tone="secondary">
        <Trans>Nobody was found</Trans>
      </Text>
    )
  return (
    <Table
      label={t`Contacts`}
      items={others}
      keyOf={({ id }) => id}
      onOpen={onChoose}
      columns={[
        { head: t`Name`, cell: (one) => personName(one) },
        { head: t`Number`, cell: ({ phone }) => (phone === null ? '' : formatPhone(phone)) },
      ]}
    />
  )
}
