import { Button } from '@dawk/ui/controls/button.tsx'
import { CheckIcon, CloseIcon, TagIcon } from '@dawk/ui/icons.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { usePriorityNames } from '#lib/inbox/priority-names.ts'
import { labelsQuery } from '#lib/inbox/team-work.ts'
import type { Conversation, ConversationFilters } from '../api/conversations.ts'
import { createView, deleteView } from '../api/views.ts'

export interface InboxSearch {
  view?: string | undefined
  search?: string | undefined
  label?: string | undefined
  priority?: Conversation['priority'] | undefined
}

interface FilterMenuProps {
  chosen: Pick<InboxSearch, 'label' | 'priority'>
  /** The saved view that is shown; null: one that everybody has. */
  savedView: string | null
  /** What is shown now. */
  filters: ConversationFilters
  onChange(next: InboxSearch): void
  /** Absent: whoever looks may not change conversations. */
  onChangeAll?: (() => void) | undefined
}

/** Shows of a view those with a label or a priority, and keeps that as a view of one's own. */
export function FilterMenu({ chosen, savedView, filters, onChange, onChangeAll }: FilterMenuProps) {
  const { t } = useLingui()
  const { data: labels = [] } = useQuery(labelsQuery)
  const priorities = usePriorityNames()
  const label = labels.find(({ id }) => id === chosen.label)
  const words = [label?.name, chosen.priority && priorities[chosen.priority]].filter((word) => word !== undefined)
  const save = useAction({
    run: () => createView(words.join(', '), toViewFilters(filters)),
    done: t`The view is saved`,
    refresh: [['inbox-views'], ['inbox-counters']],
    onDone: ({ id }) => onChange({ view: id, label: undefined, priority: undefined }),
  })
  const remove = useAction({
    run: (id: string) => deleteView(id),
    refresh: [['inbox-views'], ['inbox-counters']],
    onDone: () => onChange({ view: 'open' }),
  })
  const isChosen = words.length > 0
  return (
    <ActionMenu
      trigger={
        <Button size="small" tone="ghost" icon={<TagIcon />}>
          {isChosen ? words.join(', ') : t`Filter`}
        </Button>
      }
      actions={[
        ...(isChosen
          ? [
              { label: t`Save as a view`, onSelect: () => save.mutate() },
              {
                label: t`Show all`,
                icon: <CloseIcon />,
                onSelect: () => onChange({ label: undefined, priority: undefined }),
              },
            ]
          : []),
        ...(onChangeAll ? [{ label: t`Change all of these`, icon: <CheckIcon />, onSelect: onChangeAll }] : []),
        ...(savedView === null
          ? []
          : [{ label: t`Delete this view`, danger: true, onSelect: () => remove.mutate(savedView) }]),
        ...(['urgent', 'high', 'low'] as const).map((priority) => ({
          label: priorities[priority],
          onSelect: () => onChange({ priority }),
        })),
        ...labels.map(({ id, name }) => ({ label: name, onSelect: () => onChange({ label: id }) })),
      ]}
    />
  )
}

/** Nobody is a word of its own in a view. */
export const toViewFilters = ({ search: _, assignee, ...filters }: ConversationFilters) => ({
  ...filters,
  ...(assignee !== undefined && { assignee: assignee === '' ? 'nobody' : assignee }),
})
