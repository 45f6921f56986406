import { IconButton } from '@dawk/ui/controls/button.tsx'
import { PlayIcon } from '@dawk/ui/icons.tsx'
import { ActionMenu } from '@dawk/ui/overlays/dialog.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { macrosQuery } from '#lib/inbox/macros.ts'
import { runMacro } from './api/bulk-changes.ts'

interface MacroMenuProps {
  conversationId: string
  /** What is shown anew. */
  refresh: readonly (readonly string[])[]
}

/** Several steps in one click; nothing where the team has no macros. */
export function MacroMenu({ conversationId, refresh }: MacroMenuProps) {
  const { t } = useLingui()
  const { data: macros = [] } = useQuery(macrosQuery)
  const run = useAction({
    run: (macroId: string) => runMacro(conversationId, macroId),
    done: t`The macro has run`,
    refresh: [...refresh, ['notes', conversationId]],
  })
  if (macros.length === 0) return null
  return (
    <ActionMenu
      trigger={
        <IconButton size="small" label={t`Run a macro`}>
          <PlayIcon />
        </IconButton>
      }
      actions={macros.map(({ id, name }) => ({ label: name, onSelect: () => run.mutate(id) }))}
    />
  )
}
