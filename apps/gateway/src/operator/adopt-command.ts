import { expireBacklog } from '@dawk/core/operations/backlog.ts'
import { type AccountBacklog, listBacklog } from '@dawk/core/operations/backlog-store.ts'
import { adoptInstallation, readInstallation } from '@dawk/core/operations/installation-store.ts'
import { operatorCommand, UsageError } from './command.ts'
import { flag } from './options.ts'

export const adoptCommand = operatorCommand({
  name: 'adopt',
  summary:
    'Lists what a copied or restored database would send. With --send all of it is sent, with --expire it fails; then the copy is adopted.',
  options: { send: flag, expire: flag },
  async run({ db, witness, ...units }, { send, expire }) {
    if (send && expire) throw new UsageError('adopt takes --send or --expire, not both')
    const { copiedSince } = await readInstallation(db.worker, await witness())
    if (copiedSince === null) return 'This database is the one that was last adopted: it sends.'
    if (!send && !expire) return describe(await listBacklog(db.worker, copiedSince), copiedSince)
    const expired = expire ? await expireBacklog(units, copiedSince) : null
    await adoptInstallation(db, await witness())
    return expired === null
      ? 'Adopted: what waited is sent now.'
      : `Adopted: ${expired.messages} messages and ${expired.deliveries} deliveries from before the copy failed; everything newer is sent now.`
  },
})

function describe(backlog: readonly AccountBacklog[], copiedSince: string): string {
  const intro = `This database was copied from another installation, and nothing is sent from it. First started here: ${copiedSince}.`
  if (backlog.length === 0) return `${intro}\nNothing waits from before. Adopt it with --send.`
  const rows = backlog.map(
    ({ accountId, name, messages, unconfirmed, deliveries, oldest }) =>
      `  ${accountId}  ${messages} messages (${unconfirmed} unconfirmed), ${deliveries} deliveries, oldest ${oldest}  ${name}`,
  )
  return [
    `${intro} Waiting from before:`,
    ...rows,
    'If the original installation still runs, or ran after the copy was made, it has sent some of this: use --expire.',
    'If the original is gone and stopped before the copy was made: use --send.',
  ].join('\n')
}
