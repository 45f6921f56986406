/** In which order workers stop: what brings work in, what does it, and what keeps what the others noted. */
const workerStages = ['source', 'engine', 'sink'] as const

/** Background work of a process. All start together and stop stage by stage, so that what is under way still settles. */
export interface Worker {
  name: string
  stage: (typeof workerStages)[number]
  start(): void
  /** Starts no new work; resolves when the work under way has ended. */
  stop(): Promise<void>
}

/** Stops the sources first: what they would still queue is left to the next process. */
export async function stopWorkers(workers: readonly Worker[]): Promise<void> {
  for (const stage of workerStages)
    await Promise.all(workers.filter((worker) => worker.stage === stage).map((worker) => worker.stop()))
}
