/** Something to wait for that others raise; what is raised while nobody waits is kept. */
export class Signal {
  #raised = false
  #resume: (() => void) | null = null

  raise(): void {
    this.#raised = true
    this.#resume?.()
  }

  /** Resolves when raised, or after so many milliseconds. */
  async wait(ms: number): Promise<void> {
    if (!this.#raised && ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.#resume = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#resume = null
    }
    this.#raised = false
  }
}
