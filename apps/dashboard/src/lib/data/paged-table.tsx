import { Button } from '@dawk/ui/controls/button.tsx'
import { Table } from '@dawk/ui/data/table.tsx'
import { Row } from '@dawk/ui/layout/layout.tsx'
import { Skeleton } from '@dawk/ui/overlays/feedback.tsx'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ComponentProps, ReactNode } from 'react'
import type { usePages } from './use-pages.ts'

type Pages<Item extends { id: string }> = Pick<
  ReturnType<typeof usePages<Item>>,
  'rows' | 'isPending' | 'hasNextPage' | 'isFetchingNextPage' | 'readMore'
>

interface PagedTableProps<Item extends { id: string }>
  extends Omit<ComponentProps<typeof Table<Item>>, 'items' | 'keyOf'> {
  pages: Pages<Item>
  /** Stands in place of a table without rows. */
  empty?: ReactNode
}

/** A list of the API as a table: grey bars before the first page, words where there is nothing, a button for the next page. */
export function PagedTable<Item extends { id: string }>({ pages, empty, ...table }: PagedTableProps<Item>) {
  const { t } = useLingui()
  const { rows, isPending } = pages
  return (
    <>
      {isPending && <Skeleton rows={5} label={t`Loading`} />}
      {!isPending && rows.length === 0 && empty}
      {rows.length > 0 && <Table {...table} items={rows} keyOf={({ id }) => id} />}
      <MoreButton pages={pages} />
    </>
  )
}

/** Reads the next page of a list; at its end there is no button. */
export function MoreButton({
  pages: { hasNextPage, isFetchingNextPage, readMore },
}: {
  pages: Omit<Pages<never>, 'rows'>
}) {
  if (!hasNextPage) return null
  return (
    <Row justify="center">
      <Button busy={isFetchingNextPage} onClick={readMore}>
        <Trans>Show more</Trans>
      </Button>
    </Row>
  )
}
