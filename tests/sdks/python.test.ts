import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'vitest'
import { root } from '../support/processes.ts'

test('the Python SDK passes its own tests, with the standard library alone', async () => {
  const { stderr } = await promisify(execFile)('/usr/bin/python3', ['-I', '-c', discover], { cwd: '/' })
  assert.match(stderr, /\nOK\n?$/)
})

/** Isolated from the settings of the machine. */
const discover = `
import sys, unittest
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(join(root, 'sdks/python'))})
unittest.main(module=None, argv=["unittest", "discover", "-s", ${JSON.stringify(join(root, 'sdks/python/tests'))}])
`
