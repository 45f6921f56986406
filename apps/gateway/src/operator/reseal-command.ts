import { resealColumns } from '@dawk/core/operations/sealed-columns-store.ts'
import { resealRoot } from '../secret-box.ts'
import { operatorCommand } from './command.ts'

export const resealCommand = operatorCommand({
  name: 'reseal',
  summary:
    'Seals every stored secret with DAWK_SECRET_KEY that DAWK_SECRET_KEY_ALSO still opens: the last step but one of changing the key (docs/backup.md). It may be repeated.',
  options: {},
  async run({ db, secrets }) {
    const box = secrets()
    const { resealed, unreadable } = await resealColumns(db.worker, box)
    await resealRoot(db.worker, box) // last: until then both keys are needed
    const words = `${resealed} secrets were sealed anew.`
    return unreadable === 0 ? words : `${words} ${unreadable} can be opened by neither key, and were left.`
  },
})
