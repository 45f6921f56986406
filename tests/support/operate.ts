import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './processes.ts'

/** Runs an operator command on a data directory, as `npm run dawk` does. @throws when the command fails */
export const operate = (dataDir: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(join(root, 'node_modules/.bin/node'), [join(root, 'apps/gateway/src/cli.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', DAWK_DATA_DIR: dataDir },
  })
