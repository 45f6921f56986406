import { Bubble } from '@dawk/ui/chat/bubble.tsx'
import { IconButton } from '@dawk/ui/controls/button.tsx'
import { CloseIcon } from '@dawk/ui/icons.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '#lib/client/use-action.ts'
import { formatTime } from '#lib/format.ts'
import { colleaguesQuery } from '#lib/inbox/colleagues.ts'
import { useSession } from '#lib/session/session.ts'
import { deleteNote, type Note } from '../api/notes.ts'

/** A note among what was said; its author takes it back. */
export function NoteLine({ note }: { note: Note }) {
  const { t } = useLingui()
  const { member } = useSession()
  const { data: members = [] } = useQuery(colleaguesQuery)
  const remove = useAction({ run: () => deleteNote(note), refresh: [['notes', note.conversationId]] })
  const author = members.find(({ id }) => id === note.author.id)?.name ?? note.author.name ?? t`Dawk`
  const time = formatTime(note.createdAt)
  return (
    <Bubble
      id={`n-${note.id}`}
      side="note"
      label={t`Note by ${author}, ${time}`}
      tools={
        note.author.id === member.id ? (
          <IconButton size="small" label={t`Delete the note`} onClick={() => remove.mutate()}>
            <CloseIcon />
          </IconButton>
        ) : undefined
      }
      foot={
        <>
          <span>{author}</span>
          <time dateTime={note.createdAt}>{time}</time>
        </>
      }
    >
      <Text pre>{note.body}</Text>
    </Bubble>
  )
}
