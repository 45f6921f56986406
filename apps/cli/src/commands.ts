import { type Command, UsageError } from './command.ts'
import { accountCommands } from './commands/account.ts'
import { doctorCommand } from './commands/doctor.ts'
import { eventCommands } from './commands/events.ts'
import { mcpCommand } from './commands/mcp.ts'
import { messageCommands } from './commands/messages.ts'
import { templateCommands } from './commands/templates.ts'
import { completionOf } from './help.ts'

const completionCommand: Command = {
  name: 'completion',
  summary: 'print a completion script: eval "$(dawk completion bash)"',
  positionals: ['bash|zsh|fish'],
  flags: {},
  async run(_, { positionals: [shell = ''] }) {
    const script = completionOf(commands, shell)
    if (script === null) throw new UsageError(`"${shell}" must be bash, zsh or fish`)
    return script
  },
  render: (script: string) => script,
}

/** Every command, in the order of the help text. A capability adds its own as one more list. */
export const commands: readonly Command[] = [
  ...accountCommands,
  ...messageCommands,
  ...eventCommands,
  ...templateCommands,
  doctorCommand,
  mcpCommand,
  completionCommand,
]
