import { useState } from 'react'

/** One try at something: whether it runs, and what went wrong the last time. */
export function useAttempt() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  /** Runs it; true if it ended well. What it throws is in `error`. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    setBusy(true)
    setError(null)
    try {
      await work()
      return true
    } catch (problem) {
      setError(problem)
      return false
    } finally {
      setBusy(false)
    }
  }

  return { busy, error, attempt }
}
