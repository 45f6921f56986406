import { type ClientOptions, type ControlApi, createControlApi } from './client/control-api.ts'
import { createExpectations } from './client/expect-message.ts'

export type { ClientOptions, InboundMessage, SentMessage } from './client/control-api.ts'
export { SimulatorCallError } from './client/control-api.ts'
export type { MessageMatch, WaitOptions } from './client/expect-message.ts'
export { sampleNumber } from './client/sample-number.ts'
export type { Faults } from './faults/faults.ts'
export type { SimulatorOptions } from './guard/options.ts'
export type { NumberConfig } from './numbers/numbers.ts'
export { type Simulator, startSimulator } from './simulator.ts'

export type SimulatorClient = Omit<ControlApi, 'reset'> &
  Omit<ReturnType<typeof createExpectations>, 'forget'> & { url: string; reset(): Promise<void> }

/** Controls a simulator that runs somewhere, and asserts what was sent through it. `url`: without a path. */
export function createSimulatorClient(url: string, options: ClientOptions = {}): SimulatorClient {
  const control = createControlApi(url, options)
  const { forget, ...expectations } = createExpectations(control)
  return {
    ...control,
    ...expectations,
    url,
    async reset() {
      await control.reset()
      forget()
    },
  }
}
